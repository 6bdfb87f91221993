-- The national programmes that the initiative grew from: their units, one below the other, and what is on record of each. Every macro is of
-- one programme: what different programmes count is never added up.
--
-- | name | what it gives |
-- |---|---|
-- | national | the schema of what concerns them |
-- | national.within | one row per place of a programme and place that it lies in, itself with 0 steps among them |
-- | national.statements | one row per statement of a figure of such a programme, with its standing |
-- | units_as_of | one row per unit of a programme that anything on record speaks of on a day, and each unit above it |
-- | unit_products_as_of | one row per unit and product: the last word on it |
-- | held_as_of | one row per place with products of a programme on record, its own and those below it: how many, in how many units |
-- | gone_units_as_of | one row per unit that was merged into another one, with that one and the day |
-- | unit_figures_as_of | one row per unit, indicator, category and scope: the statement that stands |
-- | headline_of | the indicator that stands for a programme: the count of products reported most often, else what is reported most often |
-- | unit_of | the place asked for, or the country that runs the programme |
-- | programmes_as_of | one row per programme, the initiative among them: how it descends from the others, how much is on record |

create schema national;
create view national.statements as from graded_figures() where programme_id <> 'ocop-fao';
create table national.within as
    with recursive spoken as (
        select place_id from programme_units where programme_id <> 'ocop-fao'
        union select place_id from place_products where programme_id <> 'ocop-fao'
        union select place_id from figures where programme_id <> 'ocop-fao'
        union select place_id from targets where programme_id <> 'ocop-fao'
    ),
    above as (
        select place_id, place_id as within_id, 0 as steps from spoken
        union all
        select above.place_id, places.parent_id, steps + 1
        from above
        join places on places.place_id = above.within_id
        where places.kind <> 'country' and places.parent_id is not null
    )
    from above order by place_id, steps;

-- a unit is there once any row that was known on the day speaks of it or of a unit below it; its level is that of the programme's own list
create macro units_as_of(programme, day) as table
    with told as (
        select place_id from known('programme_units', day) where programme_id = programme
        union
        select place_id from known('place_products', day) where programme_id = programme and coalesce(has_begun(seen_on_from, day), true)
        union
        select place_id from known('figures', day) where programme_id = programme and coalesce(has_begun(on_from, day), true)
        union
        select place_id from known('targets', day) where programme_id = programme
    ),
    named as (
        select
            place_id,
            arg_max(unit_level, last_word(first_known_basis, first_known_from, null, programme_unit_id)) as unit_level,
            arg_max(unit_name, last_word(first_known_basis, first_known_from, null, programme_unit_id)) as unit_name,
            arg_max(source_id, last_word(first_known_basis, first_known_from, null, programme_unit_id)) as source_id,
            max(corrected_on) as corrected_on
        from standing('programme_units') as programme_units
        where programme_id = programme
        group by place_id
    )
    select
        reached.place_id as unit_id,
        coalesce(named.unit_name, places.name) as unit,
        coalesce(named.unit_level, places.kind) as unit_level,
        case when places.kind <> 'country' then places.parent_id end as above_id,
        places.iso3166_2,
        named.source_id,
        named.corrected_on
    from (select distinct within_id as place_id from told join national.within using (place_id)) as reached
    join places using (place_id)
    left join named using (place_id);

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

create macro unit_figures_as_of(programme, day) as table
    select * exclude (place_id), place_id as unit_id
    from standing_of('national.statements', programme, day, false);

create macro headline_of(programme) as (
    select indicator
    from figures
    join indicators using (indicator)
    where programme_id = programme and category is null and scope is null
    group by indicator
    order by count(*) filter (where unit = 'products' and measure = 'total') < 2, count(*) desc, indicator
    limit 1
);

-- a unit asked for, or the whole programme: the country that runs it
create macro unit_of(programme, unit) as
    coalesce(nullif(unit, ''), (select any_value(country_iso3) from programmes where programme_id = programme));

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
        select programme_id, 'units' as what, count(*) as n from known('programme_units', day) group by programme_id
        union all
        select programme_id, 'products', count(*) from known('place_products', day) group by programme_id
        union all
        select programme_id, 'figures', count(*) from known('figures', day) group by programme_id
        union all
        select programme_id, 'targets', count(*) from known('targets', day) group by programme_id
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
