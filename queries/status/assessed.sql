-- title: Published targets and their status
-- unit: targets
-- grain: one row per target
-- slip: indicator_name, place, status, actual, target, due_on
-- finding: {first.assessed} of {rows} published targets can be assessed; the initiative itself has published none
-- empty: No target was public on this day.
-- note: Status by rule ocop-rag-1: the share of the expected way that was gone, on track from 0.95, at risk from 0.60. Expected is the milestone of the day, else the straight line between baseline and target.
-- note: The targets are those of sister programmes; a target of the initiative appears here once one is published. Targets of different programmes are never added up.
-- finding own: {first.assessed} of {rows} published targets can be assessed, {first.own} of them are targets of the initiative
-- hidden: assessed, variant, own
-- ignores: categories, compare_with, because a target has one plan for all product types and is judged on one day
select
    target_id,
    programme,
    place,
    indicator_name,
    status,
    reason,
    half_year,
    is_reversing,
    baseline,
    baseline_on,
    target,
    due_on,
    actual,
    actual_on,
    expected,
    attainment,
    on_track_from,
    at_risk_from,
    rule_id,
    judged,
    judged_because,
    judged_by,
    corrected_on,
    source_id,
    count(*) filter (where status <> 'not assessable') over () as assessed,
    count(*) filter (where programme_id = 'ocop-fao') over () as own,
    case when count(*) filter (where programme_id = 'ocop-fao') over () > 0 then 'own' end as variant
from judged_targets_as_of($as_of)
where picked($regions, home_region)
  and picked($countries, home_iso3)
order by
    programme_id <> 'ocop-fao',
    list_position(['overdue', 'off track', 'at risk', 'on track', 'achieved', 'not due', 'not assessable'], status),
    programme, place, indicator_name, due_day nulls last, target_id
