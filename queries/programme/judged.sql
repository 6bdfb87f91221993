-- title: Every target of this unit and of those below it
-- unit: targets
-- grain: one row per published target
-- filled by: targets
-- slip: indicator_name, place, status, actual, target, due_on
-- finding: {first.assessed} of {rows} published targets can be assessed, {first.achieved} of them are achieved
-- finding none: None of {rows} published targets can be assessed; the reason stands with each
-- finding one: One target is published: {first.indicator_name}, {first.place}, {first.status}
-- empty: No target of this unit was public on this day.
-- note: Status by rule ocop-rag-1: the share of the expected way that was gone, on track from 0.95, at risk from 0.60. Expected is the milestone of the day, else the straight line between baseline and target.
-- note: A target that is additional to a running total has no end value of its own: it ends at baseline plus target where the source gives the baseline, and is not assessed here.
-- note: Reached is the first day for which a source reports at least the target. It stands also where the last value is too old to judge by.
-- note: Needed a month is what is left, divided by the months until the due date.
-- hidden: assessed, achieved, is_additional, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, compare_with, because a target has one plan for all product types and is judged on one day
with reached as (
    select
        targets.target_id,
        arg_min(told."on", (told.on_to, last_word(told.first_known_basis, told.first_known_from, sources.grade, told.figure_id))) as reached_on
    from known('targets', $as_of) as targets
    join judging.figures as told
        on told.programme_id = targets.programme_id and told.indicator = targets.indicator and told.place_id = targets.place_id
    join indicators on indicators.indicator = told.indicator and indicators.measure = 'total'
    join sources on sources.source_id = told.source_id
    where targets.programme_id = $programme and not targets.is_additional
      and is_known(told.known_on_from, told.superseded_from, $as_of) and has_begun(told.on_from, $as_of)
      and told.category is null and told.scope is null and told.qualifier in ('eq', 'gt', 'ge')
      and (targets.baseline is null or targets.value > targets.baseline) and told.value >= targets.value
    group by targets.target_id
)
select
    targets.indicator_name,
    targets.place,
    targets.status,
    targets.reason,
    targets.baseline,
    targets.baseline_on,
    targets.target,
    targets.is_additional,
    case when targets.is_additional then targets.baseline + targets.target end as ends_at,
    targets.due_on,
    targets.actual,
    targets.actual_on,
    reached.reached_on,
    targets.expected,
    targets.attainment,
    case when not targets.is_additional and not coalesce(targets.is_other_unit, false) and targets.status not in ('achieved', 'overdue')
              and targets.due_last_day > $as_of and targets.actual < targets.target
         then 30.44 * (targets.target - targets.actual) / datesub('day', $as_of, targets.due_last_day) end as needed_per_month,
    targets.corrected_on,
    targets.source_id,
    targets.target_id,
    count(*) filter (where targets.status <> 'not assessable') over () as assessed,
    count(*) filter (where targets.status = 'achieved') over () as achieved,
    case when count(*) over () = 1 then 'one' when count(*) filter (where targets.status <> 'not assessable') over () = 0 then 'none' end as variant
from judged_targets_as_of($as_of) as targets
join national.within on within.place_id = targets.place_id and within_id = unit_of($programme, $unit)
left join reached on reached.target_id = targets.target_id
where targets.programme_id = $programme
order by
    steps,
    list_position(['overdue', 'off track', 'at risk', 'on track', 'achieved', 'not due', 'not assessable'], targets.status),
    targets.place, targets.indicator_name, targets.due_day nulls last, targets.target_id
