-- title: Coverage: units with a product, of all that are published
-- unit: units
-- grain: one row per level of units and published number of them
-- slip: unit_level, with_product, published, on
-- finding: {first.holds} on record, of {first.published_in_words} by the source ({first.counted}, {first.on:day})
-- finding beyond: {first.holds} on record, more than the {first.published_in_words} of the source ({first.counted}, {first.on:day}): units are divided and renamed
-- finding unpublished: {first.holds} on record; how many there are in all, no source of the record says
-- empty: No unit of this programme was on record on this day.
-- reading: One row for each published number of units: how many units of that level have a product on record, how many the record names, and how many there are by the source.
-- note: The number of all units is as its source gives it, for its own day; units are divided and merged, so that two sources differ.
-- note: A total of a country's districts that one programme gives is a fact of the country, and stands with its other programmes too. No count of products is taken from another programme.
-- hidden: holds, counted, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because a unit counts with any product
-- ignores: compare_with, because it shows one day
with units as (
    select
        *,
        case when kind in ('state', 'province', 'union territory', 'prefecture') then 'state or province' when kind = 'district' then 'district' end as levels
    from units_as_of($programme, $as_of)
),
-- a programme of one state is counted against the numbers of that state
home as (
    select if(count(own.place_id) > 0 or count(*) <> 1, min(above_id), min(unit_id)) as place_id
    from units
    left join (
        select distinct place_id from national.wholes where programme_id = $programme
    ) as own on true
    where above_id = unit_of($programme, '')
),
counted as (
    select
        levels,
        count(*) as on_record,
        count(held.unit_id) as with_product,
        max(units.corrected_on) as corrected_on,
        min(units.source_id) as source_id
    from units
    left join held_as_of($programme, $as_of) as held on held.unit_id = units.unit_id
    where levels is not null
    group by levels
),
told as (
    from statements_as_of($programme, $as_of)
    where place_id in (select place_id from home) and category is null and scope is null
      and indicator in ('districts_covered', 'districts_with_approved_odop', 'districts_with_products_identified', 'states_uts_covered', 'provinces_rating_products', 'provinces_covered')
),
published as (
    select
        case when starts_with(figures.indicator, 'districts') then 'district' else 'state or province' end as levels,
        figures.indicator = 'districts_total' as is_all,
        lower(indicators.name[1]) || indicators.name[2:] as counted,
        programme_id,
        value, qualifier, "on", on_to, source_id, figures.corrected_on
    from standing_among('told', $programme, $as_of) as figures
    join indicators using (indicator)
    join home on home.place_id = figures.unit_id
    union all
    select 'district', true, 'districts in all', programme_id, value, qualifier, "on", on_to, source_id, corrected_on
    from national.totals as totals
    join home on home.place_id = totals.place_id
    where is_known(known_on_from, superseded_from, $as_of) and has_begun(on_from, $as_of)
)
select
    counted.levels as unit_level,
    counted.with_product,
    counted.on_record,
    published.value as published,
    published.qualifier as published_qualifier,
    published.counted as indicator_name,
    published."on",
    greatest(counted.corrected_on, published.corrected_on) as corrected_on,
    coalesce(published.source_id, counted.source_id) as source_id,
    case with_product when 0 then 'No ' || counted.levels || ' has a product' when 1 then 'One ' || counted.levels || ' has a product'
        else digits_of(with_product) || if(counted.levels = 'district', ' districts', ' states or provinces') || ' have a product' end as holds,
    published.counted,
    case when published.value is null then 'unpublished' when with_product > published.value then 'beyond' end as variant
from counted
left join published using (levels)
where unit_of($programme, $unit) = unit_of($programme, '')
order by counted.levels, published.is_all desc nulls last, published.on_to desc nulls last, published.counted
