-- STATUS, rule ocop-rag-1. The first macros are pure functions: baseline b on day t0, target T due on t1, milestones
-- [{day, value}], actual a on day t.
--
-- | name | what it gives |
-- |---|---|
-- | expected_value | what the plan expects on a day |
-- | attainment | the share of the expected way that was gone |
-- | has_reached | whether a value has reached the target |
-- | not_assessable_because, status_of | the status, or why none can be given |
-- | lacks_half_year | whether 30 June of a year has no milestone |
-- | judged_targets_as_of | one row per target by the default rule, with programme, place, indicator and the judgement that stands |
-- | unit_changes_as_of | one row per unit that merged, and the day |
-- | judging.figures | the statements of what a target is about |
-- | initiative.targets, initiative.target_figures | the initiative's own targets and the statements of what they are about |
-- | targets_in, targets_as_of | one row per published target: of the tables that are named, of all |
-- | is_too_old | whether a value is too old to be judged |
-- | is_unproven, proven_status | whether a bound proves a status, and the status that it proves |
-- | status_on | the status of a target on a day |
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
create macro planned_value(baseline, baseline_day, target, due_day, day, milestones) as
    case
        when day::date >= due_day::date then target::double
        when day::date <= baseline_day::date then baseline::double
        else list_transform(
            -- a list of one, whose element names what would be planned twice if it were written out twice
            list_transform([{'points': planned_points(baseline, baseline_day, target, due_day, milestones), 'day': day::date}], lambda plan: {
                'before': list_last(list_filter(plan.points, lambda p: p.day <= plan.day)),
                'after': list_first(list_filter(plan.points, lambda p: p.day > plan.day)),
                'day': plan.day}),
            lambda between: on_the_line(between.before, between.after, between.day))[1]
    end;
-- at 30 June of a year without a milestone: half the step of that year, where the plan runs through all of it
create macro lacks_half_year(baseline_day, due_day, day, milestones) as
    coalesce(month(day::date) = 6 and day(day::date) = 30
        and baseline_day::date <= make_date(year(day::date), 1, 1) and due_day::date > day::date
        and len(list_filter(coalesce(milestones, []::struct("day" date, "value" double)[]),
            lambda p: p.day > make_date(year(day::date), 1, 1) and p.day <= day::date)) = 0, false);
-- at such a half-year the mean of the first days of that year and of the next
create macro expected_value(baseline, baseline_day, target, due_day, day, milestones) as
    list_transform(
        -- a list of one, whose element names what would be planned twice if it were written out twice
        [list_transform(
            case
                when lacks_half_year(baseline_day, due_day, day, milestones)
                then [make_date(year(day::date), 1, 1), make_date(year(day::date) + 1, 1, 1)]
                else [day::date]
            end,
            lambda moment: planned_value(baseline, baseline_day, target, due_day, moment, milestones))],
        lambda planned: (planned[1] + planned[-1]) / 2)[1];
-- the share of the expected way that was gone; below 0 where things went backwards
create macro attainment(baseline, expected, actual) as
    case when expected <> baseline then (actual - baseline) / (expected - baseline)::double end;
-- without a baseline a target is one that is to be reached from below
create macro has_reached(baseline, target, actual) as
    case when baseline is null or target > baseline then actual >= target else actual <= target end;
-- why a status cannot be given; null where it can
create macro not_assessable_because(baseline, baseline_day, target, due_day, actual, is_stale) as
    case
        when target is null then 'no target published'
        when baseline is null and coalesce(actual >= target, false) then case when is_stale then 'the last value is too old' end
        when baseline is null then 'no baseline published'
        when target = baseline then 'no change planned'
        when due_day is null then 'no due date published'
        when baseline_day is null then 'baseline without a date'
        when actual is null then 'no value reported'
        when is_stale then 'the last value is too old'
    end;
-- the status by a plan whose baseline, milestones and due date stand for their first days, while it is overdue after `last_day`, the last
-- day of its due date. Where the plan expects no change yet, nothing is late.
-- `expected` and `share` are what the plan expects by then and the share of that way that was gone.
create macro status_by_share(
    baseline, baseline_day, target, due_day, last_day, day, actual, milestones, is_stale, expected, share, on_track_from, at_risk_from) as
    case
        when not_assessable_because(baseline, baseline_day, target, due_day, actual, is_stale) is not null then 'not assessable'
        when has_reached(baseline, target, actual) then 'achieved'
        when is_overdue(last_day::date, day::date) then 'overdue'
        when day::date <= baseline_day::date + interval 3 month then 'not due'
        when list_min(list_transform(coalesce(milestones, []::struct("day" date, "value" double)[]), lambda p: p.day)) > day::date then 'not due'
        when expected = baseline then 'not due'
        when share >= on_track_from then 'on track'
        when share >= at_risk_from then 'at risk'
        else 'off track'
    end;
create macro status_by(baseline, baseline_day, target, due_day, last_day, day, actual, milestones, is_stale, on_track_from, at_risk_from) as
    status_by_share(
        baseline, baseline_day, target, due_day, last_day, day, actual, milestones, is_stale,
        expected_value(baseline, baseline_day, target, due_day, day, milestones),
        attainment(baseline, expected_value(baseline, baseline_day, target, due_day, day, milestones), actual), on_track_from, at_risk_from);
create macro status_of(baseline, baseline_day, target, due_day, day, actual, milestones, is_stale, on_track_from, at_risk_from) as
    status_by(baseline, baseline_day, target, due_day, due_day, day, actual, milestones, is_stale, on_track_from, at_risk_from);

-- one row per unit and day on which it went into another or took one in: from that day on its numbers speak of another place
create macro unit_changes_as_of(day) as table
    select place_id, on_from as changed_from
    from (select place_id, on_from, known_on_from, superseded_from from place_changes
          union all select into_place_id, on_from, known_on_from, superseded_from from place_changes)
    where place_id is not null and is_known(known_on_from, superseded_from, day) and has_begun(on_from, day);

create macro is_too_old(actual_day, months, day) as coalesce(datesub('month', actual_day, day::date) >= months, false);

create table initiative.targets as from targets where programme_id = 'ocop-fao' order by target_id;
create schema judging;
create table judging.figures as
    from figures
    where (programme_id, indicator, place_id) in (select (programme_id, indicator, place_id) from targets)
    order by programme_id, figure_id;
create table initiative.target_figures as from judging.figures where programme_id = 'ocop-fao' order by figure_id;

-- one row per published target known on the day: its plan, the latest value by then, and whether that value is too old.
-- A target that is additional to a running total has no end value of its own and is not assessed.
create macro targets_in(target_rows, figure_rows, day) as table
    with changes as (
        select place_id, max(changed_from) as changed_from
        from unit_changes_as_of(day)
        group by place_id
    ),
    milestones as (
        select target_id, list({'day': on_from, 'value': value} order by on_from) as milestones
        from known('target_milestones', day) as target_milestones
        group by target_id
    ),
    latest as (
        select
            programme_id, indicator, place_id, value, qualifier, "on", on_from, on_to, corrected_on, source_id,
            row_number() over (
                partition by programme_id, indicator, place_id
                order by least(on_to, first_known_from) desc, known_rank(first_known_basis, first_known_from) desc, figure_id) as newest
        from known(figure_rows, day) as figures
        where on_from <= day and category is null and scope is null
          and indicator in (select indicator from known(target_rows, day) as targets)
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
        plan_day(targets.due_on_from, targets.due_on_to) as due_day,
        targets.due_on_to as due_last_day,
        targets.baseline,
        targets.baseline_on,
        targets.baseline_on_from as baseline_day,
        coalesce(milestones, []::struct("day" date, "value" double)[]) as milestones,
        latest.value as actual,
        latest.qualifier as actual_qualifier,
        latest."on" as actual_on,
        latest.on_from as actual_day,
        indicators.stale_after_months,
        is_too_old(latest.on_from, stale_after_months, day) as is_stale,
        greatest(targets.corrected_on, latest.corrected_on) as corrected_on,
        targets.source_id,
        latest.source_id as actual_source_id,
        -- a target whose own day is not known may be older than the change, unless its baseline is from after it
        (targets.first_known_from < changes.changed_from or targets.first_known_basis = 'compiled')
            and not coalesce(targets.baseline_on_from >= changes.changed_from, false)
            and latest.on_to >= changes.changed_from as is_other_unit
    from known(target_rows, day) as targets
    join indicators using (indicator)
    left join milestones using (target_id)
    left join changes on changes.place_id = targets.place_id
    left join latest
        on latest.programme_id = targets.programme_id
        and latest.indicator = targets.indicator
        and latest.place_id = targets.place_id
        and latest.newest = 1;
create macro targets_as_of(day) as table from targets_in('targets', 'judging.figures', day);

-- A BOUND IS JUDGED BY ITS DIRECTION. "More than 40" proves that a rising target is reached or on track, and never that it is late; of a falling
-- target it proves that it is late, and never that it is reached ("more than 20" has not come down to 20).
create macro is_unproven(status, qualifier, baseline, target) as
    case
        when coalesce(qualifier, 'eq') not in ('gt', 'ge', 'lt', 'le') then false
        when (qualifier in ('gt', 'ge')) = (baseline is null or target > baseline) then status in ('at risk', 'off track', 'overdue')
        else status in ('achieved', 'on track', 'at risk')
    end;
create macro proven_status(status, qualifier, baseline, target) as
    -- a list of one, whose element names what would be planned twice if it were written out twice
    list_transform([{'status': status, 'qualifier': qualifier, 'baseline': baseline, 'target': target}], lambda given:
        if(is_unproven(given.status, given.qualifier, given.baseline, given.target), 'not assessable', given.status))[1];

-- the status of a target (a row of targets_as_of with what the plan expects by now and the share of that way) on a day by a rule
create macro status_on(plan, rule, day) as
    case when plan.is_additional or plan.is_other_unit or plan.actual_day <= plan.baseline_day then 'not assessable'
         else proven_status(status_by_share(
            plan.baseline, plan.baseline_day, plan.target, plan.due_day, plan.due_last_day, day, plan.actual, plan.milestones, plan.is_stale,
            plan.by_now, plan.share_by_now, rule.on_track_from, rule.at_risk_from), plan.actual_qualifier, plan.baseline, plan.target)
    end;

-- one row per target and rule: the status on the day with everything it was made from
create macro statuses_as_of(day) as table
    with planned as (
        select *, expected_value(baseline, baseline_day, target, due_day, day, milestones) as by_now
        from targets_as_of(day)
    ),
    measured as (
        select *, attainment(baseline, by_now, actual) as share_by_now from planned
    ),
    judged as (
        select
            plans.*,
            rules.rule_id,
            rules.name as rule,
            rules.on_track_from,
            rules.at_risk_from,
            rules.is_default,
            not_assessable_because(baseline, baseline_day, target, due_day, actual, is_stale) as because,
            status_on(plans, rules, day) as status
        from measured as plans
        cross join status_rules as rules
    )
    select
        judged.* exclude (by_now, share_by_now, because, status),
        case
            when is_additional then 'additional to a running total'
            when is_other_unit then 'the unit changed'
            when actual_day <= baseline_day then 'no value after the baseline'
            when because is null and not has_reached(baseline, target, actual) and not is_overdue(due_last_day, day) and by_now = baseline
                then 'no change expected yet'
            else coalesce(because, if(status = 'not assessable', 'the value is a bound, which proves no status', null))
        end as reason,
        case when lacks_half_year(baseline_day, due_day, day, milestones) and not is_additional then 'no half-year milestone set' end as half_year,
        case when not is_additional then by_now end as expected,
        case when not is_additional and baseline is not null and not coalesce(is_other_unit, false) then share_by_now end as attainment,
        status
    from judged;

-- one row per target by the default rule, in words, with the judgement that stands: of several the one that was given last
create macro judged_targets_as_of(day) as table
    select
        statuses.*,
        programmes.name as programme,
        places.name as place,
        indicators.name as indicator_name,
        coalesce(attainment < 0, false) as is_reversing,
        coalesce(home.region, places.region) as home_region,
        coalesce(home.iso3, places.iso3) as home_iso3,
        judgements.status as judged,
        judgements.reason as judged_because,
        judgements.author as judged_by
    from statuses_as_of(day) as statuses
    join referred('programmes', day) as programmes using (programme_id)
    join places using (place_id)
    join indicators using (indicator)
    left join places as home on home.iso3 = programmes.country_iso3
    left join (
        select * from judgements
        where has_begun(on_from, day) and expires_on_to >= day
        qualify row_number() over (partition by target_id order by on_from desc, judgement_id desc) = 1
    ) as judgements using (target_id)
    where is_default;
