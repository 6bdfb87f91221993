-- title: Changes between the two days
-- unit: actions
-- grain: one row per action that changed between the two days
-- finding: Since {compare_with:day}: newly reported done {first.done}, newly past due {first.overdue}, newly on record {first.added}
-- empty: No published action of this choice changed between the two days.
-- note: Newly past due: the due date passed between the two days and no report of completion was found. On record, already past due: first known between the two days, with an earlier due date.
-- hidden: done, overdue, added
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because actions are not tied to product types
with compared as (
    select
        now.*,
        before.status as status_before,
        case
            when now.status = 'done' and before.status is distinct from 'done' then 'reported done'
            when now.status = 'dropped' and before.status is distinct from 'dropped' then 'dropped'
            when now.status = 'overdue' and before.status is null then 'on record, already past due'
            when now.status = 'overdue' and before.status <> 'overdue' then 'newly past due'
            when before.status is null then 'newly on record'
            when now.reports > before.reports then 'progress reported'
        end as change
    from actions_as_of($as_of) as now
    left join actions_as_of($compare_with) as before using (action_id)
    where now.is_own and picked($regions, now.home_region) and picked($countries, now.iso3)
)
select
    change,
    statement,
    status_before,
    status,
    due_on,
    is_reported_late,
    last_evidence,
    last_known_on,
    country,
    case when change in ('reported done', 'progress reported', 'dropped') then last_source_id else source_id end as source_id,
    count(*) filter (where change = 'reported done') over () as done,
    count(*) filter (where change = 'newly past due') over () as overdue,
    count(*) filter (where status_before is null) over () as added
from compared
where change is not null
order by
    list_position(['reported done', 'newly past due', 'on record, already past due', 'progress reported', 'newly on record', 'dropped'], change),
    due_on_to nulls last, action_id
