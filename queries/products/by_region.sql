-- title: On record by region and product type
-- unit: product groups
-- grain: one row per region and product type
-- chart: stack label=region_name part=product_type value=product_groups
-- rows: products/register
-- finding: {first.region_name} has the most product groups on record, {first.in_region}
-- finding single: {first.region_name} has {first.in_region} product groups on record
-- finding one: {first.region_name} has one product group on record for {scope}
-- finding level: No region has more product groups on record than {first.region_name}, {first.in_region}
-- finding placeless: {first.in_region} product group on record is not tied to a region
-- reading: One bar for each region, divided by product type; the number at its end counts the product groups of the region.
-- empty: No product for {scope} was public on this day.
-- note: A product group counts once in each region that it is named for, so the regions do not add up. A product named for a region without a country counts there.
-- hidden: product_type, in_region, variant
-- ignores: compare_with, because it shows one day
with types as (
    select *
    from product_types()
),
recorded as (
    select claims.country_region as region, products.category, products.name as product
    from product_claims_as_of($as_of) as claims
    join products using (product_id)
    where picked($regions, claims.country_region)
      and picked($countries, claims.iso3)
      and picked($categories, products.category)
),
regions as (
    select region, count(distinct product) as in_region
    from recorded
    group by region
),
ranked as (
    select
        regions.*,
        coalesce(places.name, 'Region not given') as region_name,
        count(*) over (partition by in_region) as equals,
        count(*) over () as regions_shown
    from regions
    left join places on places.place_id = regions.region
)
select
    ranked.region,
    ranked.region_name,
    types.category,
    types.product_type,
    count(distinct recorded.product) as product_groups,
    list(distinct recorded.product order by recorded.product)
        filter (where recorded.product is not null) as products,
    ranked.in_region,
    case
        when ranked.region is null then 'placeless'
        when ranked.regions_shown > 1 and ranked.equals > 1 then 'level'
        when ranked.in_region = 1 then 'one'
        when ranked.regions_shown = 1 then 'single'
    end as variant
from ranked
cross join types
left join recorded
    on recorded.region is not distinct from ranked.region
    and recorded.category = types.category
group by
    ranked.region, ranked.region_name, ranked.in_region, ranked.regions_shown, ranked.equals,
    types.category, types.product_type, types.place
order by ranked.region is null, ranked.in_region desc, ranked.region_name, types.place, types.product_type
