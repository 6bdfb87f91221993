-- Events, held, upcoming and undated.
--
-- | name | one row |
-- |---|---|
-- | plans_as_of | event that was announced: its last announcement |
-- | events_as_of | event of the initiative |
-- | event_sentence, place_words | (values) how a review says an event, and where it was |
-- | events_of | event of the initiative that counts for the regions and countries chosen |
-- | events_told_to | the same in a review, which tells a region also of events elsewhere that name its countries |
--
-- WHOSE EVENT. One rule for every screen, `events_of`: with countries chosen, an event counts if one of them hosted it, if it was held
-- for one of them, or if its sources name one of them as taking part, whatever its level; a region chosen beside them only narrows
-- the countries to its own. With regions alone, it counts if it is an event of that region; an event of global level belongs to none. A review tells a region
-- also of events of other levels and regions that were held for its countries or name them.

-- one row per event that was announced by the day: the last announcement; of two of one day the better grade, then the lower source number
create macro plans_as_of(day) as table
    select announcements.*
    from known('announcements', day) as announcements
    left join sources using (source_id)
    qualify row_number() over (
        partition by event_id
        order by known_rank(announcements.known_on_basis, announcements.known_on_from) desc, sources.grade, source_id, starts_on) = 1;

-- every country that an event concerns: its host, those it was held for, those named as taking part
create macro concerned(host_iso3, held_for, took_part) as
    list_distinct(list_concat([host_iso3], coalesce(held_for, []::varchar[]), coalesce(took_part, []::varchar[])));

-- one row per event of the initiative that was known on the day, from its own source or from an announcement; undated events are in no
-- period. Of one that is announced and not yet reported (`is_announced`) the days, evidence and source are those of the announcement, and
-- nobody has taken part yet. `is_unconfirmed`: its day has passed, and none of its sources is later. `concerns`: every country that it concerns
create macro events_as_of(day) as table
    with own as (
        select events.*, false as is_announced
        from events
        where is_known(known_on_from, superseded_from, day)
        union all by name
        select
            events.* replace (
                plans.starts_on as starts_on, plans.starts_on_from as starts_on_from, plans.starts_on_to as starts_on_to,
                plans.ends_on as ends_on, plans.ends_on_from as ends_on_from, plans.ends_on_to as ends_on_to,
                plans.known_on as known_on, plans.known_on_from as known_on_from, plans.known_on_to as known_on_to,
                plans.known_on_basis as known_on_basis, plans.source_id as source_id, plans.evidence as evidence,
                null as note, null as other_source_ids, null as participants, null as participants_qualifier, null as participant_countries),
            true as is_announced
        from events
        join plans_as_of(day) as plans using (event_id)
        where events.known_on_from > day and events.corrected_on is null
    )
    select
        own.*,
        concerned(host_iso3, countries, participant_countries) as concerns,
        case when starts_on is null then 'undated' when has_begun(starts_on_from, day) then 'held' else 'upcoming' end as state,
        coalesce(has_begun(starts_on_from, day) and known_on_from < starts_on_from and other_source_ids is null, false) as is_unconfirmed
    from own
    where programme_id = 'ocop-fao';

-- the same, of those that count for the regions and countries chosen
create macro events_told_to(day, chosen_regions, chosen_countries) as table
    with chosen as (
        select coalesce(list(iso3), []::varchar[]) as codes
        from places
        where kind = 'country' and picked(chosen_regions, region) and picked(chosen_countries, iso3)
    )
    select
        events.*,
        case when len(chosen_countries::varchar[]) > 0 then list_has_any(concerns, codes) else picked(chosen_regions, events.region) end as is_own
    from events_as_of(day) as events
    cross join chosen
    where is_own or (len(chosen_countries::varchar[]) = 0 and list_has_any(concerned(null, events.countries, participant_countries), codes));
create macro events_of(day, chosen_regions, chosen_countries) as table
    select * exclude (is_own) from events_told_to(day, chosen_regions, chosen_countries) where is_own;

create macro event_sentence(starts_on, ends_on, participants, evidence) as
    'event' || case when ends_on <> starts_on then ' days' else '' end
        || case when participants is not null then ' people' when evidence is not null then ' told' else '' end;
create macro place_words(city, host, format) as coalesce(nullif(concat_ws(', ', city, host), ''), format);
