-- title: The five priority areas
-- unit: actions
-- grain: one row per priority area that was set by the day
-- finding: The initiative has set {rows} priority areas
-- empty: No priority area was set yet on this day.
-- note: Global actions belong to no region: they are left out as soon as a region or country is chosen.
-- hidden: opens_first
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because actions are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from actions_as_of($as_of)
    where is_own and picked($regions, home_region) and picked($countries, iso3)
)
select
    areas.priority_area,
    areas.priority_area || '. ' || areas.name as area,
    areas.description,
    count(chosen.action_id) filter (where chosen.status <> 'dropped') as actions,
    count(*) filter (where chosen.status = 'overdue') as overdue,
    count(*) filter (where chosen.status = 'under way') as under_way,
    count(*) filter (where chosen.status = 'done') as done,
    count(*) filter (where chosen.status = 'not yet due') as not_yet_due,
    count(*) filter (where chosen.status = 'no due date') as no_due_date,
    count(*) filter (where chosen.status = 'dropped') as dropped,
    areas.source_id,
    row_number() over (
        order by count(*) filter (where chosen.status = 'overdue') desc, count(chosen.action_id) filter (where chosen.status <> 'dropped') desc, areas.priority_area
    ) = 1 as opens_first
from known('priority_areas', $as_of) as areas
left join chosen on chosen.priority_area = areas.priority_area
group by areas.priority_area, areas.name, areas.description, areas.source_id
order by areas.priority_area
