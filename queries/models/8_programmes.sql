-- The national programmes that the initiative grew from: their units, one below the other, and what is on record of each. Every macro is of
-- one programme: what different programmes count is never added up.
--
-- | name | what it gives |
-- |---|---|
-- | national | the schema of what concerns them |
-- | national.within | one row per place of a programme and place that it lies in, itself with 0 steps among them |
-- | national.statements | one row per statement of a figure of such a programme |
-- | national.headlines | one row per programme with figures: the indicator that stands for it |
-- | national.wholes | the statements about the whole country of a programme |
-- | national.totals | the statements of how many districts a place has, of whichever programme |
-- | national.spoken | one row per programme, place and end of the time in which a row of the record speaks of it: since when |
-- | national.units | one row per unit of a programme and time in which a row of the record speaks of it or of a unit below it |
-- | national.counted | one row per programme, kind of row and time in which it stands: how many |
-- | units_as_of | one row per unit of a programme that anything on record speaks of on a day, and each unit above it |
-- | unit_products_as_of | one row per unit and product: the last word on it |
-- | held_as_of | one row per place with products of a programme on record, its own and those below it: how many, in how many units |
-- | gone_units_as_of | one row per unit that was merged into another one, with that one and the day |
-- | statements_as_of | one row per statement of a programme that was known and true on a day |
-- | standing_among | (chosen statements of a programme) one row per unit, indicator, category and scope: the statement that stands |
-- | headline_of | the indicator that stands for a programme: the count of products reported most often, else what is reported most often |
-- | unit_of | the place asked for, or the country that runs the programme |
-- | filled_as_of | one row per kind of rows that a programme, or one of its units, has on a day: what none can fill need not be asked for |
-- | programmes_as_of | one row per programme, the initiative among them: how it descends from the others, how much is on record |

create schema national;
create view national.statements as from graded_figures() where programme_id <> 'ocop-fao';

-- What a page asks of a whole programme is laid down once: a programme may have a hundred thousand statements, and there may be a hundred.
create table national.headlines as
    select programme_id, arg_min(indicator, (is_other, -n, indicator)) as indicator
    from (
        select programme_id, indicator, sum(n) as n, coalesce(sum(n) filter (where unit = 'products' and measure = 'total'), 0) < 2 as is_other
        from tally.statements
        join indicators using (indicator)
        where is_plain
        group by programme_id, indicator
    )
    group by programme_id
    order by programme_id;
create table national.wholes as
    select statements.*
    from national.statements as statements
    join (select distinct programme_id, country_iso3 from programmes) as programmes
        on programmes.programme_id = statements.programme_id and programmes.country_iso3 = statements.place_id
    order by statements.programme_id, indicator, figure_id;
create table national.totals as from national.statements where indicator = 'districts_total' order by figure_id;
create table national.counted as
    select programme_id, what, known_on_from, superseded_from, sum(n)::bigint as n
    from (
        select programme_id, 'units' as what, known_on_from, superseded_from, 1 as n from programme_units
        union all
        select programme_id, 'products', known_on_from, superseded_from, 1 from place_products
        union all
        select programme_id, 'figures', known_on_from, superseded_from, n from tally.statements
        union all
        select programme_id, 'targets', known_on_from, superseded_from, 1 from targets
        union all
        select programme_id, 'events', known_on_from, superseded_from, 1 from events
        union all
        select programme_id, 'product kinds', known_on_from, superseded_from, 1 from product_kinds
        union all
        select programme_id, 'star classes', known_on_from, superseded_from, 1 from star_classes
        union all
        select programme_id, 'support rules', known_on_from, superseded_from, 1 from support_rules
    )
    group by programme_id, what, known_on_from, superseded_from
    order by all;
-- until the day on which the last row of that end is superseded, empty for ever; since the first day on which one was known and had begun
create table national.spoken as
    select programme_id, place_id, min(since) as since, until
    from (
        select programme_id, place_id, known_on_from as since, superseded_from as until from programme_units
        union all
        select programme_id, place_id, greatest(known_on_from, seen_on_from), superseded_from from place_products
        union all
        select programme_id, place_id, since, until from tally.places
        union all
        select programme_id, place_id, known_on_from, superseded_from from targets
    )
    group by programme_id, place_id, until;
create table national.within as
    with recursive above as (
        select place_id, place_id as within_id, 0 as steps from (select distinct place_id from national.spoken where programme_id <> 'ocop-fao')
        union all
        select above.place_id, places.parent_id, steps + 1
        from above
        join places on places.place_id = above.within_id
        where places.kind <> 'country' and places.parent_id is not null
    )
    from above order by place_id, steps;

-- A unit is there once any row that was known on the day speaks of it or of a unit below it; its name and level are those of the programme's
-- own list. Times that touch are one, so that a day has one row of a unit; most units have one time, and one row in that list.
create table national.units as
    with reached as (
        select programme_id, within_id as unit_id, min(since) as since, until
        from national.spoken as spoken
        join national.within using (place_id)
        group by programme_id, within_id, until
    ),
    several as (
        select programme_id, unit_id from reached group by all having count(*) > 1
    ),
    in_order as (
        select *, max(coalesce(until, date 'infinity')) over (earlier rows between unbounded preceding and 1 preceding) as reached_until
        from reached
        semi join several using (programme_id, unit_id)
        window earlier as (partition by programme_id, unit_id order by since, until)
    ),
    numbered as (
        select *, sum(if(since <= reached_until, 0, 1)) over (partition by programme_id, unit_id order by since, until) as stretch
        from in_order
    ),
    times as (
        select programme_id, unit_id, since, until from reached anti join several using (programme_id, unit_id)
        union all
        select programme_id, unit_id, min(since), nullif(max(coalesce(until, date 'infinity')), 'infinity')
        from numbered
        group by programme_id, unit_id, stretch
    ),
    listed as (
        from standing('programme_units')
    ),
    twice as (
        select programme_id, place_id from listed group by all having count(*) > 1
    ),
    named as (
        select programme_id, place_id, unit_level, unit_name, source_id, corrected_on from listed anti join twice using (programme_id, place_id)
        union all
        select
            programme_id,
            place_id,
            arg_max(unit_level, last_word(first_known_basis, first_known_from, null, programme_unit_id)),
            arg_max(unit_name, last_word(first_known_basis, first_known_from, null, programme_unit_id)),
            arg_max(source_id, last_word(first_known_basis, first_known_from, null, programme_unit_id)),
            max(corrected_on)
        from listed
        semi join twice using (programme_id, place_id)
        group by programme_id, place_id
    )
    select
        times.*,
        coalesce(unit_name, places.name) as unit,
        coalesce(unit_level, places.kind) as unit_level,
        places.kind,
        case when places.kind <> 'country' then places.parent_id end as above_id,
        places.iso3166_2,
        named.source_id,
        named.corrected_on
    from times
    join places on places.place_id = times.unit_id
    left join named on named.programme_id = times.programme_id and named.place_id = times.unit_id
    order by times.programme_id, unit_id, since;

create macro units_as_of(programme, day) as table
    select unit_id, unit, unit_level, kind, above_id, iso3166_2, source_id, corrected_on
    from national.units
    where programme_id = programme and is_known(since, until, day);

-- of several statements on one product of one unit the last word: the one seen later, then the one that became known later
create macro unit_products_as_of(programme, day) as table
    select * exclude (place_id), place_id as unit_id
    from known('place_products', day)
    where programme_id = programme and coalesce(has_begun(seen_on_from, day), true)
    qualify row_number() over (
        partition by place_id, product_id
        order by seen_on_to desc nulls last, known_rank(first_known_basis, first_known_from) desc, claim_id desc) = 1;

create macro held_as_of(programme, day) as table
    select
        within_id as unit_id,
        count(distinct product_id) as products,
        count(distinct products.unit_id) as places,
        max(corrected_on) as corrected_on,
        arg_max(source_id, last_word(first_known_basis, first_known_from, null, claim_id)) as source_id
    from unit_products_as_of(programme, day) as products
    join national.within on within.place_id = products.unit_id
    group by within_id;

create macro gone_units_as_of(day) as table
    select place_changes.place_id as unit_id, any_value(into_places.name) as merged_into, any_value("on") as merged_on
    from known('place_changes', day) as place_changes
    left join places as into_places on into_places.place_id = place_changes.into_place_id
    where has_begun(on_from, day) and place_changes.place_id is not null
    group by place_changes.place_id;

create macro statements_as_of(programme, day) as table
    from national.statements
    where programme_id = programme and is_known(known_on_from, superseded_from, day) and has_begun(on_from, day);

-- Which statement stands is decided among the last ones: those of a time that is not over before the last exact one, or the last bound, was made.
create macro standing_among(statements_of, programme, day) as table
    with latest as (
        select
            place_id, indicator, category, scope,
            least(max(stated_on) filter (where is_exact), max(stated_on) filter (where not is_exact)) as since,
            coalesce(max(on_to, 2)[2] < since, true) as is_alone
        from query_table(statements_of)
        group by place_id, indicator, category, scope
    ),
    recent as (
        select told.*, is_alone
        from query_table(statements_of) as told
        join latest on latest.place_id = told.place_id and latest.indicator = told.indicator
            and latest.category is not distinct from told.category and latest.scope is not distinct from told.scope
        where told.on_to >= since
    ),
    several as (
        select * exclude (is_alone) from recent where not is_alone
    ),
    in_order as (
        from ranked('several')
    )
    select * exclude (place_id), place_id as unit_id
    from (
        select * exclude (is_alone), 0::bigint as other_statements from recent where is_alone
        union all by name
        from standing_of('in_order', programme, day, false)
    );

create macro headline_of(programme) as (select any_value(indicator) from national.headlines where programme_id = programme);

-- a unit asked for, or the whole programme: the country that runs it
create macro unit_of(programme, unit) as
    coalesce(nullif(unit, ''), (select any_value(country_iso3) from programmes where programme_id = programme));

-- the kinds that headers of queries name in `filled by`: of the whole programme, but for figures, which are those of the unit itself
create macro filled_as_of(programme, unit, day) as table
    select distinct what as kind
    from known('national.counted', day) as counted
    where programme_id = programme and what not in ('figures', 'units')
    union all
    select 'figures'
    where exists (from known('figures', day) as figures where programme_id = programme and place_id = unit_of(programme, unit))
    union all
    select 'lower units'
    where exists (from units_as_of(programme, day) where above_id <> unit_of(programme, ''))
    union all
    select 'tiles'
    where exists (from place_tiles where country_iso3 = unit_of(programme, unit));

-- one row per national programme: how it descends from the others, and how much is on record of it
create macro programmes_as_of(day) as table
    with recursive known_programmes as (
        select programmes.*, places.name as country, places.region as home_region
        from known('programmes', day) as programmes
        left join places on places.iso3 = programmes.country_iso3 and places.kind = 'country'
    ),
    tree as (
        select programme_id, 0 as depth, [coalesce(started, '9999') || name] as lineage
        from known_programmes
        where based_on is null or based_on not in (select programme_id from known_programmes)
        union all
        select children.programme_id, tree.depth + 1, list_append(tree.lineage, coalesce(children.started, '9999') || children.name)
        from known_programmes as children
        join tree on children.based_on = tree.programme_id
    ),
    counted as (
        select programme_id, what, sum(n) as n
        from known('national.counted', day)
        group by programme_id, what
    ),
    cautions as (
        select programme_id, string_agg(subject || ': ' || note, ' ' order by note_id) as caution
        from known('record_notes', day)
        where kind = 'caution'
        group by programme_id
    )
    select
        known_programmes.*,
        parents.name as based_on_name,
        tree.depth,
        tree.lineage,
        cautions.caution,
        coalesce(sum(counted.n) filter (where what = 'units'), 0)::bigint as units,
        coalesce(sum(counted.n) filter (where what = 'products'), 0)::bigint as product_rows,
        coalesce(sum(counted.n) filter (where what = 'figures'), 0)::bigint as figures,
        coalesce(sum(counted.n) filter (where what = 'targets'), 0)::bigint as targets
    from known_programmes
    join tree using (programme_id)
    left join known_programmes as parents on parents.programme_id = known_programmes.based_on
    left join cautions on cautions.programme_id = known_programmes.programme_id
    left join counted on counted.programme_id = known_programmes.programme_id
    group by all;
