-- title: Targets of this unit: actual, expected by now, target
-- unit: share of the target
-- grain: one row per published target whose status the rule can give
-- filled by: targets
-- rows: programme/judged
-- chart: bullets label=words actual=actual target=target expected=expected status=status detail=told key=target_id
-- finding: {first.missed} of {rows} targets that can be judged are behind their plan or overdue
-- finding all: All of the {rows} targets that can be judged are on track or achieved
-- finding one: One target can be judged: {first.words}, {first.status}
-- empty: No published target of this unit, or of one below it, can be judged on this day.
-- reading: One bar for each target, on the scale of the target; the thin tick is what the plan expected by now, the thick one the target.
-- note: Status by the default rule. A target without a baseline can be achieved or overdue, but has no expected value on the way.
-- note: Targets that cannot be judged stand in the list with the reason.
-- hidden: target_id, words, told, missed, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, compare_with, because a target has one plan for all product types and is judged on one day
select
    status,
    place,
    indicator_name,
    actual,
    actual_on,
    expected,
    target,
    due_on,
    corrected_on,
    source_id,
    target_id,
    targets.place || ': ' || lower(indicator_name[1]) || indicator_name[2:] || coalesce(' by ' || due_on, '') as words,
    'due ' || due_on as told,
    count(*) filter (where status in ('overdue', 'off track', 'at risk')) over () as missed,
    case when count(*) over () = 1 then 'one' when count(*) filter (where status in ('overdue', 'off track', 'at risk')) over () = 0 then 'all' end as variant
from judged_targets_as_of($as_of) as targets
join national.within on within.place_id = targets.place_id and within_id = unit_of($programme, $unit)
where programme_id = $programme
  and status <> 'not assessable' and actual is not null
order by steps, place, due_day nulls last, indicator_name, target_id
