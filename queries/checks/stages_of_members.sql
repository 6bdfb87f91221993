-- title: The stages of a country come in their order
-- unit: claims
-- grain: one row per claim of a stage that began after a later stage had been reached
with reached as (
    select programme_id, iso3, stage, min_by(claim_id, shown_on_from) as claim_id, min(shown_on_from) as first_from, min(shown_on_to) as first_to
    from standing('members') as members
    where stage in ('applied', 'accepted', 'joined', 'launched') and shown_on is not null
    group by all
)

select
    'members.csv' as file,
    lower.claim_id as row_key,
    'shown_on' as "column",
    lower.first_from::varchar as value,
    'stages go back' as rule,
    lower.iso3 || ' is shown as ' || higher.stage || ' on ' || higher.first_from || ', before it ' || lower.stage || '. Correct a stage or a day.' as advice
from reached as lower
join reached as higher using (programme_id, iso3)
where stage_rank(higher.stage) > stage_rank(lower.stage) and higher.first_to < lower.first_from
order by row_key
