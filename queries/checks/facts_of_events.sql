-- title: What is told of one event agrees
-- unit: rows
-- grain: one row per event or announcement that contradicts itself or another
with told as (
    select
        *,
        first_value(event_id) over one_event as first_id
    from standing('events') as events
    window one_event as (partition by programme_id, one_spelling(title), type, starts_on, list_sort(countries), one_spelling(city) order by event_id)
)

select
    'events.csv' as file,
    event_id as row_key,
    'countries' as "column",
    array_to_string(countries, ';') as value,
    'contradicts the level' as rule,
    'A national event is one of one country, and this names ' || coalesce(len(countries), 0) || '. Correct the countries or the level.' as advice
from told
where level = 'national' and coalesce(len(list_distinct(countries)), 0) <> 1
union all
select 'events.csv', event_id, 'region', region, 'contradicts the level', 'A regional event is one of a region. Write its code, or correct the level.'
from told
where level = 'regional' and region is null
union all
select 'events.csv', event_id, 'participants', participants::varchar, 'fewer people than countries', len(list_distinct(participant_countries)) || ' countries are named in participant_countries. Correct one of the two.'
from told
where participants < len(list_distinct(participant_countries)) and coalesce(participants_qualifier, '') <> 'gt'
union all
select 'events.csv', event_id, 'event_id', event_id, 'event told twice', first_id || ' has this title, kind, day and place. Keep one of the two, or tell them apart.'
from told
where event_id <> first_id and starts_on is not null
union all
select 'announcements.csv', event_id || ', ' || source_id, 'starts_on', starts_on, 'announced for a day that was over', 'It became known on ' || known_on || '. Correct one of the two days.'
from standing('announcements') as announcements
where starts_on_to < first_known_from
order by file, row_key, "column"
