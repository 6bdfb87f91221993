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

-- one row per country and claim that the initiative's record held on the day
create macro claims_as_of(day) as table
    select members.*, places.name as country, places.region
    from members
    join places on places.iso3 = members.iso3
    where members.programme_id = 'ocop-fao'
      and known_on_from <= day
      and coalesce(shown_on_from, known_on_from) <= day;

-- one row per country, product group and source
create macro product_claims_as_of(day) as table
    select place_products.*, products.name as product_name, places.name as country, places.region as country_region
    from place_products
    join products using (product_id)
    join places using (place_id)
    where programme_id = 'ocop-fao'
      and known_on_from <= day
      and coalesce(seen_on_from, known_on_from) <= day;

-- one row per country and product group; the class is the product group's
create macro country_products_as_of(day) as table
    select
        claims.iso3,
        any_value(claims.country) as country,
        any_value(claims.country_region) as region,
        claims.product_id,
        any_value(claims.product_name) as product,
        any_value(products.category) as category,
        string_agg(distinct claims.product, '; ' order by claims.product) as wordings,
        max(claims.evidence_strength) as evidence_strength,
        min(claims.seen_on_from) as first_seen_on,
        count(*) as statements,
        arg_min(claims.source_id, sources.grade || claims.known_on) as source_id
    from product_claims_as_of(day) as claims
    join products using (product_id)
    join sources using (source_id)
    where claims.iso3 is not null
    group by claims.iso3, claims.product_id;

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
            arg_min(source_id, sources.grade || coalesce(shown_on, '9')) filter (where stage_rank(stage) >= stage_rank('named')) as naming_source_id,
            arg_min(source_id, sources.grade || coalesce(shown_on, '9')) as any_source_id,
            string_agg(distinct demonstration_project, '; ' order by demonstration_project) as demonstration_projects
        from claims_as_of(day)
        join sources using (source_id)
        group by iso3
    ),
    grown as (
        select
            iso3,
            list(product order by product) as products,
            list_distinct(list(category)) as categories
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
    select
        figures.*,
        sources.grade,
        least(figures.on_to, figures.known_on_from) as stated_on,
        qualifier in ('eq', 'about') as is_exact
    from figures
    join sources using (source_id)
    where programme_id = 'ocop-fao'
      and known_on_from <= day
      and on_from <= day;

-- one row per indicator, place, category and scope: the statement that stands.
-- The newest exact value stands until a newer one, or until a newer bound that it does not satisfy ("more than 92"
-- replaces 87; "over 60" never replaces 85). Between statements of one day: exact before bound, then the better grade.
create macro reported_as_of(day) as table
    with statements as (
        select *, row_number() over (
            partition by indicator, place_id, category, scope, is_exact
            order by stated_on desc, known_rank(known_on_basis, known_on_from) desc, grade, figure_id) as newest
        from figures_as_of(day)
    ),
    exact as (
        select * from statements where is_exact and newest = 1
    ),
    candidates as (
        select statements.*
        from statements
        left join exact
            on exact.indicator = statements.indicator
            and exact.place_id = statements.place_id
            and exact.category is not distinct from statements.category
            and exact.scope is not distinct from statements.scope
        where statements.newest = 1
          and (statements.is_exact
               or exact.value is null
               or (statements.stated_on > exact.stated_on
                   and not (exact.value > statements.value or (statements.qualifier = 'ge' and exact.value = statements.value))))
    )
    select *, (
            select count(*)
            from figures_as_of(day) as others
            where others.indicator = chosen.indicator
              and others.place_id = chosen.place_id
              and others.category is not distinct from chosen.category
              and others.scope is not distinct from chosen.scope
              and (others.value, others.qualifier) <> (chosen.value, chosen.qualifier)
              and others.on_to >= chosen.stated_on) as other_statements
    from candidates as chosen
    qualify row_number() over (
        partition by indicator, place_id, category, scope order by stated_on desc, is_exact desc, grade) = 1;

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

-- one row per event of the initiative that was known on the day; undated events are in no period
create macro events_as_of(day) as table
    select
        events.*,
        case when starts_on is null then 'undated' when starts_on_from <= day then 'held' else 'upcoming' end as state
    from events
    where programme_id = 'ocop-fao'
      and known_on_from <= day;

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
