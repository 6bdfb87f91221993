-- title: A value is one that its indicator can have
-- unit: values
-- grain: one row per figure, target, baseline or milestone outside the unit of its indicator
with judged as (
    select
        said.*,
        case
            when value > 1e15 then 'is more than anything that is counted'
            when unit = 'persons' and value > 1e10 then 'is more people than there are'
            when value < 0 then 'is below nothing'
            when measure in ('total', 'flow') and value <> floor(value) then 'is no whole number'
            when unit = 'countries' and value > (select count(*) from places where kind = 'country') then 'is more countries than there are'
            when unit = 'percent' and value > 100 then 'is more than all'
            when unit = 'share' and value > 1 then 'is more than all'
            when unit not in ('percent', 'share') and value > size_of_unit(unit).most then 'is more than there is'
        end as rule,
        unit
    from said_values() as said
    join indicators using (indicator)
)

select
    file,
    row_key,
    "column",
    value::varchar as value,
    rule,
    'The indicator ' || indicator || ' counts in ' || unit || '. Correct the value, or name another indicator.' as advice
from judged
where rule is not null
order by file, row_key, "column"
