-- title: Units that share a product
-- unit: products
-- grain: one row per product that several units have on record
-- slip: product, units, places
-- finding: {rows} products are shared by several units: {first.product} by the most, {first.units}
-- finding one: One product is shared by several units: {first.product}, by {first.units}
-- empty: No product is on record for more than one unit.
-- note: Who shares a product could share a facility or a brand. Which of these units border on each other is not on record.
-- note: Products are alike by the words of the sources; spellings of one product are one group.
-- hidden: product_id, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because the record classes few products of national programmes by type
-- ignores: compare_with, because it shows one day
select
    coalesce(any_value(products_of.name), any_value(products.product)) as product,
    count(distinct products.unit_id) as units,
    count(distinct first_level.unit) as first_level_units,
    string_agg(distinct units.unit || coalesce(' (' || above.unit || ')', ''), '; ' order by units.unit || coalesce(' (' || above.unit || ')', '')) as places,
    max(products.corrected_on) as corrected_on,
    products.product_id,
    arg_max(products.source_id, last_word(products.first_known_basis, products.first_known_from, null, products.claim_id)) as source_id,
    case when count(*) over () = 1 then 'one' end as variant
from unit_products_as_of($programme, $as_of) as products
join national.within on within.place_id = products.unit_id and within_id = unit_of($programme, $unit)
join units_as_of($programme, $as_of) as units on units.unit_id = products.unit_id
left join units_as_of($programme, $as_of) as above on above.unit_id = units.above_id
left join units_as_of($programme, $as_of) as first_level
    on first_level.above_id = unit_of($programme, '')
    and first_level.unit_id in (select within_id from national.within as upward where upward.place_id = products.unit_id)
left join products as products_of on products_of.product_id = products.product_id
group by products.product_id
having count(distinct products.unit_id) > 1
order by units desc, product
