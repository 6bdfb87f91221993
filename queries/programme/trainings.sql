-- title: Trainings and study visits
-- unit: events
-- grain: one row per event of the programme
-- filled by: events
-- slip: title, starts_on, participants
-- finding: {rows} trainings, workshops and study visits are on record
-- finding one: One training is on record: {first.title} ({first.starts_on:day})
-- empty: No training of this programme was public on this day.
-- note: Topics, organiser and funder are those of the source. A number of participants is that of one event and is not added up.
-- hidden: variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because trainings are not tied to product types
-- ignores: compare_with, because it shows one day
select
    events.title,
    events.starts_on,
    events.ends_on,
    events.type,
    events.format,
    events.participants,
    events.participants_qualifier,
    events.topics,
    events.organiser,
    events.funder,
    events.known_on,
    events.corrected_on,
    events.source_id,
    case when count(*) over () = 1 then 'one' end as variant
from known('events', $as_of) as events
where events.programme_id = $programme
  and coalesce(has_begun(starts_on_from, $as_of), true)
order by events.starts_on_from desc nulls last, events.title
