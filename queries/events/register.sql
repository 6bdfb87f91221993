-- title: Register of events
-- unit: entries
-- grain: one row per event known on the day
-- slip: title, starts_on, ends_on, countries, participants
-- finding: {rows} events are on record, {first.held} dated and {first.undated} undated
-- finding upcoming: {rows} events are on record, {first.held} dated, {first.undated} undated and {first.to_come} still to come
-- finding one: One event for {scope} is on record
-- empty: No event for {scope} had become public on this day.
-- hidden: held, undated, to_come, variant
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- note: An event whose announced day has passed, and of which no later source speaks, is called so: that it was held is not on record.
-- note: Undated events stand last; "known by" is the latest day on which one was known, never its date. Two entries of one town and day may be one occasion: each names the other. Trainings of sister programmes are not events of the initiative and are not listed.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from events_of($as_of, $regions, $countries)
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
    case when is_unconfirmed then 'its announced day has passed' else chosen.state end as state,
    known_by,
    (
        select string_agg(others.title, '; ' order by others.event_id)
        from events_as_of($as_of) as others
        where others.city = chosen.city and others.starts_on = chosen.starts_on and others.event_id <> chosen.event_id
    ) as same_occasion,
    evidence,
    note,
    known_on,
    known_on_basis,
    corrected_on,
    event_id,
    1 + len(coalesce(other_source_ids, []::varchar[])) as sources,
    source_id,
    other_source_ids,
    count(*) filter (where chosen.state = 'held') over () as held,
    count(*) filter (where chosen.state = 'undated') over () as undated,
    count(*) filter (where chosen.state = 'upcoming') over () as to_come,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where chosen.state = 'upcoming') over () > 0 then 'upcoming'
    end as variant
from chosen
left join places as hosts on hosts.iso3 = host_iso3
order by starts_on_from desc nulls last, known_by desc nulls last, event_id
