-- title: What changed in the promised actions
-- unit: actions
-- grain: one row per action that changed between the two days
-- finding: Since {compare_with:day} {first.done} actions were reported done, {first.overdue} went past due and {first.added} came on record
-- empty: No published action for {scope} changed between the two days.
-- note: Part of all that changed: the promised actions. The page Review lists the whole.
-- note: Newly past due: the due date passed between the two days and no report of completion was found. On record, already past due: first known between the two days, when its due date had passed already.
-- hidden: done, overdue, added
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because actions are not tied to product types
with told as (
    select
        *,
        case
            when kind = 'action past due' and due_to < began(known_on) then 'on record, already past due'
            else case kind
                when 'action done' then 'reported done'
                when 'action past due' then 'newly past due'
                when 'action under way' then 'progress reported'
                when 'action promised' then 'newly on record'
                when 'action dropped' then 'dropped'
                else kind
            end
        end as change
    from recorded_changes($as_of, $compare_with, $regions, $countries, ['action'])
)
select
    change,
    what as statement,
    status_before,
    status,
    how_known,
    due_on,
    coalesce(is_late, false) as is_reported_late,
    evidence as last_evidence,
    case when kind <> 'action promised' then known_on end as last_known_on,
    country,
    source_id,
    count(*) filter (where change = 'reported done') over () as done,
    count(*) filter (where change = 'newly past due') over () as overdue,
    count(*) filter (where status_before is null) over () as added
from told
order by
    list_position(
        ['corrected', 'withdrawn', 'reported done', 'newly past due', 'on record, already past due', 'dropped', 'progress reported', 'newly on record'],
        change),
    due_to nulls last, key
