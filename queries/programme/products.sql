-- title: Products of this unit and of those below it
-- unit: products
-- grain: one row per unit and product, with the last word on it
-- filled by: products
-- slip: product, unit, status, stars, seen_on
-- finding: {rows} products are on record, in {first.places} places
-- finding one: One product is on record: {first.product}, {first.unit}
-- finding here: {rows} products are on record, all of {first.unit}
-- empty: No product of this unit was on record on this day.
-- note: The record holds what public sources name; it is no list of all products of the programme. Of several statements on one product the one that was seen last stands here.
-- note: Stars are those that a source names. A rating lasts for the years that the scheme gives it; whether it was renewed is known only where a source says so.
-- hidden: places, unit_id, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because the record classes few products of national programmes by type
-- ignores: compare_with, because it shows one day
select
    products.product,
    units.unit,
    above.unit as above,
    products.status,
    products.stars,
    products.seen_on,
    products.category_stated,
    products.evidence,
    products.note,
    products.known_on,
    products.corrected_on,
    products.source_id,
    products.unit_id,
    count(distinct products.unit_id) over () as places,
    case when count(*) over () = 1 then 'one' when count(distinct products.unit_id) over () = 1 then 'here' end as variant
from unit_products_as_of($programme, $as_of) as products
join national.within on within.place_id = products.unit_id and within_id = unit_of($programme, $unit)
join units_as_of($programme, $as_of) as units on units.unit_id = products.unit_id
left join units_as_of($programme, $as_of) as above on above.unit_id = units.above_id
order by products.stars desc nulls last, strip_accents(units.unit), strip_accents(products.product), products.claim_id
