-- title: What was published and what was reported since
-- unit: actions
-- grain: one row per action
-- slip: statement, status, due_on, country, last_evidence
-- finding: {first.own} actions of the initiative are on record, overdue first
-- finding more: {first.own} actions of the initiative are on record, overdue first, and {first.others} from elsewhere
-- finding without: {first.own} actions of the initiative are on record
-- finding without and more: {first.own} actions of the initiative are on record, and {first.others} from elsewhere
-- empty: No action for {scope} was published by this day.
-- note: Overdue means that no report of completion was found in public sources; absence there is not failure. An action without a due date cannot be late.
-- note: A due date given as a year or month counts as past once the whole of it is over. Reported late: the report of completion came after the due date.
-- note: An action whose source shows no date counts from the day on which the record was compiled.
-- note: Global actions belong to no region: they are left out as soon as a region or country is chosen.
-- hidden: due_from, due_to, own, others, variant
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because actions are not tied to product types
-- ignores: compare_with, because it shows one day
select
    actions.action_id,
    actions.statement,
    actions.status,
    coalesce(actions.kind, 'own promise') as promised_by,
    actions.due_on,
    actions.last_evidence,
    actions.last_known_on,
    actions.is_reported_late,
    actions.days_late,
    areas.priority_area,
    areas.priority_area || '. ' || areas.name as area,
    actions.country,
    actions.last_status,
    actions.last_on,
    actions.reports,
    actions.level,
    actions.iso3,
    actions.home_region as region,
    case when areas.priority_area is not null then actions.priority_area_basis end as priority_area_basis,
    actions.known_on,
    actions.known_on_basis,
    actions.note,
    actions.corrected_on,
    actions.source_id,
    actions.last_source_id,
    actions.due_on_from as due_from,
    actions.due_on_to as due_to,
    count(*) filter (where actions.is_own and actions.status <> 'dropped') over () as own,
    count(*) filter (where not actions.is_own and actions.status <> 'dropped') over () as others,
    concat_ws(' and ',
        case when count(*) over () = 1 or not bool_or(actions.status = 'overdue' and actions.is_own) over () then 'without' end,
        case when others > 0 then 'more' end) as variant
from actions_as_of($as_of) as actions
left join known('priority_areas', $as_of) as areas
    on areas.priority_area = actions.priority_area
where picked($regions, actions.home_region)
  and picked($countries, actions.iso3)
order by
    actions.is_own desc,
    list_position(['overdue', 'under way', 'not yet due', 'no due date', 'done', 'dropped'], actions.status),
    actions.due_on_to nulls last, actions.priority_area, actions.action_id
