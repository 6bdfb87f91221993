-- title: The days of a country agree
-- unit: rows
-- grain: one row per claim or summary whose day contradicts that of another
-- level: warn
select
    'members.csv' as file,
    later.claim_id as row_key,
    'joined_on' as "column",
    later.joined_on as value,
    'two days of joining' as rule,
    'Claim ' || min(earlier.claim_id) || ' says ' || min_by(earlier.joined_on, earlier.claim_id) || '. Correct one of the two, or confirm both with their sources.' as advice
from standing('members') as later
join standing('members') as earlier using (programme_id, iso3)
where earlier.claim_id < later.claim_id
    and (earlier.joined_on_to < later.joined_on_from or later.joined_on_to < earlier.joined_on_from)
group by all
union all
select 'members.csv', early.claim_id, 'shown_on', early.shown_on, 'before the day of joining', 'It is shown as ' || any_value(early.stage) || ', and claim ' || min(joined.claim_id) || ' says that it joined on ' || min_by(joined.joined_on, joined.claim_id) || '. Correct one of the two, or confirm both with their sources.'
from standing('members') as early
join standing('members') as joined using (programme_id, iso3)
where early.stage in ('joined', 'launched') and early.shown_on_to < joined.joined_on_from
group by all
union all
select 'member_summaries.csv', summaries.iso3, 'joined_on', summaries.joined_on, 'differs from the evidence', 'Claim ' || min(members.claim_id) || ' says ' || min_by(members.joined_on, members.claim_id) || '. Write the day, or confirm that it is left open.'
from standing('member_summaries') as summaries
join standing('members') as members using (iso3)
where members.programme_id = 'ocop-fao' and summaries.joined_on is null and members.joined_on is not null
group by all
union all
select 'member_summaries.csv', summaries.iso3, 'seen_by', summaries.seen_by, 'differs from the evidence', 'Claim ' || min_by(members.claim_id, members.shown_on_to) || ' names it on ' || min_by(members.shown_on, members.shown_on_to) || '. Correct one of the two, or confirm both.'
from standing('member_summaries') as summaries
join standing('members') as members using (iso3)
where members.programme_id = 'ocop-fao' and stage_rank(members.stage) >= stage_rank('named') and summaries.seen_by_from > members.shown_on_to
group by all
order by file, row_key, "column"
