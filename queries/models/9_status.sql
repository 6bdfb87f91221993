-- STATUS, rule ocop-rag-1. The first macros are pure functions: baseline b on day t0, target T due on t1, milestones
-- [{day, value}], actual a on day t.
--
-- | name | what it gives |
-- |---|---|
-- | expected_value | what the plan expects on a day |
-- | attainment | the share of the expected way that was gone |
-- | has_reached | whether a value has reached the target |
-- | not_assessable_because, status_of | the status, or why none can be given |
-- | targets_as_of | one row per published target |
-- | statuses_as_of | one row per target and rule |

-- what the plan expects on a day: the milestone of that day, else the straight line between its neighbours (baseline and
-- target count as such); after the due date, the target
create macro planned_points(baseline, baseline_day, target, due_day, milestones) as
    list_sort(list_concat(
        [{'day': baseline_day::date, 'value': baseline::double}, {'day': due_day::date, 'value': target::double}],
        coalesce(milestones, []::struct("day" date, "value" double)[])));
create macro on_the_line(before, after, day) as
    case
        when after is null or before.day = day then before.value
        when before is null then after.value
        else before.value + (after.value - before.value) * datesub('day', before.day, day::date) / datesub('day', before.day, after.day)
    end;
create macro expected_value(baseline, baseline_day, target, due_day, day, milestones) as
    case
        when day::date >= due_day::date then target::double
        when day::date <= baseline_day::date then baseline::double
        else on_the_line(
            list_last(list_filter(planned_points(baseline, baseline_day, target, due_day, milestones), lambda p: p.day <= day::date)),
            list_first(list_filter(planned_points(baseline, baseline_day, target, due_day, milestones), lambda p: p.day > day::date)),
            day)
    end;
-- the share of the expected way that was gone; below 0 where things went backwards
create macro attainment(baseline, expected, actual) as
    case when expected <> baseline then (actual - baseline) / (expected - baseline)::double end;
create macro has_reached(baseline, target, actual) as
    case when target > baseline then actual >= target else actual <= target end;
-- why a status cannot be given; null where it can
create macro not_assessable_because(baseline, baseline_day, target, due_day, actual, is_stale) as
    case
        when target is null then 'no target published'
        when baseline is null then 'no baseline published'
        when target = baseline then 'no change planned'
        when due_day is null then 'no due date published'
        when baseline_day is null then 'baseline without a date'
        when actual is null then 'no value reported'
        when is_stale then 'the last value is too old'
    end;
create macro status_of(baseline, baseline_day, target, due_day, day, actual, milestones, is_stale, on_track_from, at_risk_from) as
    case
        when not_assessable_because(baseline, baseline_day, target, due_day, actual, is_stale) is not null then 'not assessable'
        when has_reached(baseline, target, actual) then 'achieved'
        when day::date > due_day::date then 'overdue'
        when day::date <= baseline_day::date + interval 3 month then 'not due'
        when list_min(list_transform(coalesce(milestones, []::struct("day" date, "value" double)[]), lambda p: p.day)) > day::date then 'not due'
        when attainment(baseline, expected_value(baseline, baseline_day, target, due_day, day, milestones), actual) >= on_track_from then 'on track'
        when attainment(baseline, expected_value(baseline, baseline_day, target, due_day, day, milestones), actual) >= at_risk_from then 'at risk'
        else 'off track'
    end;

-- one row per published target known on the day: its plan, the latest value by then, and whether that value is too old.
-- A target that is additional to a running total has no end value of its own and is not assessed.
create macro targets_as_of(day) as table
    with milestones as (
        select target_id, list({'day': on_from, 'value': value} order by on_from) as milestones
        from known('target_milestones', day) as target_milestones
        group by target_id
    ),
    latest as (
        select
            programme_id, indicator, place_id, value, qualifier, "on", on_from, source_id,
            row_number() over (
                partition by programme_id, indicator, place_id
                order by least(on_to, known_on_from) desc, known_rank(known_on_basis, known_on_from) desc, figure_id) as newest
        from known('figures', day) as figures
        where on_from <= day and category is null and scope is null
          and indicator in (select indicator from known('targets', day) as targets)
    )
    select
        targets.target_id,
        targets.programme_id,
        targets.indicator,
        targets.place_id,
        targets.value as target,
        targets.qualifier_as_received,
        targets.is_additional,
        targets.due_on,
        targets.due_on_to as due_day,
        targets.baseline,
        targets.baseline_on,
        targets.baseline_on_from as baseline_day,
        coalesce(milestones, []::struct("day" date, "value" double)[]) as milestones,
        latest.value as actual,
        latest.qualifier as actual_qualifier,
        latest."on" as actual_on,
        latest.on_from as actual_day,
        coalesce(datesub('month', latest.on_from, day::date) >= indicators.stale_after_months, false) as is_stale,
        targets.source_id,
        latest.source_id as actual_source_id
    from known('targets', day) as targets
    join indicators using (indicator)
    left join milestones using (target_id)
    left join latest
        on latest.programme_id = targets.programme_id
        and latest.indicator = targets.indicator
        and latest.place_id = targets.place_id
        and latest.newest = 1;

-- one row per target and rule: the status on the day with everything it was made from
create macro statuses_as_of(day) as table
    select
        plans.*,
        rules.rule_id,
        rules.name as rule,
        rules.on_track_from,
        rules.at_risk_from,
        rules.is_default,
        case when is_additional then 'additional to a running total'
             when actual_day <= baseline_day then 'no value after the baseline'
             else not_assessable_because(baseline, baseline_day, target, due_day, actual, is_stale) end as reason,
        case when not is_additional then expected_value(baseline, baseline_day, target, due_day, day, milestones) end as expected,
        case when not is_additional then
            attainment(baseline, expected_value(baseline, baseline_day, target, due_day, day, milestones), actual) end as attainment,
        case when is_additional or actual_day <= baseline_day then 'not assessable'
             else status_of(baseline, baseline_day, target, due_day, day, actual, milestones, is_stale, on_track_from, at_risk_from)
        end as status
    from targets_as_of(day) as plans
    cross join status_rules as rules;
