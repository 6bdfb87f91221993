-- title: Events by kind
-- unit: events
-- grain: one row per kind of event
-- chart: bars label=type value=events
-- rows: events/register
-- finding: The most frequent kind is the {first.type}, with {first.events} of {first.all_events} events
-- finding tie: No single kind is the most frequent among these {first.all_events} events
-- finding one: The one event for {scope} is of the kind {first.type}
-- empty: No event for {scope} had become public on this day.
-- reading: One bar for each kind of event, undated events included, the most frequent kind first.
-- hidden: variant, all_events
-- note: Kinds follow the words of each source. An event and a signing on one occasion are two entries.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
select
    type,
    count(*) as events,
    count(starts_on) as dated,
    count(*) - count(starts_on) as undated,
    sum(count(*)) over () as all_events,
    case
        when sum(count(*)) over () = 1 then 'one'
        when count(*) = lead(count(*)) over (order by count(*) desc, type) then 'tie'
    end as variant
from events_of($as_of, $regions, $countries)
where state <> 'upcoming'
group by type
order by events desc, type
