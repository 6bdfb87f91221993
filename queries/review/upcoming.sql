-- title: Upcoming events and due dates
-- unit: dated items
-- grain: one row per event announced and not yet held, and per promise that falls due within 12 months
-- finding: {rows} dated items lie ahead of {as_of:day}; next: {first.what} ({first.on:day})
-- finding one: One dated item lies ahead of {as_of:day}: {first.what} ({first.on:day})
-- empty: No event is announced and no promise falls due in the 12 months after this day, as far as public sources say.
-- note: Days and places as last announced by this day. A promise that falls due on the first day of an announced event is that event and is not listed twice.
-- sentence event: {what}, {place} ({on:day})
-- sentence event days: {what}, {place} ({on:day} to {ends_on:day})
-- sentence event without a place: {what} ({on:day})
-- sentence event told: {what}, {place} ({on:day}): {detail}
-- sentence event days told: {what}, {place} ({on:day} to {ends_on:day}): {detail}
-- sentence event without a place told: {what} ({on:day}): {detail}
-- sentence due: Due {on:day}: {what}
-- note: Global promises belong to no region: they are left out as soon as a region or country is chosen.
-- hidden: on_from, comes_on, variant
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because events and promises are not tied to product types
-- ignores: compare_with, because it looks ahead from one day
with plans as (
    select
        event_id,
        arg_max(starts_on, (known_on_from, starts_on)) as starts_on,
        arg_max(starts_on_from, (known_on_from, starts_on_from)) as starts_from,
        arg_max(ends_on, (known_on_from, ends_on)) as ends_on,
        arg_max(place, (known_on_from, place)) as place,
        arg_max(evidence, (known_on_from, evidence)) as evidence,
        arg_max(known_on, (known_on_from, known_on)) as known_on,
        arg_max(source_id, (known_on_from, source_id)) as source_id,
        max(corrected_on) as corrected_on
    from known('announcements', $as_of) as announcements
    group by event_id
),
announced as (
    select
        'event' as kind,
        title as what,
        coalesce(plans.starts_on, events.starts_on) as "on",
        coalesce(plans.starts_from, events.starts_on_from) as on_from,
        coalesce(plans.starts_from, events.starts_on_from) as comes_on,
        coalesce(plans.ends_on, events.ends_on) as ends_on,
        coalesce(plans.place, nullif(concat_ws(', ', city, hosts.name), '')) as place,
        coalesce(plans.evidence, events.evidence) as detail,
        events.level, events.region, null as country,
        coalesce(plans.known_on, events.known_on) as known_on, coalesce(plans.source_id, events.source_id) as source_id,
        if(plans.event_id is null, events.corrected_on, plans.corrected_on) as corrected_on
    from events_of($as_of, $regions, $countries) as events
    left join plans using (event_id)
    left join places as hosts on hosts.iso3 = host_iso3
    where coalesce(plans.starts_from, events.starts_on_from) > $as_of
),
falling_due as (
    select
        'promise' as kind, statement as what, due_on as "on", due_on_from as on_from, due_on_to as comes_on, null as ends_on, null as place,
        last_evidence as detail, level, home_region as region, country, known_on, source_id, corrected_on
    from promises_as_of($as_of)
    where due_on_to >= $as_of
      and due_on_from <= $as_of::date + interval 12 month
      and status <> 'done'
      and due_on not in (select "on" from announced)
      and picked($regions, home_region)
      and picked($countries, iso3)
),
together as (
    select * from announced
    union all by name
    select * from falling_due
)
select
    kind,
    case
        when kind = 'promise' then 'due'
        when place is null then 'event without a place' || if(detail is null, '', ' told')
        else 'event' || if(ends_on <> "on", ' days', '') || if(detail is null, '', ' told')
    end as sentence,
    what,
    "on",
    ends_on,
    place,
    detail,
    level,
    region,
    country,
    known_on,
    corrected_on,
    source_id,
    on_from,
    comes_on,
    case when count(*) over () = 1 then 'one' end as variant
from together
order by comes_on, on_from, what
