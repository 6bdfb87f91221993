-- title: The evidence on a country amounts to the verdict of the compilation
-- unit: countries
-- grain: one row per country where the two differ
with evidence as (
    select iso3, stage_name(max(least(stage_rank(stage), stage_rank('named')))) as stage
    from standing('members') as members
    where programme_id = 'ocop-fao'
    group by iso3
)
select
    'member_summaries.csv' as file,
    member_summaries.iso3 as row_key,
    'stage' as column,
    member_summaries.stage as value,
    'differs from the evidence' as rule,
    'The rows of members.csv amount to ' || coalesce(evidence.stage, 'nothing') || '. Add the missing evidence, or correct the verdict.' as advice
from standing('member_summaries') as member_summaries
left join evidence using (iso3)
where member_summaries.stage is distinct from evidence.stage
order by row_key
