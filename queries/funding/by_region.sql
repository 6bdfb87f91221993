-- title: Funds that name a country of the region
-- unit: funds
-- grain: one row per region; a fund that names countries of several regions is in each of their rows
-- chart: bars label=region_name value=funds_here_only of=funds detail=named_funds
-- rows: funding/register
-- finding: {first.shared_funds} of {first.all_funds} funds name countries of several regions and stand under each of them: rows must not be added
-- finding shared: One fund for {scope} names countries of several regions and stands under each of them: rows must not be added
-- finding apart: No fund for {scope} names countries of several regions
-- empty: No fund for {scope} had become public on this day.
-- reading: The outer bar is the number of funds that name a country of the region, the inner bar those that name no other region.
-- hidden: region_name, named_funds, shared_funds, all_funds, variant
-- note: The first number counts the funds that name no other region, the second all that name a country of the region. How a fund is divided between countries and regions is not published.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with counted as (
    from funds_by_region($as_of, $regions, $countries)
),
totals as (
    select count(distinct fund_id) as all_funds, count(distinct fund_id) filter (where regions > 1) as shared_funds
    from counted
)
select
    counted.region,
    any_value(places.name) as region_name,
    count(*) filter (where regions = 1) as funds_here_only,
    count(*) as funds,
    count(counted.amount_usd) as funds_with_amount,
    list(project order by counted.amount_usd desc nulls last, project) as projects,
    string_agg(project, '; ' order by counted.amount_usd desc nulls last, project) as named_funds,
    any_value(shared_funds) as shared_funds,
    any_value(all_funds) as all_funds,
    case when any_value(shared_funds) = 0 then 'apart' when any_value(shared_funds) = 1 then 'shared' end as variant
from counted
cross join totals
join places on places.place_id = counted.region
where picked($regions, counted.region) and picked_any($countries, counted.countries)
group by counted.region
order by funds desc, region_name
