-- title: Status by priority area
-- unit: actions
-- grain: one row per priority area and status that occurs in this choice
-- finding: Past due with no report of completion found: {first.all_overdue} of {first.all_actions} published actions; reported done: {first.all_done}
-- finding calm: No published action of this choice is past due; reported done: {first.all_done} of {first.all_actions}
-- reading: One bar for each priority area, divided by status, overdue first; the number behind each bar is its count of actions.
-- empty: No published action of this choice stands under a priority area on this day; the areas count from the review that set them.
-- note: Overdue means that no report of completion was found in public sources; absence there is not failure.
-- note: Global actions belong to no region: they are left out as soon as a region or country is chosen.
-- hidden: all_overdue, all_done, all_actions, variant
-- ignores: categories, because actions are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from actions_as_of($as_of)
    where picked($regions, home_region) and picked($countries, iso3)
),
statuses as (
    select distinct status from chosen
),
counted as (
    select areas.priority_area, areas.name, areas.source_id, statuses.status, count(chosen.action_id) as actions
    from known('priority_areas', $as_of) as areas
    cross join statuses
    left join chosen on chosen.priority_area = areas.priority_area and chosen.status = statuses.status
    group by areas.priority_area, areas.name, areas.source_id, statuses.status
)
select
    priority_area,
    priority_area || '. ' || name as area,
    status,
    actions,
    source_id,
    sum(actions) over ()::bigint as all_actions,
    coalesce(sum(actions) filter (where status = 'overdue') over (), 0)::bigint as all_overdue,
    coalesce(sum(actions) filter (where status = 'done') over (), 0)::bigint as all_done,
    case when coalesce(sum(actions) filter (where status = 'overdue') over (), 0) = 0 then 'calm' end as variant
from counted
order by priority_area, list_position(['overdue', 'under way', 'done', 'not yet due', 'no due date'], status)
