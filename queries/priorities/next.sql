-- title: Due in the next 12 months
-- unit: actions
-- grain: one row per action that falls due
-- finding: {rows} published actions are due by {first.until:day}
-- empty: No published action for {scope} falls due in the 12 months after this day.
-- note: A due date given as a year counts once that year begins within the 12 months; it may lie later in the year. Actions reported done are not listed.
-- hidden: until, due_from, due_to
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because actions are not tied to product types
-- ignores: compare_with, because it looks ahead from one day
select
    actions.due_on,
    actions.statement,
    actions.status,
    areas.priority_area || '. ' || areas.name as area,
    actions.country,
    actions.level,
    actions.last_evidence,
    actions.note,
    actions.corrected_on,
    actions.source_id,
    actions.due_on_from as due_from,
    actions.due_on_to as due_to,
    ($as_of::date + interval 12 month)::date as until
from promises_as_of($as_of) as actions
left join known('priority_areas', $as_of) as areas
    on areas.priority_area = actions.priority_area
where actions.due_on_to >= $as_of
  and actions.due_on_from <= $as_of::date + interval 12 month
  and actions.status <> 'done'
  and picked($regions, actions.home_region)
  and picked($countries, actions.iso3)
order by actions.due_on_to, actions.due_on_from, actions.action_id
