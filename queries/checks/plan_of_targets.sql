-- title: The milestones of a target lead from its baseline to its value
-- unit: milestones
-- grain: one row per milestone that lies outside the time of its target, goes back, or goes beyond the target
with steps as (
    select
        target_milestones.target_id || ', ' || target_milestones."on" as row_key,
        target_milestones.value,
        target_milestones.on_from,
        target_milestones.on_to,
        target_milestones."on",
        baseline_on,
        baseline_on_to,
        due_on,
        due_on_to,
        targets.value + case when is_additional then coalesce(baseline, 0) else 0 end as goal,
        case direction when 'down' then -1 else 1 end as sign,
        lag(target_milestones.value, 1, baseline) over (partition by target_id order by target_milestones.on_from, target_milestones.on_to) as before
    from standing('target_milestones') as target_milestones
    join standing('targets') as targets using (target_id)
    join indicators using (indicator)
),

judged as (
    select
        *,
        case
            when on_to < baseline_on_to then 'before the baseline'
            when on_from > due_on_to then 'after the due date'
            when sign * value > sign * goal then 'beyond the target'
            when sign * value < sign * before then 'goes back'
        end as rule
    from steps
)

select
    'target_milestones.csv' as file,
    row_key,
    case when rule in ('before the baseline', 'after the due date') then 'on' else 'value' end as "column",
    case when rule in ('before the baseline', 'after the due date') then "on" else value::varchar end as value,
    rule,
    'The target is ' || goal || ' by ' || coalesce(due_on, 'no day') || ', from ' || coalesce(baseline_on, 'no day') || coalesce(', and the value before is ' || before, '')
        || '. Correct the milestone or the target.' as advice
from judged
where rule is not null
order by row_key
