-- title: The summary of a country says what its evidence says
-- unit: countries
-- grain: one row per country whose day of joining is on no claim, or that counts more sources than there are
with evidence as (
    select iso3, count(distinct source_id) as sources, list(distinct joined_on order by joined_on) filter (where joined_on is not null) as days
    from standing('members') as members
    where programme_id = 'ocop-fao'
    group by iso3
)

select
    'member_summaries.csv' as file,
    iso3 as row_key,
    'joined_on' as "column",
    joined_on as value,
    'differs from the evidence' as rule,
    'members.csv says ' || coalesce(array_to_string(days, ', '), 'no day') || '. Correct one of the two.' as advice
from standing('member_summaries') as member_summaries
left join evidence using (iso3)
where joined_on is not null and not coalesce(list_contains(days, joined_on), false)
union all
select
    'member_summaries.csv',
    iso3,
    'evidence_rows',
    evidence_rows::varchar,
    'differs from the evidence',
    'members.csv has ' || coalesce(sources, 0) || ' sources on ' || iso3 || '. Correct the number, or add the missing evidence.'
from standing('member_summaries') as member_summaries
left join evidence using (iso3)
where evidence_rows > coalesce(sources, 0)
order by row_key, "column"
