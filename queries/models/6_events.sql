-- Events, held, upcoming and undated.
--
-- | name | one row |
-- |---|---|
-- | plans_as_of | event that was announced: its last announcement |
-- | events_as_of | event of the initiative |
-- | event_counts | (a value) whether an event counts for a choice |
-- | event_sentence, place_words | (values) how a review says an event, and where it was |
-- | events_of | event of the initiative that counts for the regions and countries chosen |
--
-- WHOSE EVENT. One rule for every screen, list, tile and report, `events_of`: an event counts for a country that hosted it, that it was
-- held for, or that its sources name as taking part, whatever its level; for the region of each such country, and for its own region. A
-- region chosen beside countries only narrows the countries to its own.

-- one row per event that was announced by the day: the last announcement; of two of one day the better grade, then the lower source number
create macro plans_as_of(day) as table
    select announcements.*
    from known('announcements', day) as announcements
    left join sources using (source_id)
    qualify row_number() over (
        partition by event_id
        order by known_rank(announcements.first_known_basis, announcements.first_known_from) desc, sources.grade, source_id, starts_on) = 1;

-- whether an event of a region (or of none) that concerns these countries counts for a choice
create macro event_counts(own_region, codes, chosen_regions, chosen_countries) as
    coalesce(len(chosen_countries::varchar[]) = 0 and picked(chosen_regions, own_region), false)
    or list_has_any(codes, codes_of(chosen_regions, chosen_countries));

-- every country that an event concerns: its host, those it was held for, those named as taking part
create macro concerned(host_iso3, held_for, took_part) as
    list_distinct(list_concat([host_iso3], coalesce(held_for, []::varchar[]), coalesce(took_part, []::varchar[])));

-- one row per event of the initiative that was known on the day, from its own source or from an announcement; undated events are in no
-- period. Of one that is announced and not yet reported (`is_announced`) the days, evidence and source are those of the announcement, and
-- nobody has taken part yet. `is_unconfirmed`: its day has passed, and no source
-- of it can be later, the last day of a vague date included. `concerns`: every country that it concerns
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
        coalesce(has_begun(starts_on_from, day) and known_on_to < starts_on_from and other_source_ids is null, false) as is_unconfirmed
    from own
    where programme_id = 'ocop-fao';

-- the same, of those that count for the regions and countries chosen
create macro events_of(day, chosen_regions, chosen_countries) as table
    from events_as_of(day)
    where event_counts(region, concerns, chosen_regions, chosen_countries);

create macro event_sentence(starts_on, ends_on, participants, evidence) as
    'event' || case when ends_on <> starts_on then ' days' else '' end
        || case when participants is not null then ' people' when evidence is not null then ' told' else '' end;
create macro place_words(city, host, format) as coalesce(nullif(concat_ws(', ', city, host), ''), format);
