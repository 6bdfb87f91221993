-- title: One source tells one day of joining, and the summary of a country knows its demonstration project
-- unit: rows
-- grain: one row per claim or summary that contradicts a claim
select
    'members.csv' as file,
    later.claim_id as row_key,
    'joined_on' as "column",
    later.joined_on as value,
    'contradicts another row of its source' as rule,
    'Claim ' || min(earlier.claim_id) || ' of the same source says ' || min_by(earlier.joined_on, earlier.claim_id) || '. Correct one of the two.' as advice
from standing('members') as later
join standing('members') as earlier using (programme_id, iso3, source_id)
where earlier.claim_id < later.claim_id
    and (earlier.joined_on_to < later.joined_on_from or later.joined_on_to < earlier.joined_on_from)
group by all
union all
select
    'member_summaries.csv',
    iso3,
    'is_demonstration',
    is_demonstration::varchar,
    'differs from the evidence',
    'members.csv names ' || coalesce(min(evidence.demonstration_project), 'no demonstration project') || '. Correct one of the two.'
from standing('member_summaries') as summaries
left join (select iso3, demonstration_project from standing('members') as members where programme_id = 'ocop-fao') as evidence using (iso3)
group by iso3, is_demonstration
having coalesce(is_demonstration, false) <> (count(evidence.demonstration_project) > 0)
order by file, row_key
