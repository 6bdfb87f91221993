-- title: Calendar
-- unit: events
-- grain: one row per event held; undated events have no month and are counted apart
-- chart: calendar on_from=starts_from on_to=drawn_to label=title kind=type detail=place key=event_id kinds=meeting|launch|workshop|training|webinar
-- finding: {first.top_year} saw more dated events than any other year, {first.top_events} of {first.dated}
-- finding tie: {first.dated} dated events are on record, from {first.starts_on:day} on
-- finding one: One event for {scope} has a date, {first.starts_on:day}
-- finding undated: No event for {scope} has a date, {first.undated} are without one
-- empty: No event for {scope} had become public on this day.
-- reading: One dot for each event in its month, years from top to bottom, coloured by kind; a ring is an event whose day is not known. Choose a dot to read its entry.
-- hidden: variant, starts_from, drawn_to, place, top_year, top_events, dated, undated
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from events_of($as_of, $regions, $countries)
    where state <> 'upcoming'
),
totals as (
    select count(starts_on) as dated, count(*) - count(starts_on) as undated
    from chosen
),
years as (
    select
        year(starts_on_from)::varchar as top_year,
        count(*) as top_events,
        row_number() over (order by count(*) desc, year(starts_on_from)) as place,
        count(*) = max(count(*)) over () as is_top
    from chosen
    where starts_on is not null
    group by year(starts_on_from)
)
select
    event_id,
    title,
    type,
    level,
    chosen.region,
    starts_on,
    ends_on,
    -- a known day ends its dot there, or with the event; an unknown one is drawn as the span that the date stands for
    starts_on_from as starts_from,
    case
        when starts_on_from < starts_on_to then starts_on_to
        when ends_on_to < starts_on_from + 26 then ends_on_to
        else starts_on_from
    end as drawn_to,
    concat_ws(', ', city, hosts.name) as place,
    corrected_on,
    source_id,
    top_year,
    top_events,
    dated,
    undated,
    case
        when dated = 0 then 'undated'
        when dated = 1 then 'one'
        when (select count(*) from years where is_top) > 1 then 'tie'
    end as variant
from chosen
cross join totals
left join years on years.place = 1
left join places as hosts on hosts.iso3 = host_iso3
order by starts_on_from nulls last, event_id
