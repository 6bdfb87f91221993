-- title: Events to come
-- unit: dated items
-- grain: one row per event announced and not yet held, and per promised action that names one
-- finding: {rows} events to come are announced or promised in public sources
-- finding one: One event to come is announced or promised in public sources
-- empty: No event is announced in public sources for the days after this one.
-- hidden: starts_from, variant
-- note: Days as announced. A promise to hold an event, a training, a launch or an exhibition is listed by its due date until it is reported done.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it looks ahead from one day
with newest as (
    select *
    from known('announcements', $as_of) as announcements
    qualify row_number() over (partition by event_id order by known_on_from desc, source_id) = 1
),
announced as (
    -- before an event is held, its date, place and source are those of its announcement
    select
        title,
        type,
        level,
        events.region,
        coalesce(newest.starts_on, events.starts_on) as starts_on,
        coalesce(newest.ends_on, events.ends_on) as ends_on,
        coalesce(newest.starts_on_from, events.starts_on_from) as starts_from,
        coalesce(newest.place, concat_ws(', ', city, hosts.name)) as place,
        coalesce(newest.known_on, events.known_on) as known_on,
        coalesce(newest.source_id, events.source_id) as source_id,
        if(newest.event_id is null, events.corrected_on, newest.corrected_on) as corrected_on
    from events_of($as_of, $regions, $countries) as events
    left join newest using (event_id)
    left join places as hosts on hosts.iso3 = host_iso3
    where state = 'upcoming'
),
promised as (
    select statement, level, home_region, due_on, due_on_from, due_on_to, known_on, source_id, corrected_on
    from promises_as_of($as_of)
    where due_on_to >= $as_of
      and status <> 'done'
      and regexp_matches(lower(statement), '\b(event|exhibition|fair|launch|meeting|training|webinar|workshop)')
      and picked($regions, home_region)
      and picked($countries, iso3)
      -- an action due on the first day of an event that is listed or held is that event
      and not exists (
            select *
            from events_as_of($as_of) as events
            where events.starts_on = due_on
      )
),
ahead as (
    select title, type, level, region, starts_on, ends_on, starts_from, place, known_on, corrected_on, source_id
    from announced
    union all
    select statement, 'promised action', level, home_region, due_on, null, due_on_from, null, known_on, corrected_on, source_id
    from promised
)
select
    title, type, level, region, starts_on, ends_on, starts_from, place, known_on, corrected_on, source_id,
    if(count(*) over () = 1, 'one', null) as variant
from ahead
order by starts_from, title
