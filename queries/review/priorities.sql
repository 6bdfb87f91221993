-- title: Status by priority area
-- unit: actions
-- grain: one row per priority area and status that occurs in this choice
-- chart: stack label=area part=status value=actions
-- finding: {first.all_overdue} of {first.all_actions} published actions are past due with no report of completion found; reports of completion exist for {first.all_done}
-- finding calm: No published action for {scope} is past due; reports of completion exist for {first.all_done} of {first.all_actions}
-- finding unjudged: No published action for {scope} was there to be judged by this day
-- reading: One bar for each priority area, divided by status, overdue first; the number behind each bar is its count of actions.
-- empty: No published action for {scope} stands under a priority area on this day; the areas count from the review that set them.
-- note: Overdue means that no report of completion was found in public sources; absence there is not failure. An action without a due date cannot be late.
-- note: Global actions belong to no region: they are left out as soon as a region or country is chosen.
-- hidden: all_overdue, all_done, all_actions, variant
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- note: Done and past due are counted of the promises that were made before this day or were due by it: what was promised on this very day cannot have been kept yet.
-- ignores: categories, because actions are not tied to product types
with before as (
    select priority_area, status, count(*) as actions
    from actions_as_of($compare_with)
    where is_own and picked($regions, home_region) and picked($countries, iso3)
    group by priority_area, status
)
select
    now.priority_area,
    now.area,
    now.status,
    now.actions,
    coalesce(before.actions, 0) as actions_before,
    coalesce(now.statements, []::varchar[]) as statements_of_status,
    now.source_id,
    now.all_actions, now.all_overdue, now.all_done, now.variant
from area_counts($as_of, $regions, $countries) as now
left join before using (priority_area, status)
order by now.priority_area, list_position(['overdue', 'under way', 'done', 'not yet due', 'no due date', 'dropped'], status)
