-- title: Dated steps of the initiative
-- unit: milestones
-- grain: one row per milestone
-- slip: title, on, milestone_state, area
-- finding: {rows} milestones are on record, {first.without_area} of them without a priority area
-- empty: No milestone for {scope} was public on this day.
-- note: Most milestones are older than the five areas: this monitor placed them, and left out those that fit none. A milestone of several countries counts for each of their regions; global ones are left out as soon as a region or country is chosen.
-- hidden: without_area
-- ignores: categories, because milestones are not tied to product types
-- ignores: compare_with, because it shows all days up to the chosen one
select
    milestones."on",
    milestones.title,
    case when milestones.on_from > $as_of then 'planned' else 'past' end as milestone_state,
    areas.priority_area || '. ' || areas.name as area,
    case when areas.priority_area is not null then milestones.priority_area_basis end as priority_area_basis,
    milestones.region,
    milestones.countries,
    milestones.evidence,
    milestones.note,
    milestones.known_on,
    milestones.corrected_on,
    milestones.source_id,
    count(*) filter (where areas.priority_area is null) over () as without_area
from milestones_of($as_of, $regions, $countries) as milestones
left join known('priority_areas', $as_of) as areas
    on areas.priority_area = milestones.priority_area
order by milestones.on_from desc, milestones.milestone_id desc
