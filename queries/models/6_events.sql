-- Events, held, upcoming and undated.
--
-- | name | one row |
-- |---|---|
-- | events_as_of | event of the initiative |

-- one row per event of the initiative that was known on the day, from its own source or from an announcement;
-- undated events are in no period
create macro events_as_of(day) as table
    with announced as (
        select event_id, min(known_on_from) as announced_on from known('announcements', day) as announcements group by event_id
    )
    select
        events.*,
        case when starts_on is null then 'undated' when starts_on_from <= day then 'held' else 'upcoming' end as state
    from events
    left join announced using (event_id)
    where programme_id = 'ocop-fao'
      and (is_known(events.known_on_from, superseded_from, day)
           or (announced_on <= day and events.known_on_from > day and corrected_on is null));
