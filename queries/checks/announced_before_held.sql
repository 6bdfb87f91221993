-- title: An event is announced before it is held
-- unit: announcements
-- grain: one row per announcement that was known after the event began
select
    'announcements.csv' as file,
    event_id || ', ' || announcements.source_id as row_key,
    'known_on' as "column",
    announcements.known_on as value,
    'after the event' as rule,
    'The event began on ' || events.starts_on || '. Correct the day, or write what was learned later in events.csv.' as advice
from standing('announcements') as announcements
join standing('events') as events using (event_id)
where announcements.first_known_from > events.starts_on_to
order by row_key
