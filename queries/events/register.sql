-- title: Register of events
-- unit: entries
-- grain: one row per event known on the day
-- finding: {rows} events on record: {first.held} dated, {first.undated} undated
-- finding upcoming: {rows} events on record: {first.held} dated, {first.undated} undated, {first.to_come} still to come
-- finding one: One event of this choice is on record
-- empty: No event of this choice had become public on this day.
-- hidden: held, undated, to_come, variant
-- note: With a country chosen, an event counts if the country hosted it, if it was held for the country or if its sources name the country as taking part. With a region alone, events of that region count; global events belong to none.
-- note: Undated events stand last; "known by" is the latest day on which one was known, never its date. Two entries of one town and day may be one occasion: each names the other. Trainings of sister programmes are not events of the initiative and are not listed.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with newest as (
    select event_id, evidence, known_on, known_on_basis, source_id
    from known('announcements', $as_of) as announcements
    qualify row_number() over (partition by event_id order by known_on_from desc, source_id) = 1
),
known as (
    -- until its own source is public, an event is known by its announcement alone
    select
        events.* exclude (evidence, note, known_on, known_on_basis, source_id, other_source_ids),
        if(known_on_from > $as_of, newest.evidence, events.evidence) as evidence,
        if(known_on_from > $as_of, null, note) as note,
        if(known_on_from > $as_of, newest.known_on, events.known_on) as known_on,
        if(known_on_from > $as_of, newest.known_on_basis, events.known_on_basis) as known_on_basis,
        if(known_on_from > $as_of, newest.source_id, events.source_id) as source_id,
        if(known_on_from > $as_of, null, other_source_ids) as other_source_ids
    from events_as_of($as_of) as events
    left join newest using (event_id)
),
chosen as (
    select *
    from known
    where event_id in (select event_id from events_of($as_of, $regions, $countries))
)
select
    starts_on,
    ends_on,
    title,
    type,
    level,
    chosen.region,
    countries,
    city,
    hosts.name as host,
    format,
    coalesce(participants_qualifier, case when participants is not null then 'eq' end) as qualifier,
    participants,
    participant_countries,
    state,
    known_by,
    (
        select string_agg(others.title, '; ' order by others.event_id)
        from known as others
        where others.city = chosen.city and others.starts_on = chosen.starts_on and others.event_id <> chosen.event_id
    ) as same_occasion,
    evidence,
    note,
    known_on,
    known_on_basis,
    event_id,
    1 + len(coalesce(other_source_ids, []::varchar[])) as sources,
    source_id,
    other_source_ids,
    count(*) filter (where state = 'held') over () as held,
    count(*) filter (where state = 'undated') over () as undated,
    count(*) filter (where state = 'upcoming') over () as to_come,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where state = 'upcoming') over () > 0 then 'upcoming'
    end as variant
from chosen
left join places as hosts on hosts.iso3 = host_iso3
order by starts_on_from desc nulls last, known_by desc nulls last, event_id
