-- title: An event is held where it belongs
-- unit: events
-- grain: one row per event that is held outside its country, or has a region although it is of all
-- level: warn
select
    'events.csv' as file,
    event_id as row_key,
    'host_iso3' as "column",
    host_iso3 as value,
    'held in another country' as rule,
    'It is a national event of ' || array_to_string(countries, ', ') || '. Correct the host, or confirm it with its source.' as advice
from standing('events') as events
where level = 'national' and not list_contains(countries, host_iso3)
union all
select 'events.csv', event_id, 'region', region, 'contradicts the level', 'A global event is one of no single region. Correct the level, or leave the region empty.'
from standing('events') as events
where level = 'global' and region is not null
union all
select 'events.csv', event_id, 'countries', array_to_string(countries, ';'), 'outside the country of its programme', 'The programme ' || programme_id || ' is one of ' || country_iso3 || '. Correct one of the two, or confirm it with its source.'
from standing('events') as events
join standing('programmes') as programmes using (programme_id)
where len(list_filter(countries, lambda code: code <> country_iso3)) > 0
order by row_key, "column"
