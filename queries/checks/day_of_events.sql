-- title: An event has a date or a latest possible day, never both
-- unit: events
-- grain: one row per event with a date and a latest day
select
    'events.csv' as file,
    event_id as row_key,
    'known_by' as column,
    known_by as value,
    'date and latest day' as rule,
    'known_by is for undated events only. Leave it empty where starts_on is known.' as advice
from standing('events') as events
where starts_on is not null and known_by is not null
order by row_key
