-- title: Products on record, a tile for each first-level unit
-- unit: products
-- grain: one row per first-level unit of the country, whether the record speaks of it or not
-- filled by: tiles
-- rows: programme/products
-- chart: placed x=across y=down code=label name=unit value=products_on_record shade=shade band=band detail=told key=unit_id
-- slip: unit, products_on_record, units_below
-- finding: {first.with_product} of {first.tiles} {first.kinds} of {first.country} have a product on record, {first.top} the most: {first.top_products}
-- finding one: Of {first.tiles} {first.kinds} of {first.country} {first.top} alone has products on record: {first.top_products}
-- finding none: Of {first.tiles} {first.kinds} of {first.country} no one has a product on record
-- empty: The record speaks of fewer than three first-level units of this programme on this day, which a sentence tells better than tiles.
-- reading: One tile of the same size for each first-level unit, about where it lies; the darker, the more products the record holds of it and of the units below it. A tile opens its unit.
-- note: The arrangement is this monitor's own, made from the latitude and longitude of the capitals. It draws no border and says nothing of size.
-- note: A product that several units below one have in common counts once there. The record holds what public sources name: a unit without a product here may well have some.
-- note: What sources say of a region, or of several units together, has no tile; it stands in the list of units.
-- note: Viet Nam's tiles are its 63 provinces from before July 2025, since the record holds them; what a merged one shows is of the province as it was.
-- hidden: across, down, label, shade, band, told, unit_id, with_product, tiles, country, kinds, top, top_products, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because a unit is shown with all its products
-- ignores: compare_with, because it shows one day
with units as (
    from units_as_of($programme, $as_of)
),
placed as (
    select
        tiles.*,
        units.unit_id,
        coalesce(units.unit, tiles.name) as unit,
        units.unit_level,
        case when units.unit_id is not null then coalesce(held.products, 0) end as products_on_record,
        case when units.unit_id is not null then coalesce(below.units, 0) end as units_below,
        gone.merged_into,
        gone.merged_on,
        greatest(units.corrected_on, held.corrected_on) as corrected_on,
        coalesce(held.source_id, units.source_id) as source_id
    from place_tiles as tiles
    left join units on units.iso3166_2 = tiles.iso3166_2
    left join held_as_of($programme, $as_of) as held on held.unit_id = units.unit_id
    left join (select above_id as unit_id, count(*) as units from units group by above_id) as below on below.unit_id = units.unit_id
    left join gone_units_as_of($as_of) as gone on gone.unit_id = units.unit_id
    where country_iso3 = unit_of($programme, '') and unit_of($programme, $unit) = country_iso3
    qualify count(units.unit_id) over () >= 3
)
select
    unit,
    unit_level,
    placed.iso3166_2,
    products_on_record,
    units_below,
    merged_into,
    merged_on,
    placed.corrected_on,
    placed.source_id,
    across,
    down,
    label,
    case when products_on_record >= 50 then 6 when products_on_record >= 20 then 4 when products_on_record >= 5 then 2 when products_on_record > 0 then 1
         when products_on_record = 0 then 0 end as shade,
    case when products_on_record >= 50 then '50 products or more' when products_on_record >= 20 then '20 to 49' when products_on_record >= 5 then '5 to 19'
         when products_on_record > 0 then '1 to 4' when products_on_record = 0 then 'no product on record' else 'not on record' end as band,
    nullif(concat_ws(' · ', if(units_below > 0, units_below || if(units_below = 1, ' unit below it', ' units below it'), null),
        'merged into ' || merged_into || ', ' || merged_on), '') as told,
    placed.unit_id,
    count(*) filter (where products_on_record > 0) over () as with_product,
    count(*) over () as tiles,
    places.name as country,
    (select string_agg(distinct regexp_replace(unit_level || 's', 'ys$', 'ies'), ' and ' order by regexp_replace(unit_level || 's', 'ys$', 'ies')) from placed) as kinds,
    arg_max(unit, (coalesce(products_on_record, 0), -down, -across)) over () as top,
    max(products_on_record) over () as top_products,
    case count(*) filter (where products_on_record > 0) over () when 0 then 'none' when 1 then 'one' end as variant
from placed
join places on places.place_id = placed.country_iso3
order by down, across
