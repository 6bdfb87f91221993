-- title: Dates by priority area
-- unit: milestones and due dates
-- grain: one row per milestone and per action
-- chart: timeline start_from=on_from start_to=on_to label=what lane=area kind=kind status=status detail=detail
-- finding: {first.milestones} milestones are on record, and {first.dated} actions with a due date, {first.ahead} of them still ahead
-- finding undated: {first.milestones} milestones are on record; no action has a due date
-- reading: One lane for each priority area on one time axis: blue dots are milestones, the other signs are due dates of actions with their status; a bar is a date known only to the month or year; the dotted line is the day of this view.
-- empty: No milestone or due date for {scope} was public on this day.
-- note: Blue dots are milestones, the other signs are due dates of actions. A pale bar is a date known only to the month or year.
-- note: A milestone of several countries counts for each of their regions. Global milestones and actions belong to no region: they are left out as soon as a region or country is chosen.
-- hidden: on_from, on_to, detail, milestones, dated, ahead, variant
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because milestones and actions are not tied to product types
-- ignores: compare_with, because it shows all days
with items as (
    select
        'milestone' as kind,
        milestones.title as what,
        milestones.priority_area,
        milestones."on",
        milestones.on_from,
        milestones.on_to,
        case when milestones.on_from > $as_of then 'planned' end as status,
        milestones.evidence as detail,
        milestones.corrected_on,
        milestones.source_id
    from milestones_of($as_of, $regions, $countries) as milestones
    union all
    select 'due date', statement, priority_area, due_on, due_on_from, due_on_to, status, last_evidence, corrected_on, source_id
    from actions_as_of($as_of)
    where is_own and picked($regions, home_region) and picked($countries, iso3)
)
select
    coalesce(areas.priority_area || '. ' || areas.name, 'No area given') as area,
    items.kind,
    items."on",
    items.what,
    items.status,
    items.source_id,
    items.corrected_on,
    items.on_from,
    items.on_to,
    items.detail,
    count(*) filter (where items.kind = 'milestone') over () as milestones,
    count(*) filter (where items.kind = 'due date' and items."on" is not null and items.status <> 'dropped') over () as dated,
    count(*) filter (where items.kind = 'due date' and items.on_to >= $as_of and items.status not in ('done', 'dropped')) over () as ahead,
    case when count(*) filter (where items.kind = 'due date' and items."on" is not null and items.status <> 'dropped') over () = 0 then 'undated' end as variant
from items
left join known('priority_areas', $as_of) as areas
    on areas.priority_area = items.priority_area
order by areas.priority_area nulls last, items.on_from nulls last, items.what
