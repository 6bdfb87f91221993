-- title: Year in which a source first shows the product of a country
-- unit: products of countries
-- grain: one row per region and year
-- chart: multiples panel=region_name x=year value=first_named
-- rows: products/register
-- finding: {first.dated} products of countries were first shown between {first.first_year} and {first.last_year}; no date is given for {first.undated} more
-- finding years: {first.dated} products of countries were first shown between {first.first_year} and {first.last_year}
-- finding year: {first.dated} products of countries were first shown in {first.first_year}
-- finding year and undated: {first.dated} products of countries were first shown in {first.first_year}; no date is given for {first.undated} more
-- finding one: One product of a country was first shown in {first.first_year}
-- finding one and undated: One product of a country was first shown in {first.first_year}; no date is given for {first.undated} more
-- reading: One strip for each region, one column for each year: the number of products of countries that a public source shows for the first time in that year.
-- empty: No product for {scope} had a date by this day.
-- note: A country and its product count once, in the year of the earliest statement known on the day. Whole years are shown because some sources give no more.
-- hidden: dated, undated, first_year, last_year, variant
-- ignores: compare_with, because it shows all years up to the chosen day
with pairs as (
    select
        claims.iso3,
        claims.country_region as region,
        claims.product_id,
        min(claims.seen_on_from) as shown_from
    from product_claims_as_of($as_of) as claims
    join products using (product_id)
    where claims.iso3 is not null
      and picked($regions, claims.country_region)
      and picked($countries, claims.iso3)
      and picked($categories, products.category)
    group by claims.iso3, claims.country_region, claims.product_id
),
totals as (
    select
        count(shown_from) as dated,
        count(*) - count(shown_from) as undated,
        min(year(shown_from)) as first_year,
        max(year(shown_from)) as last_year
    from pairs
),
years as (
    select unnest(range(first_year, last_year + 1)) as year
    from totals
),
regions as (
    select distinct region
    from pairs
    where shown_from is not null
)
select
    regions.region,
    places.name as region_name,
    years.year::varchar as year,
    count(pairs.iso3) as first_named,
    totals.dated,
    totals.undated,
    totals.first_year::varchar as first_year,
    totals.last_year::varchar as last_year,
    case
        when totals.dated = 1 then 'one'
        when totals.first_year = totals.last_year then 'year'
        when totals.undated = 0 then 'years'
    end || case when totals.undated > 0 then ' and undated' else '' end as variant
from regions
cross join years
cross join totals
join places on places.place_id = regions.region
left join pairs on pairs.region = regions.region and year(pairs.shown_from) = years.year
group by
    regions.region, places.name, years.year,
    totals.dated, totals.undated, totals.first_year, totals.last_year
order by places.name, years.year
