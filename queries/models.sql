-- The vocabulary of all queries: what a reader may pick, and what was known and true on a day.
-- Everything here is a pure function of its arguments. A row counts on a day when it was known by then and had happened by
-- then; an imprecise date counts from the first day of its span. The initiative is programme 'ocop-fao'.

-- nothing picked means all
create macro picked(choice, code) as len(choice::varchar[]) = 0 or list_contains(choice::varchar[], code);
create macro picked_any(choice, codes) as len(choice::varchar[]) = 0 or list_has_any(choice::varchar[], codes);

-- how strong a stage is: later stages count over earlier ones
create macro stage_rank(stage) as
    list_position(['participant', 'indirect', 'named', 'applied', 'accepted', 'joined', 'launched'], stage);

-- a row whose only date is the day of compilation never outranks one that a source dates
create macro known_rank(known_on_basis, known_on_from) as
    case when known_on_basis = 'compiled' then date '1900-01-01' else known_on_from end;

-- The initiative's own rows, with what no day changes, laid down when the store is built: the macros below only choose a day.
-- The screens of the initiative thus never read through the figures of other programmes, of which there may be millions.

create schema initiative;

-- one row per country and claim
create table initiative.claims as
    select members.*, places.name as country, places.region, sources.grade, coalesce(shown_on_from, known_on_from) as counts_from
    from members
    join places on places.iso3 = members.iso3
    left join sources using (source_id)
    where members.programme_id = 'ocop-fao'
    order by claim_id;

-- one row per country, product group and source
create table initiative.product_claims as
    select
        place_products.*,
        products.name as product_name,
        places.name as country,
        places.region as country_region,
        products.category as product_category,
        sources.grade,
        coalesce(seen_on_from, known_on_from) as counts_from
    from place_products
    join products using (product_id)
    join places using (place_id)
    left join sources using (source_id)
    where programme_id = 'ocop-fao'
    order by claim_id;

-- one row per statement of a figure; of two statements the one with the higher standing counts: the newer, then the one
-- that became known later, then the better grade
create table initiative.figures as
    select
        figures.*,
        sources.grade,
        least(figures.on_to, figures.known_on_from) as stated_on,
        qualifier in ('eq', 'about') as is_exact,
        row_number() over (
            order by least(on_to, known_on_from), known_rank(known_on_basis, known_on_from), grade desc, figure_id desc) as standing
    from figures
    join sources using (source_id)
    where programme_id = 'ocop-fao'
    order by standing;

-- one row per country and claim that the initiative's record held on the day
create macro claims_as_of(day) as table
    select * exclude (grade, counts_from)
    from initiative.claims
    where known_on_from <= day
      and counts_from <= day;

-- one row per country, product group and source
create macro product_claims_as_of(day) as table
    select * exclude (product_category, grade, counts_from)
    from initiative.product_claims
    where known_on_from <= day
      and counts_from <= day;

-- one row per country and product group; the class is the product group's
create macro country_products_as_of(day) as table
    select
        iso3,
        any_value(country) as country,
        any_value(country_region) as region,
        product_id,
        any_value(product_name) as product,
        any_value(product_category) as category,
        string_agg(distinct claims.product, '; ' order by claims.product) as wordings,
        max(evidence_strength) as evidence_strength,
        min(seen_on_from) as first_seen_on,
        count(*) as statements,
        arg_min(source_id, grade || known_on || ' ' || source_id) as source_id
    from initiative.product_claims as claims
    where iso3 is not null
      and known_on_from <= day
      and counts_from <= day
    group by iso3, product_id;

-- one row per country with any public trace; on record means named, applied, accepted, joined or launched
create macro countries_as_of(day) as table
    with stages as (
        select
            iso3,
            any_value(country) as country,
            any_value(region) as region,
            max(case when joined_on_from <= day then stage_rank('joined') else stage_rank(stage) end) as rank,
            min(shown_on_from) filter (where stage_rank(stage) >= stage_rank('named')) as named_since,
            arg_min(shown_on, shown_on_from) filter (where stage_rank(stage) >= stage_rank('named')) as named_since_words,
            arg_min(joined_on, joined_on_from) filter (where joined_on_from <= day) as joined_on,
            count(*) as statements,
            count(distinct source_id) as sources,
            arg_min(source_id, grade || coalesce(shown_on, '9')) filter (where stage_rank(stage) >= stage_rank('named')) as naming_source_id,
            arg_min(source_id, grade || coalesce(shown_on, '9')) as any_source_id,
            string_agg(distinct demonstration_project, '; ' order by demonstration_project) as demonstration_projects
        from initiative.claims
        where known_on_from <= day
          and counts_from <= day
        group by iso3
    ),
    grown as (
        select
            iso3,
            list(product order by product) as products,
            list_sort(list_distinct(list(category))) as categories
        from country_products_as_of(day)
        group by iso3
    )
    select
        stages.iso3,
        country,
        region,
        ['participant', 'indirect', 'named', 'applied', 'accepted', 'joined', 'launched'][rank] as stage,
        rank >= stage_rank('named') as is_on_record,
        named_since,
        named_since_words,
        joined_on,
        demonstration_projects,
        coalesce(products, []::varchar[]) as products,
        coalesce(categories, []::varchar[]) as categories,
        statements,
        sources,
        coalesce(naming_source_id, any_source_id) as source_id
    from stages
    left join grown using (iso3);

-- every statement of a figure of the initiative that was known and true on the day
create macro figures_as_of(day) as table
    select * exclude (standing)
    from initiative.figures
    where known_on_from <= day
      and on_from <= day;

-- one row per indicator, place, category and scope: the statement that stands.
-- The newest exact value stands until a newer one, or until a newer bound that it does not satisfy ("more than 92"
-- replaces 87; "over 60" never replaces 85). Between statements of one day: exact before bound, then the better grade.
create macro reported_as_of(day) as table
    with known as (
        select *, {'value': value, 'qualifier': qualifier, 'stated_on': stated_on, 'on_to': on_to, 'standing': standing} as statement
        from initiative.figures
        where known_on_from <= day
          and on_from <= day
    ),
    cells as (
        select
            arg_max(statement, standing) filter (where is_exact) as exact,
            arg_max(statement, standing) filter (where not is_exact) as bound,
            list(statement) as statements
        from known
        group by indicator, place_id, category, scope
    ),
    chosen as (
        select
            statements,
            case
                when exact is null
                    or (bound.stated_on > exact.stated_on
                        and not (exact.value > bound.value or (bound.qualifier = 'ge' and exact.value = bound.value)))
                then bound
                else exact
            end as choice
        from cells
    )
    select
        figures.* exclude (standing),
        len(list_filter(statements, lambda other:
            (other.value <> choice.value or other.qualifier <> choice.qualifier)
            and other.on_to >= choice.stated_on)) as other_statements
    from chosen
    join initiative.figures as figures on figures.standing = choice.standing;

-- one row per governing body: its latest dated report
create macro bodies_as_of(day) as table
    select
        body_id,
        any_value(level) as level,
        coalesce(any_value(task_forces.region), any_value(places.region)) as region,
        any_value(task_forces.iso3) as iso3,
        any_value(places.name) as country,
        arg_max(task_forces.name, known_rank(known_on_basis, known_on_from)) as body,
        arg_max(status, known_rank(known_on_basis, known_on_from)) as status,
        arg_min(established_on, established_on_from) as established_on,
        min(established_on_from) as established_from,
        string_agg(composition, '; ' order by report_id) as composition,
        arg_max(known_on, known_rank(known_on_basis, known_on_from)) as reported_on,
        bool_and(known_on_basis = 'compiled') as is_undated,
        count(*) as reports,
        arg_max(source_id, known_rank(known_on_basis, known_on_from)) as source_id
    from task_forces
    left join places on places.iso3 = task_forces.iso3
    where known_on_from <= day
      and coalesce(established_on_from, known_on_from) <= day
    group by body_id;

-- one row per event of the initiative that was known on the day, from its own source or from an announcement;
-- undated events are in no period
create macro events_as_of(day) as table
    with announced as (
        select event_id, min(known_on_from) as announced_on from announcements group by event_id
    )
    select
        events.*,
        case when starts_on is null then 'undated' when starts_on_from <= day then 'held' else 'upcoming' end as state
    from events
    left join announced using (event_id)
    where programme_id = 'ocop-fao'
      and least(events.known_on_from, announced_on) <= day;

-- one row per fund: the latest dated report, and the one amount that was published of it
create macro funds_as_of(day) as table
    select
        fund_id,
        any_value(funds.project) as project,
        any_value(funds.donor) as donor,
        any_value(funds.mechanism) as mechanism,
        arg_max(stage, known_rank(known_on_basis, known_on_from)) as stage,
        arg_max(amount, known_rank(known_on_basis, known_on_from)) as amount,
        arg_max(currency, known_rank(known_on_basis, known_on_from)) as currency,
        arg_max(amount_usd, known_rank(known_on_basis, known_on_from)) as amount_usd,
        arg_min(starts_on, starts_on_from) as starts_on,
        min(starts_on_from) as starts_from,
        max(ends_on_to) as ends_to,
        arg_max(ends_on, ends_on_to) as ends_on,
        list_sort(list_distinct(flatten(list(coalesce(countries, []::varchar[]))))) as countries,
        count(*) as reports,
        arg_max(known_on, known_rank(known_on_basis, known_on_from)) as reported_on,
        arg_max(source_id, known_rank(known_on_basis, known_on_from)) as source_id
    from fund_reports
    join funds using (fund_id)
    where known_on_from <= day
    group by fund_id;

-- one row per promised action known on the day, with the last report on it.
-- Overdue means that no report of completion was found: absence from public sources is not failure.
create macro actions_as_of(day) as table
    with reports as (
        select
            action_id,
            max(case when status = 'done' then 1 else 0 end) as is_done,
            arg_max(status, known_rank(known_on_basis, known_on_from)) as last_status,
            arg_max(evidence, known_rank(known_on_basis, known_on_from)) as last_evidence,
            arg_max("on", known_rank(known_on_basis, known_on_from)) as last_on,
            arg_max(known_on, known_rank(known_on_basis, known_on_from)) as last_known_on,
            arg_max(known_on_from, known_rank(known_on_basis, known_on_from)) as last_known_from,
            arg_max(source_id, known_rank(known_on_basis, known_on_from)) as last_source_id,
            count(*) as reports
        from action_reports
        where known_on_from <= day and coalesce(on_from, known_on_from) <= day
        group by action_id
    )
    select
        actions.*,
        places.name as country,
        coalesce(actions.region, places.region) as home_region,
        case
            when is_done = 1 then 'done'
            when due_on_to < day then 'overdue'
            when last_status = 'under way' then 'under way'
            when due_on is null then 'no due date'
            else 'not yet due'
        end as status,
        last_status,
        last_evidence,
        last_on,
        last_known_on,
        coalesce(is_done = 1 and last_known_from > due_on_to, false) as is_reported_late,
        last_source_id,
        coalesce(reports, 0) as reports
    from actions
    left join reports using (action_id)
    left join places on places.iso3 = actions.iso3
    where known_on_from <= day;

-- STATUS, rule ocop-rag-1. Pure functions: baseline b on day t0, target T due on t1, milestones [{day, value}], actual a on day t.

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
        from target_milestones
        where known_on_from <= day
        group by target_id
    ),
    latest as (
        select
            programme_id, indicator, place_id, value, qualifier, "on", on_from, source_id,
            row_number() over (
                partition by programme_id, indicator, place_id
                order by least(on_to, known_on_from) desc, known_rank(known_on_basis, known_on_from) desc, figure_id) as newest
        from figures
        where known_on_from <= day and on_from <= day and category is null and scope is null
          and indicator in (select indicator from targets)
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
    from targets
    join indicators using (indicator)
    left join milestones using (target_id)
    left join latest
        on latest.programme_id = targets.programme_id
        and latest.indicator = targets.indicator
        and latest.place_id = targets.place_id
        and latest.newest = 1
    where targets.known_on_from <= day;

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
