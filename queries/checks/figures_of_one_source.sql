-- title: One source states one value of one thing
-- unit: figures
-- grain: one row per figure whose source also gives another value for the same thing, place, scope and day
with told as (
    select
        *,
        min(value) over one_thing as least,
        max(value) over one_thing as most
    from standing('figures') as figures
    where "on" is not null
    window one_thing as (partition by programme_id, indicator, place_id, category, scope, "on", source_id, known_on, qualifier)
)

select
    'figures.csv' as file,
    figure_id as row_key,
    'value' as "column",
    value::varchar as value,
    'contradicts another row of its source' as rule,
    'The source ' || source_id || ' gives ' || least || ' and ' || most || ' for ' || indicator || ' of ' || place_id || ' on ' || "on"
        || '. Correct one, or say in scope what differs.' as advice
from told
where least < most
order by row_key
