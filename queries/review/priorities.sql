-- title: Status by priority area
-- unit: actions
-- grain: one row per priority area and status that occurs in this choice
-- finding: Past due with no report of completion found: {first.all_overdue} of {first.all_actions} published actions; reported done: {first.all_done}
-- finding calm: No published action of this choice is past due; reported done: {first.all_done} of {first.all_actions}
-- reading: One bar for each priority area, divided by status, overdue first; the number behind each bar is its count of actions.
-- empty: No published action of this choice stands under a priority area on this day; the areas count from the review that set them.
-- note: Overdue means that no report of completion was found in public sources; absence there is not failure. An action without a due date cannot be late.
-- note: Global actions belong to no region: they are left out as soon as a region or country is chosen.
-- hidden: all_overdue, all_done, all_actions, variant
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- note: Done and past due are counted of the promises that were made before this day or were due by it: what was promised on this very day cannot have been kept yet.
-- ignores: categories, because actions are not tied to product types
with moments as (
    select 'now' as moment, priority_area, status, statement, action_id, is_judged and status <> 'dropped' as is_counted
    from actions_as_of($as_of)
    where is_own and picked($regions, home_region) and picked($countries, iso3)
    union all
    select 'before', priority_area, status, statement, action_id, false
    from actions_as_of($compare_with)
    where is_own and picked($regions, home_region) and picked($countries, iso3)
),
statuses as (
    select distinct status from moments where moment = 'now'
),
counted as (
    select
        areas.priority_area, areas.name, areas.source_id, statuses.status,
        count(action_id) filter (where moment = 'now') as actions,
        count(action_id) filter (where is_counted) as judged,
        count(action_id) filter (where moment = 'before') as actions_before,
        list(statement order by action_id) filter (where moment = 'now') as statements
    from known('priority_areas', $as_of) as areas
    cross join statuses
    left join moments on moments.priority_area = areas.priority_area and moments.status = statuses.status
    group by areas.priority_area, areas.name, areas.source_id, statuses.status
)
select
    priority_area,
    priority_area || '. ' || name as area,
    status,
    actions,
    actions_before,
    coalesce(statements, []::varchar[]) as statements_of_status,
    source_id,
    sum(judged) over ()::bigint as all_actions,
    coalesce(sum(judged) filter (where status = 'overdue') over (), 0)::bigint as all_overdue,
    coalesce(sum(judged) filter (where status = 'done') over (), 0)::bigint as all_done,
    case when coalesce(sum(actions) filter (where status = 'overdue') over (), 0) = 0 then 'calm' end as variant
from counted
order by priority_area, list_position(['overdue', 'under way', 'done', 'not yet due', 'no due date', 'dropped'], status)
