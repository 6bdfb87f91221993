-- title: Countries that hosted or took part most often
-- unit: events
-- grain: one row per country, the ten most frequent and those level with them
-- chart: bars label=country value=events key=iso3
-- rows: events/register
-- finding: {first.country} hosted or took part most often, in {first.events} of all {first.all_events} events on record
-- finding chosen: {first.country} hosted or took part in {first.events} of all {first.all_events} events on record
-- finding tie: {first.tops} countries hosted or took part most often, in {first.events} events each
-- finding once: No country is named at more than one event, {rows} are named at one
-- empty: No event for {scope} names a country.
-- reading: One bar for each country: the events that it hosted, that were held for it or that name it as taking part.
-- hidden: all_events, tops, variant
-- note: Taking part is not membership: the column Evidence says what public sources say of the country itself. Most reports name no countries, so these are the least that took part.
-- note: With a region chosen, it counts the countries of that region, at events of every level. Countries named once are left out where others are named more often.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with known as (
    select *
    from events_as_of($as_of)
    where state <> 'upcoming'
),
named as (
    select event_id, starts_on, iso3, bool_or(was_attending) as was_attending
    from (
        select event_id, starts_on, unnest(concerns) as iso3, false as was_attending from known
        union all
        select event_id, starts_on, unnest(participant_countries), true from known
    )
    group by event_id, starts_on, iso3
),
counted as (
    select
        iso3,
        any_value(places.name) as country,
        any_value(places.region) as region,
        count(*) as events,
        count(*) filter (where was_attending) as named_as_attending,
        max(starts_on) as last_seen_on
    from named
    join places using (iso3)
    where picked($regions, places.region) and picked($countries, iso3)
    group by iso3
    -- a long tail of single mentions says nothing, unless it is all there is or what was asked for
    qualify rank() over (order by count(*) desc) <= 10
        and (count(*) > 1 or max(count(*)) over () = 1 or len($countries::varchar[]) > 0)
)
select
    iso3,
    country,
    counted.region,
    events,
    named_as_attending,
    last_seen_on,
    traces.stage,
    (select count(*) from known) as all_events,
    count(*) filter (where events = (select max(events) from counted)) over () as tops,
    case
        when count(*) over () = 1 then 'chosen'
        when max(events) over () = 1 and count(*) over () > 1 then 'once'
        when count(*) filter (where events = (select max(events) from counted)) over () > 1 then 'tie'
    end as variant
from counted
left join (select iso3, stage from countries_as_of($as_of)) as traces using (iso3)
order by events desc, strip_accents(country)
