-- title: Nothing stands on a row that was withdrawn
-- unit: rows
-- grain: one row per row that refers to one which was taken back
-- level: warn
with taken as (
    select 'action' as thing, action_id as id from actions group by action_id having count(*) filter (where superseded_from is null) = 0
    union all
    select 'event', event_id from events group by event_id having count(*) filter (where superseded_from is null) = 0
    union all
    select 'target', target_id from targets group by target_id having count(*) filter (where superseded_from is null) = 0
    union all
    select 'review', review_id from reviews group by review_id having count(*) filter (where superseded_from is null) = 0
    union all
    select 'programme', programme_id from programmes group by programme_id having count(*) filter (where superseded_from is null) = 0
),

leaning as (
    select 'action_reports.csv' as file, report_id as row_key, 'action_id' as cell, 'action' as thing, action_id as id from standing('action_reports') as action_reports
    union all
    select 'actions.csv', action_id, 'event_id', 'event', event_id from standing('actions') as actions
    union all
    select 'announcements.csv', event_id || ', ' || source_id, 'event_id', 'event', event_id from standing('announcements') as announcements
    union all
    select 'target_milestones.csv', target_id || ', ' || "on", 'target_id', 'target', target_id from standing('target_milestones') as target_milestones
    union all
    select 'judgements.csv', judgement_id, 'target_id', 'target', target_id from judgements
    union all
    select 'review_decisions.csv', decision_id, 'review_id', 'review', review_id from standing('review_decisions') as review_decisions
    union all
    select 'review_decisions.csv', decision_id, 'action_ids', 'action', unnest(action_ids) from standing('review_decisions') as review_decisions
    union all
    select 'review_statements.csv', statement_id, 'review_id', 'review', review_id from standing('review_statements') as review_statements
    union all
    select 'review_notes.csv', note_id, 'review_id', 'review', review_id from review_notes
    union all
    select 'programmes.csv', programme_id, 'based_on', 'programme', based_on from standing('programmes') as programmes
    union all
    select 'events.csv', event_id, 'programme_id', 'programme', programme_id from standing('events') as events
    union all
    select 'members.csv', claim_id, 'programme_id', 'programme', programme_id from standing('members') as members
    union all
    select 'targets.csv', target_id, 'programme_id', 'programme', programme_id from standing('targets') as targets
    union all
    select 'place_products.csv', claim_id, 'programme_id', 'programme', programme_id from standing('place_products') as place_products
    union all
    select 'figures.csv', figure_id, 'programme_id', 'programme', programme_id from standing('figures') as figures
)

select file, row_key, cell as "column", id as value, 'refers to a withdrawn row' as rule, 'The ' || thing || ' ' || id || ' was taken back. Withdraw this row too, or refer to another.' as advice
from leaning
join taken using (thing, id)
order by file, row_key, "column"
