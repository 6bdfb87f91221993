-- title: How much of the programme is on record
-- unit: units
-- grain: one row per first-level unit with units below it on record
-- filled by: lower units
-- chart: bars label=unit value=with_product of=units_below detail=told key=unit_id
-- slip: unit, with_product, units_below, published
-- finding: {first.all_with_product} of {first.all_below} units below the first level have a product on record; in {first.complete} of {rows} states or provinces each of them has, in {first.bare} none
-- finding full: {first.all_with_product} of {first.all_below} units below the first level have a product on record; in {first.complete} of {rows} states or provinces each of them has
-- finding one: {first.all_with_product} of {first.all_below} units of {first.unit} have a product on record
-- empty: No unit below the first level was on record on this day.
-- reading: A filled part is the number of units with a product on record, the pale bar all units of the record there.
-- note: The record is no register of the programme: a unit without a product here may have one. How many units the programme says that it covers stands with its figures.
-- note: A state or province is complete here when each of its units has a product on record: of as many as the programme has published there, else of those on record.
-- note: States or provinces without a unit below them on record stand among the tiles, and not here.
-- hidden: all_with_product, all_below, complete, bare, told, unit_id, variant
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
),
told as (
    from statements_as_of($programme, $as_of)
    where indicator in ('districts_covered', 'districts_with_approved_odop', 'districts_total')
),
published as (
    select unit_id, max(value) as value, max("on") as "on", arg_max(source_id, (on_to, source_id)) as source_id
    from standing_among('told', $programme, $as_of)
    group by unit_id
),
counted as (
    select
        firsts.unit,
        firsts.unit_level,
        firsts.unit_id,
        count(held.unit_id) as with_product,
        count(*) as units_below,
        any_value(published.value) as published,
        any_value(published."on") as published_on,
        any_value(firsts.corrected_on) as corrected_on,
        coalesce(any_value(published.source_id), any_value(firsts.source_id)) as source_id,
        count(held.unit_id) >= greatest(count(*), coalesce(any_value(published.value), 0)) as is_complete
    from units as firsts
    join units as below on below.above_id = firsts.unit_id
    left join held on held.unit_id = below.unit_id
    left join published on published.unit_id = firsts.unit_id
    where firsts.above_id = unit_of($programme, '')
    group by firsts.unit, firsts.unit_level, firsts.unit_id
)
select
    unit,
    unit_level,
    with_product,
    units_below,
    published,
    published_on,
    is_complete,
    corrected_on,
    source_id,
    sum(with_product) over ()::bigint as all_with_product,
    sum(units_below) over ()::bigint as all_below,
    count(*) filter (where is_complete) over () as complete,
    count(*) filter (where with_product = 0) over () as bare,
    nullif(concat_ws(', ', case when with_product = units_below then 'each unit on record has a product' when with_product = 0 then 'no unit has a product on record' end,
        'published: ' || digits_of(published) || ' units (' || published_on || ')'), '') as told,
    unit_id,
    case when count(*) over () = 1 then 'one' when count(*) filter (where with_product = 0) over () = 0 then 'full' end as variant
from counted
order by units_below desc, strip_accents(unit)
