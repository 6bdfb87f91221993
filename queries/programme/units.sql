-- title: Units of the programme
-- unit: units
-- grain: one row per unit directly below the one asked for
-- slip: unit, unit_level, products_on_record, value, on
-- finding: {rows} units below {first.above} are on record, {first.with_products} of them with a product on record
-- finding one: One unit below {first.above} is on record: {first.unit}
-- empty: No unit below this one was on record on this day.
-- reading: One row for each unit: how many units below it and how many products the record holds, and the latest value of the figure that is reported most often.
-- note: The record holds what public sources name. A unit that is missing here may well take part.
-- note: Where two sources of one standing give different values for one day, both are shown.
-- note: Units are those of their time: a province that was merged into another keeps its row, with the day.
-- hidden: above, with_products, unit_id, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because a unit is shown with all its products
-- ignores: compare_with, because it shows one day
with units as (
    from units_as_of($programme, $as_of)
),
-- of those further down: what lies directly below the unit asked for is no lower unit of another one here
below as (
    select within_id as unit_id, count(*) as units
    from units
    join national.within on within.place_id = units.unit_id
    where steps > 0 and units.above_id <> unit_of($programme, $unit)
    group by within_id
),
here as (
    select units.*, above.unit as above
    from units
    join units as above on above.unit_id = units.above_id
    where units.above_id = unit_of($programme, $unit)
),
held as materialized (
    from held_as_of($programme, $as_of) semi join here using (unit_id)
),
counted as (
    select count(*) as units, (select count(*) from held where products > 0) as with_products
    from here
),
told as not materialized (
    from statements_as_of($programme, $as_of)
    where indicator = headline_of($programme) and category is null and scope is null
),
latest as (
    from standing_among('told', $programme, $as_of)
)
select
    here.unit,
    here.unit_level,
    here.iso3166_2,
    coalesce(below.units, 0) as units_below,
    coalesce(held.products, 0) as products_on_record,
    indicators.name as indicator_name,
    latest.value,
    latest.qualifier,
    latest."on",
    merged.merged_into,
    merged.merged_on,
    here.corrected_on,
    coalesce(latest.source_id, here.source_id) as source_id,
    here.above,
    counted.with_products,
    here.unit_id,
    case when counted.units = 1 then 'one' end as variant
from here
cross join counted
left join held on held.unit_id = here.unit_id
left join below on below.unit_id = here.unit_id
left join latest on latest.unit_id = here.unit_id
left join indicators on indicators.indicator = latest.indicator
left join gone_units_as_of($as_of) as merged on merged.unit_id = here.unit_id
order by strip_accents(here.unit), here.unit_id
