-- title: Targets that can be judged: actual, expected by now, target
-- unit: share of the target
-- grain: one row per published target whose status the rule can give
-- chart: bullets label=words actual=actual target=target expected=expected status=status detail=told key=target_id
-- finding: {first.missed} of {rows} targets that can be judged are behind plan or overdue; {first.left_out} more have no value or no plan to judge them by
-- finding all: All of the {rows} targets that can be judged are on track or achieved; {first.left_out} more have no value or no plan to judge them by
-- finding one: One target can be judged: {first.words}, {first.status}
-- empty: No published target for {scope} can be judged on this day: none has both a value and a plan.
-- reading: One bar for each target, on the scale of the target; the thin tick is what the plan expected by now, the thick one the target.
-- note: Status by the default rule; what other rules say stands in the list of targets below. A target without a baseline can be achieved; short of that it is not assessed.
-- note: Most are targets of sister programmes. Targets of different programmes are never added up.
-- hidden: target_id, words, told, missed, left_out, variant
-- ignores: categories, compare_with, because a target has one plan for all product types and is judged on one day
with chosen as (
    from judged_targets_as_of($as_of)
    where picked($regions, home_region)
      and picked($countries, home_iso3)
),
judged as (
    select *, (select count(*) from chosen where status = 'not assessable' or actual is null) as left_out
    from chosen
    where status <> 'not assessable' and actual is not null
)
select
    status,
    target_id,
    place,
    indicator_name,
    programme,
    actual,
    actual_on,
    expected,
    target,
    due_on,
    judged,
    judged_by,
    corrected_on,
    source_id,
    place || ': ' || lower(indicator_name[1]) || indicator_name[2:] as words,
    concat_ws(' · ', programme, 'due ' || due_on, 'judged ' || judged || ' by ' || judged_by) as told,
    count(*) filter (where status in ('overdue', 'off track', 'at risk')) over () as missed,
    left_out,
    case when count(*) over () = 1 then 'one' when count(*) filter (where status in ('overdue', 'off track', 'at risk')) over () = 0 then 'all' end as variant
from judged
order by
    programme_id <> 'ocop-fao',
    list_position(['overdue', 'off track', 'at risk', 'on track', 'achieved', 'not due'], status),
    programme, place, indicator_name, due_day nulls last, target_id
