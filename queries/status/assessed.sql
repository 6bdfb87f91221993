-- title: Published targets and their status
-- unit: targets
-- grain: one row per target
-- finding: {first.assessed} of {rows} published targets can be assessed; the initiative itself has published none
-- empty: No target was public on this day.
-- note: Status by rule ocop-rag-1: the share of the expected way that was gone, on track from 0.95, at risk from 0.60. Expected is the milestone of the day, else the straight line between baseline and target.
-- note: The targets are those of sister programmes; a target of the initiative appears here once one is published. Targets of different programmes are never added up.
-- finding own: {first.assessed} of {rows} published targets can be assessed, {first.own} of them are targets of the initiative
-- hidden: assessed, variant, own
-- ignores: categories, compare_with, because a target has one plan for all product types and is judged on one day
select
    targets.target_id,
    programmes.name as programme,
    places.name as place,
    indicators.name as indicator_name,
    targets.status,
    targets.reason,
    targets.is_reversing,
    targets.baseline,
    targets.baseline_on,
    targets.target,
    targets.due_on,
    targets.actual,
    targets.actual_on,
    targets.expected,
    targets.attainment,
    targets.on_track_from,
    targets.at_risk_from,
    targets.rule_id,
    judgements.status as judged,
    judgements.reason as judged_because,
    judgements.author as judged_by,
    targets.source_id,
    count(*) filter (where targets.status <> 'not assessable') over () as assessed,
    count(*) filter (where targets.programme_id = 'ocop-fao') over () as own,
    case when count(*) filter (where targets.programme_id = 'ocop-fao') over () > 0 then 'own' end as variant
from (select *, coalesce(attainment < 0, false) as is_reversing from statuses_as_of($as_of)) as targets
join programmes using (programme_id)
join places using (place_id)
join indicators using (indicator)
left join places as home on home.iso3 = programmes.country_iso3
left join judgements
    on judgements.target_id = targets.target_id
    and judgements.on_from <= $as_of
    and judgements.expires_on_to >= $as_of
where is_default
  and picked($regions, coalesce(home.region, places.region))
  and picked($countries, coalesce(home.iso3, places.iso3))
order by
    targets.programme_id <> 'ocop-fao',
    list_position(['overdue', 'off track', 'at risk', 'on track', 'achieved', 'not due', 'not assessable'], targets.status),
    programmes.name, places.name, indicators.name, targets.due_day nulls last, targets.target_id
