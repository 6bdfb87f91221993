-- title: Units that share a product
-- unit: products
-- grain: one row per product that several units have on record
-- filled by: products
-- slip: product, units, together, across
-- finding: {rows} products are shared by several units, {first.near} of them by units of one state or province, who could share facilities; {first.product} by the most, {first.units}
-- finding one: One product is shared by several units: {first.product}, by {first.units}
-- empty: No product is on record for more than one unit.
-- note: Units of one state or province that share a product could share facilities; units of several could share a brand or buyers. No adjacency of units is on record, so that which of them border on each other is not said.
-- note: Products are alike by the words of the sources; spellings of one product are one group.
-- hidden: near, product_id, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because the record classes few products of national programmes by type
-- ignores: compare_with, because it shows one day
with units as (
    from units_as_of($programme, $as_of)
),
held as (
    select
        products.product_id,
        any_value(products.product) as product,
        products.unit_id,
        max(products.corrected_on) as corrected_on,
        arg_max(products.source_id, last_word(products.first_known_basis, products.first_known_from, null, products.claim_id)) as source_id,
        max(last_word(products.first_known_basis, products.first_known_from, null, products.claim_id)) as weight
    from unit_products_as_of($programme, $as_of) as products
    join national.within on within.place_id = products.unit_id and within_id = unit_of($programme, $unit)
    group by products.product_id, products.unit_id
    qualify count(*) over (partition by products.product_id) > 1
),
named as (
    select held.*, units.unit, above.unit as above, firsts.unit as first_level
    from held
    join units using (unit_id)
    left join units as above on above.unit_id = units.above_id
    left join national.within as upward on upward.place_id = held.unit_id
        and upward.within_id in (select unit_id from units where above_id = unit_of($programme, ''))
    left join units as firsts on firsts.unit_id = upward.within_id
),
neighbours as (
    select product_id, first_level, count(*) as units, string_agg(unit, ', ' order by unit) as listed
    from named
    group by product_id, first_level
),
together as (
    select product_id, string_agg(first_level || ': ' || listed, '; ' order by first_level) filter (where units > 1) as together
    from neighbours
    group by product_id
)
select
    coalesce(any_value(products_of.name), any_value(named.product)) as product,
    count(*) as units,
    count(distinct first_level) as first_level_units,
    any_value(together) as together,
    case when count(distinct first_level) > 1 then string_agg(distinct first_level, ', ' order by first_level) end as across,
    string_agg(named.unit || coalesce(' (' || above || ')', ''), '; ' order by named.unit || coalesce(' (' || above || ')', '')) as places,
    max(named.corrected_on) as corrected_on,
    named.product_id,
    arg_max(named.source_id, (named.weight, named.source_id)) as source_id,
    count(any_value(together)) over () as near,
    case when count(*) over () = 1 then 'one' end as variant
from named
join together using (product_id)
left join products as products_of on products_of.product_id = named.product_id
group by named.product_id
order by units desc, product
