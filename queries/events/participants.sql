-- title: Participants that events published
-- unit: participants
-- grain: one row per event that published a number
-- chart: bars label=title value=participants qualifier=qualifier detail=place key=event_id
-- finding: {rows} of {first.events} events published a number of participants, together at least {first.together}
-- finding about: {rows} of {first.events} events published a number of participants, together at least {first.together}, and about {first.about_participants} more
-- finding about only: {rows} of {first.events} events published a number of participants, together about {first.about_participants}
-- finding one: One event published a number of participants, of {first.events} on record: {first.participants_in_words}
-- empty: No event for {scope} published a number of participants.
-- reading: One bar for each event that published a number, with its sign; a bar with a fading end is a lower bound.
-- hidden: place, events, together, about_participants, variant
-- note: A sum of such numbers is a lower bound: "more than" counts as the number named, "about" is no lower bound and stands apart, most events published none, and one person may stand in several events.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from events_of($as_of, $regions, $countries)
    where state <> 'upcoming'
)
select
    event_id,
    title,
    coalesce(participants_qualifier, 'eq') as qualifier,
    participants,
    type,
    chosen.region,
    starts_on,
    known_by,
    corrected_on,
    source_id,
    concat_ws(', ', city, hosts.name) as place,
    (select count(*) from chosen) as events,
    sum(participants) filter (where participants_qualifier is distinct from 'about') over () as together,
    sum(participants) filter (where participants_qualifier = 'about') over () as about_participants,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where participants_qualifier is distinct from 'about') over () = 0 then 'about only'
        when count(*) filter (where participants_qualifier = 'about') over () > 0 then 'about'
    end as variant
from chosen
left join places as hosts on hosts.iso3 = host_iso3
where participants is not null
order by participants desc, starts_on_from nulls last, event_id
