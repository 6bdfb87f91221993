-- title: What is said of a programme speaks of days of the programme
-- unit: rows
-- grain: one row per row that speaks of a day, or became known, before its programme began
-- level: warn
-- note: a pilot may be older than its programme, so this is only doubted; a longer table than one that is kept by hand is not looked through for doubts
with dated as (
    select 'figures.csv' as file, figure_id as row_key, programme_id, 'on' as cell, figures."on" as said, on_to as last_day from standing('figures') as figures
    where is_kept_by_hand()
    union all
    select 'targets.csv', target_id, programme_id, 'baseline_on', baseline_on, baseline_on_to from standing('targets') as targets
    union all
    select 'target_milestones.csv', target_id || ', ' || steps."on", programme_id, 'on', steps."on", on_to
    from standing('target_milestones') as steps join standing('targets') as targets using (target_id)
    union all
    select 'judgements.csv', judgement_id, programme_id, 'on', judgements."on", on_to from judgements join standing('targets') as targets using (target_id)
    union all
    select 'announcements.csv', event_id || ', ' || told.source_id, coalesce(events.programme_id, 'ocop-fao'), 'starts_on', told.starts_on, told.starts_on_to
    from standing('announcements') as told left join standing('events') as events using (event_id)
    union all
    select 'fund_reports.csv', report_id, 'ocop-fao', 'starts_on', starts_on, starts_on_to from standing('fund_reports') as fund_reports
    union all
    select 'fund_reports.csv', report_id, 'ocop-fao', 'ends_on', ends_on, ends_on_to from standing('fund_reports') as fund_reports
    union all
    select 'actions.csv', action_id, 'ocop-fao', 'due_on', due_on, due_on_to from standing('actions') as actions
    union all
    select 'action_reports.csv', report_id, 'ocop-fao', 'on', reports."on", on_to from standing('action_reports') as reports
    union all
    select 'milestones.csv', milestone_id, 'ocop-fao', 'on', milestones."on", on_to from standing('milestones') as milestones
    union all
    select 'reviews.csv', review_id, 'ocop-fao', 'on', reviews."on", on_to from standing('reviews') as reviews
    union all
    select 'review_notes.csv', note_id, 'ocop-fao', 'on', notes."on", on_to from review_notes as notes
    union all
    select 'member_summaries.csv', iso3, 'ocop-fao', 'joined_on', joined_on, joined_on_to from standing('member_summaries') as summaries
    union all
    select 'member_summaries.csv', iso3, 'ocop-fao', 'seen_by', seen_by, seen_by_to from standing('member_summaries') as summaries
    union all
    select 'member_summaries.csv', iso3, 'ocop-fao', 'participant_seen_on', participant_seen_on, participant_seen_on_to from standing('member_summaries') as summaries
    union all
    select file, row_key, coalesce(figures.programme_id, claims.programme_id, 'ocop-fao'), 'known_on', rows_known.known_on, rows_known.known_on_to
    from known_rows() as rows_known
    left join (from standing('figures') where is_kept_by_hand()) as figures on file = 'figures.csv' and figure_id = row_key
    left join standing('place_products') as claims on file = 'place_products.csv' and claims.claim_id = row_key
    where file in ('figures.csv', 'place_products.csv', 'fund_reports.csv', 'fund_scopes.csv', 'actions.csv', 'action_reports.csv', 'milestones.csv', 'reviews.csv',
        'review_decisions.csv', 'review_statements.csv', 'member_summaries.csv', 'task_forces.csv')
)

select
    file,
    row_key,
    cell as "column",
    said as value,
    'older than its programme' as rule,
    'The programme ' || programme_id || ' began on ' || started || '. Correct the day or the programme, or confirm with the source that the row is of a time before the programme.' as advice
from dated
join standing('programmes') as programmes using (programme_id)
where last_day < started_from
    and is_kept_by_hand()
qualify cell <> 'known_on' or count(*) over (partition by file, row_key) = 1  -- one doubt is enough
order by file, row_key, "column"
