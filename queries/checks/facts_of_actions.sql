-- title: What is told of one promise agrees
-- unit: rows
-- grain: one row per promise that contradicts its level, or report of it that is done before its event
select
    'actions.csv' as file,
    action_id as row_key,
    'iso3' as "column",
    iso3 as value,
    'contradicts the level' as rule,
    'The level is ' || level || if(iso3 is null, '. Write the code of the country, or correct the level.', '. Only a national promise is one of a single country: correct one of the two.') as advice
from standing('actions') as actions
where (level = 'national') <> (iso3 is not null)
union all
select 'actions.csv', action_id, 'region', region, 'contradicts the level', 'The level is ' || level || if(region is null, '. Write the code of the region, or correct the level.', '. Correct one of the two.')
from standing('actions') as actions
where (level = 'regional' and region is null) or (level = 'global' and region is not null)
union all
select 'action_reports.csv', report_id, 'status', status, 'done before its event', 'The event ' || event_id || ' began on ' || events.starts_on || '. Correct the status, the day or the event.'
from standing('action_reports') as action_reports
join standing('actions') as actions using (action_id)
join standing('events') as events using (event_id)
where status = 'done' and coalesce(action_reports.on_to, action_reports.known_on_to) < events.starts_on_from
order by file, row_key, "column"
