-- Who takes part with what: countries, their products, the bodies that govern.
--
-- | name | one row |
-- |---|---|
-- | claims_as_of | country and claim |
-- | product_states_as_of | place and product: the last word on it |
-- | product_claims_as_of | country, product group and source; of products that were not dropped |
-- | country_products_as_of | country and product group that was not dropped |
-- | every_country_product_as_of | the same, dropped ones too, with the status |
-- | compared_products | country, product group that was not dropped, and moment: 'now' or 'before' |
-- | every_product_as_of | the same, with the products that name a region or no place in place of a country |
-- | stages_as_of | country that appears in public sources: how far it has come |
-- | countries_as_of | the same, with its products |
-- | bodies_as_of | governing body that was not dropped |
-- | every_body_as_of | the same, dropped ones too |

-- how strong a stage is: later stages count over earlier ones; the order is that of the contract, which may allow further ones
create table initiative.stages as
    select coalesce(list(value order by place), ['participant', 'indirect', 'named', 'applied', 'accepted', 'joined', 'launched']) as stages
    from contracts.allowed
    where table_name = 'members' and column_name = 'stage';
create macro stage_rank(stage) as list_position((select stages from initiative.stages), stage);
create macro stage_name(rank) as (select stages from initiative.stages)[rank];

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

-- one row per country and claim that the initiative's record held on the day
create macro claims_as_of(day) as table
    select * exclude (grade, counts_from)
    from initiative.claims
    where is_known(known_on_from, superseded_from, day)
      and counts_from <= day;

-- the last word on a product of a place; of a dropped one, since when
create macro product_states_as_of(day) as table
    select
        place_id,
        product_id,
        arg_max(status, last_word(first_known_basis, first_known_from, grade, claim_id)) as status,
        arg_max(status, last_word(first_known_basis, first_known_from, grade, claim_id)) in ('dropped', 'lapsed') as is_dropped
    from initiative.product_claims
    where is_known(known_on_from, superseded_from, day)
      and counts_from <= day
    group by place_id, product_id;

-- one row per country, product group and source, of products that stand
create macro product_claims_as_of(day) as table
    select claims.* exclude (product_category, grade, counts_from)
    from initiative.product_claims as claims
    anti join (from product_states_as_of(day) where is_dropped) as dropped using (place_id, product_id)
    where is_known(known_on_from, superseded_from, day)
      and counts_from <= day;

-- one row per home and product group, dropped ones too; the home is the country, or the place of a product that no country is
-- named with; the class is the product group's
create macro every_product_as_of(day) as table
    select
        coalesce(iso3, place_id) as home,
        max(iso3) as iso3,
        max(country) as country,
        max(country_region) as region,
        product_id,
        max(product_name) as product,
        max(product_category) as category,
        string_agg(distinct claims.product, '; ' order by claims.product) as wordings,
        max(evidence_strength) as evidence_strength,
        min(seen_on_from) as first_seen_on,
        count(*) as statements,
        arg_min(source_id, (grade, known_on, source_id)) as source_id,
        arg_max(status, last_word(first_known_basis, first_known_from, grade, claim_id)) as status,
        arg_max(status, last_word(first_known_basis, first_known_from, grade, claim_id)) in ('dropped', 'lapsed') as is_dropped,
        arg_min(seen_on, (seen_on_from, seen_on)) as first_shown_on,
        arg_min(first_known_on, (first_known_from, known_on)) as first_known_on,
        arg_min(first_known_basis, (first_known_from, first_known_basis)) as first_basis,
        arg_max(seen_on, (known_on_from, seen_on)) as last_shown_on,
        arg_max(known_on, (known_on_from, known_on)) as last_known_on,
        arg_max(first_known_basis, (known_on_from, first_known_basis)) as last_basis,
        max(corrected_on) as corrected_on
    from initiative.product_claims as claims
    where is_known(known_on_from, superseded_from, day)
      and counts_from <= day
    group by coalesce(iso3, place_id), product_id;

-- one row per country and product group, dropped ones too
create macro every_country_product_as_of(day) as table
    select
        iso3, country, region, product_id, product, category, wordings, evidence_strength, first_seen_on, statements, source_id, status,
        is_dropped, corrected_on
    from every_product_as_of(day)
    where iso3 is not null;

-- the same, of products that stand
create macro country_products_as_of(day) as table
    select * exclude (is_dropped)
    from every_country_product_as_of(day)
    where not is_dropped;

-- the same on two days, as 'now' and 'before'
create macro compared_products(day, since) as table
    select 'now' as moment, * from country_products_as_of(day)
    union all
    select 'before', * from country_products_as_of(since);

-- one row per country that appears in public sources: the highest stage that it had reached
create macro stages_as_of(day) as table
    select
        iso3,
        max(country) as country,
        max(region) as region,
        max(case when joined_on_from <= day then stage_rank('joined') else stage_rank(stage) end) as rank,
        min(shown_on_from) filter (where stage_rank(stage) >= stage_rank('named')) as named_since,
        arg_min(shown_on, (shown_on_from, shown_on)) filter (where stage_rank(stage) >= stage_rank('named')) as named_since_words,
        arg_min(joined_on, (joined_on_from, joined_on)) filter (where joined_on_from <= day) as joined_on,
        count(*) as statements,
        count(distinct source_id) as sources,
        arg_min(source_id, (grade, coalesce(shown_on, '9'), source_id)) filter (where stage_rank(stage) >= stage_rank('named')) as naming_source_id,
        arg_min(source_id, (grade, coalesce(shown_on, '9'), source_id)) as any_source_id,
        string_agg(distinct demonstration_project, '; ' order by demonstration_project) as demonstration_projects,
        max(corrected_on) as corrected_on
    from initiative.claims
    where is_known(known_on_from, superseded_from, day)
      and counts_from <= day
    group by iso3;

-- the same, with its products; on record means named, applied, accepted, joined or launched
create macro countries_as_of(day) as table
    with grown as (
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
        stage_name(rank) as stage,
        rank >= stage_rank('named') as is_on_record,
        named_since,
        named_since_words,
        joined_on,
        demonstration_projects,
        coalesce(products, []::varchar[]) as products,
        coalesce(categories, []::varchar[]) as categories,
        statements,
        sources,
        coalesce(naming_source_id, any_source_id) as source_id,
        corrected_on
    from stages_as_of(day) as stages
    left join grown using (iso3);

-- one row per governing body, dropped ones too: its latest dated report
create macro every_body_as_of(day) as table
    select
        body_id,
        max(level) as level,
        coalesce(max(task_forces.region), max(places.region)) as region,
        max(task_forces.iso3) as iso3,
        max(places.name) as country,
        arg_max(task_forces.name, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as body,
        arg_max(status, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as status,
        arg_min(established_on, (established_on_from, established_on)) as established_on,
        min(established_on_from) as established_from,
        string_agg(composition, '; ' order by report_id) as composition,
        arg_max(first_known_on, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as reported_on,
        arg_max(first_known_from, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as reported_from,
        bool_and(first_known_basis = 'compiled') as is_undated,
        count(*) as reports,
        arg_max(task_forces.source_id, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as source_id,
        max(corrected_on) as corrected_on
    from known('task_forces', day) as task_forces
    left join places on places.iso3 = task_forces.iso3
    left join sources on sources.source_id = task_forces.source_id
    where coalesce(established_on_from, known_on_from) <= day
    group by body_id;

-- the same, without dropped ones
create macro bodies_as_of(day) as table from every_body_as_of(day) where status <> 'dropped';
