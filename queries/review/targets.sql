-- title: Targets of the initiative and their status
-- unit: targets
-- grain: one row per published target of the initiative
-- finding: {rows} targets of the initiative are public, {first.assessed} assessed and {first.flips} judged otherwise by another rule
-- empty: No target of the initiative was public on this day.
-- note: Only targets of the initiative itself stand here; those of sister programmes stand in the table of all published targets.
-- note: At 30 June of a year without a milestone half the step of that year is expected, and the row says that no half-year milestone is set.
-- sentence target: {status}: {indicator_name}, {place}
-- sentence target reason: {status}: {indicator_name}, {place} ({reason})
-- sentence target half-year: {status}: {indicator_name}, {place} ({half_year})
-- hidden: assessed, flips
-- ignores: categories, because a target has one plan for all product types
-- ignores: compare_with, because a target is judged on one day
with others as (
    select target_id, list(distinct status order by status) as other_statuses
    from statuses_as_of($as_of)
    where not is_default
    group by target_id
)
select
    case when reason is not null then 'target reason' when half_year is not null then 'target half-year' else 'target' end as sentence,
    indicator_name,
    place,
    status, reason, half_year, is_reversing, baseline, baseline_on, target, due_on, actual, actual_on, expected, attainment, judged, judged_because, judged_by, target_id, source_id, corrected_on,
    count(*) filter (where status <> 'not assessable') over () as assessed,
    count(*) filter (where len(list_filter(other_statuses, lambda other: other <> status)) > 0) over () as flips
from judged_targets_as_of($as_of)
left join others using (target_id)
where programme_id = 'ocop-fao'
  and picked($regions, home_region)
  and picked($countries, home_iso3)
order by
    list_position(['overdue', 'off track', 'at risk', 'on track', 'achieved', 'not due', 'not assessable'], status),
    place, indicator_name, due_day nulls last, target_id
