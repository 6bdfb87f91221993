-- title: The reports of one promise follow each other
-- unit: rows
-- grain: one row per report or promise whose days run backwards
-- level: warn
select
    'action_reports.csv' as file,
    later.report_id as row_key,
    'status' as "column",
    later.status as value,
    'goes back' as rule,
    'Report ' || min(earlier.report_id) || ' said ' || min_by(earlier.status, earlier.report_id) || ', and was known before. Correct a status or a day, or confirm it with its source.' as advice
from standing('action_reports') as later
join standing('action_reports') as earlier using (action_id)
where earlier.status in ('done', 'dropped') and later.status <> earlier.status and earlier.known_on_to < later.first_known_from
    and later.first_known_basis <> 'compiled'
group by all
union all
select 'action_reports.csv', report_id, 'on', action_reports."on", 'before the promise', 'The promise became known on ' || actions.known_on || '. Correct a day, or confirm it with its source.'
from standing('action_reports') as action_reports
join standing('actions') as actions using (action_id)
where action_reports.on_to < actions.first_known_from and actions.first_known_basis = 'source'
union all
select 'actions.csv', action_id, 'due_on', due_on, 'due before it was promised', 'The promise became known on ' || known_on || '. Correct a day, or confirm it with its source.'
from standing('actions') as actions
where due_on_to < first_known_from and first_known_basis = 'source'
order by file, row_key, "column"
