-- title: The period on a time axis
-- unit: events and due dates
-- grain: one row per dated event of the period, per due date in it, and per event announced for the six months after it
-- chart: timeline start_from=on_from start_to=on_to label=what lane=lane status=status detail=detail
-- finding: {first.held} events were held between {compare_with:day} and {as_of:day}; {first.ahead} are announced for the six months after
-- finding none: No event was held between {compare_with:day} and {as_of:day}; {first.ahead} are announced for the six months after
-- empty: No dated event for {scope} falls into the period or the six months after it.
-- reading: One lane for each level; a dot is a day, a bar several days or a date known only to the month; the dotted line is the last day of the period.
-- note: An event of global level whose named participants come from two to four regions stands under the regional level.
-- note: Due dates of promises stand with their status; one known to the month or year only stands on its last day, because it is past when all of it is over. Undated events stand on no time axis.
-- hidden: on_from, on_to, detail, lane, held, ahead, variant
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because events and promises are not tied to product types
with known_events as (
    select
        events.*,
        (
            select count(distinct region)
            from places
            where kind = 'country' and list_contains(coalesce(events.participant_countries, []::varchar[]), places.iso3)
        ) as regions_named
    from events_of($as_of, $regions, $countries) as events
),
shown_events as (
    select
        case
            when level = 'national' then 'National'
            when level = 'regional' or regions_named between 2 and 4 then 'Regional'
            else 'Global'
        end as lane,
        'event' as kind, title as what, case when state = 'upcoming' then 'planned' end as status,
        starts_on as "on", starts_on_from as on_from, coalesce(ends_on_to, starts_on_to) as on_to,
        concat_ws(', ', city, hosts.name) as detail, corrected_on, source_id
    from known_events as events
    left join places as hosts on hosts.iso3 = host_iso3
    where starts_on_from > $compare_with
      and starts_on_from <= $as_of::date + interval 6 month
),
due_dates as (
    select
        'Promises due' as lane, 'due date' as kind, statement as what, status,
        due_on as "on", due_on_to as on_from, due_on_to as on_to, last_evidence as detail, corrected_on, source_id
    from promises_as_of($as_of)
    where due_on_to > $compare_with
      and due_on_to <= $as_of::date + interval 6 month
      and picked($regions, home_region)
      and picked($countries, iso3)
),
together as (
    select * from shown_events
    union all by name
    select * from due_dates
)
select
    lane as level,
    kind,
    "on",
    what,
    status,
    corrected_on,
    source_id,
    on_from,
    on_to,
    detail,
    lane,
    count(*) filter (where kind = 'event' and on_from <= $as_of) over () as held,
    count(*) filter (where kind = 'event' and on_from > $as_of) over () as ahead,
    case when count(*) filter (where kind = 'event' and on_from <= $as_of) over () = 0 then 'none' end as variant
from together
where $compare_with::date <= $as_of::date
order by list_position(['Global', 'Regional', 'National', 'Promises due'], lane), on_from, what
