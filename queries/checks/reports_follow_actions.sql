-- title: A report on an action follows its promise
-- unit: reports
-- grain: one row per report that was known before the action was
select
    'action_reports.csv' as file,
    report_id as row_key,
    'known_on' as column,
    action_reports.known_on as value,
    'before the promise' as rule,
    'The action was known on ' || actions.known_on || '. Correct the date, or give the report to another action.' as advice
from standing('action_reports') as action_reports
join standing('actions') as actions using (action_id)
where action_reports.known_on_to < actions.first_known_from
  and actions.first_known_basis = 'source'
order by row_key
