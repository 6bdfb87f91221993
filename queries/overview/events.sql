-- title: Events on record
-- unit: events
-- grain: one row
-- card: number
-- rows: events/register
-- finding: {first.dated} dated, {first.undated} undated; at least {first.participants} participants reported at {first.with_participants} of them
-- finding about: {first.dated} dated, {first.undated} undated; at least {first.participants} participants, and about {first.about_participants} more, reported at {first.with_participants} of them
-- finding about only: {first.dated} dated, {first.undated} undated; about {first.about_participants} participants reported at {first.with_participants} of them
-- finding silent: {first.dated} dated, {first.undated} undated; no number of participants reported
-- finding none: no event for {scope} was public on the day
-- note: Participants are a lower bound: most events publish no number, and some numbers are "more than". One person may stand in several events.
-- hidden: variant, series_on
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events are not tied to product types
with known as (
    select 'now' as moment, *
    from events_of($as_of, $regions, $countries)
    union all
    select 'before', *
    from events_of($compare_with, $regions, $countries)
),
chosen as (
    select *
    from known
    where state <> 'upcoming'
),
years as (
    select
        least(date_trunc('year', starts_on_from) + interval 1 year - interval 1 day, $as_of)::date as until,
        sum(count(*)) over (order by until) as held
    from chosen
    where moment = 'now' and starts_on is not null
    group by until
)
select
    nullif(count(*) filter (where moment = 'now'), 0) as value,
    'eq' as qualifier,
    nullif(count(*) filter (where moment = 'before'), 0) as before,
    'eq' as before_qualifier,
    count(*) filter (where moment = 'now' and starts_on is not null) as dated,
    count(*) filter (where moment = 'now' and starts_on is null) as undated,
    sum(participants) filter (where moment = 'now' and participants_qualifier is distinct from 'about') as participants,
    sum(participants) filter (where moment = 'now' and participants_qualifier = 'about') as about_participants,
    count(participants) filter (where moment = 'now') as with_participants,
    arg_max(starts_on, (starts_on_from, starts_on)) filter (where moment = 'now' and starts_on is not null) as "on",
    (select list(held::integer order by until) from years) as series,
    (select list(until order by until) from years) as series_on,
    count(*) filter (where moment = 'now') as counted_from,
    case
        when count(*) filter (where moment = 'now') = 0 then 'none'
        when count(participants) filter (where moment = 'now') = 0 then 'silent'
        when count(participants) filter (where moment = 'now' and participants_qualifier is distinct from 'about') = 0 then 'about only'
        when count(participants) filter (where moment = 'now' and participants_qualifier = 'about') > 0 then 'about'
    end as variant
from chosen
