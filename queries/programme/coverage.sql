-- title: How much of the programme is on record
-- unit: units
-- grain: one row per first-level unit with units below it on record
-- chart: bars label=unit value=with_product of=units_below detail=told key=unit_id
-- slip: unit, with_product, units_below
-- finding: {first.all_with_product} of {first.all_below} units below the first level have a product on record
-- empty: No unit below the first level was on record on this day.
-- reading: A filled part is the number of units with a product on record, the pale bar all units of the record there.
-- note: The record is no register of the programme: a unit without a product here may have one. How many units the programme says that it covers stands with its figures.
-- note: A state or province is complete here when each of its units on record has a product.
-- hidden: all_with_product, all_below, told, unit_id
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because a unit counts with any product
-- ignores: compare_with, because it shows one day
with units as (
    from units_as_of($programme, $as_of)
),
held as (
    select distinct within_id as unit_id
    from unit_products_as_of($programme, $as_of) as products
    join national.within on within.place_id = products.unit_id
)
select
    firsts.unit,
    firsts.unit_level,
    count(held.unit_id) as with_product,
    count(*) as units_below,
    count(held.unit_id) = count(*) as is_complete,
    firsts.corrected_on,
    firsts.source_id,
    sum(count(held.unit_id)) over ()::bigint as all_with_product,
    sum(count(*)) over ()::bigint as all_below,
    case when count(held.unit_id) = count(*) then 'each unit on record has a product' when count(held.unit_id) = 0 then 'no unit has a product on record' end as told,
    firsts.unit_id
from units as firsts
join units as below on below.above_id = firsts.unit_id
left join held on held.unit_id = below.unit_id
where firsts.above_id = unit_of($programme, '')
group by firsts.unit, firsts.unit_level, firsts.corrected_on, firsts.source_id, firsts.unit_id
order by units_below desc, strip_accents(firsts.unit)
