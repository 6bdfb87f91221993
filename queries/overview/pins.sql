-- title: Events and reviews on the time axis
-- unit: events and reviews
-- grain: one row per dated event above national level that was held, and per review; for a country, per event that counts for it
-- finding: {rows} events and reviews are marked on the time axis
-- finding one: One event or review is marked on the time axis
-- empty: No dated event or review for {scope} was public on this day.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- note: A date that is not known to the day stands at its first possible day.
-- hidden: on_from, variant
-- ignores: categories, because events and reviews are not tied to product types
-- ignores: compare_with, because it shows all days up to the chosen one
with marked as (
    select 'event' as kind, title as what, starts_on as "on", starts_on_from as on_from, corrected_on, source_id
    from events_of($as_of, $regions, $countries)
    where state = 'held' and (level <> 'national' or len($countries::varchar[]) > 0)
    union all
    select 'review', title, "on", on_from, corrected_on, source_id
    from known('reviews', $as_of)
    where has_begun(on_from, $as_of)
)
select kind, what, "on", on_from, corrected_on, source_id, if(count(*) over () = 1, 'one', null) as variant
from marked
order by on_from, kind desc, what, source_id
