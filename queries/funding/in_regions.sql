-- title: Each fund under every region that it names
-- unit: funds
-- grain: one row per region and fund
-- finding: Rows are not to be added: {first.shared_rows} of {rows} belong to funds that also name another region
-- finding apart: Every fund of this choice names one region only
-- empty: No fund of this choice had become public on this day.
-- hidden: shared_rows, variant
-- note: The amount is the whole sum of the fund, repeated under each region; its division between countries is not published.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
),
named as (
    select fund_id, unnest(countries) as iso3
    from chosen
),
reached as (
    select fund_id, region, list(iso3 order by iso3) as countries
    from named
    join places using (iso3)
    group by fund_id, region
),
counted as (
    select *, count(*) over (partition by fund_id) as regions
    from reached
)
select
    counted.region,
    chosen.project,
    chosen.donor,
    counted.countries,
    counted.regions - 1 as other_regions,
    chosen.amount_usd as whole_amount_usd,
    chosen.stage as fund_stage,
    chosen.fund_id,
    chosen.source_id,
    count(*) filter (where counted.regions > 1) over () as shared_rows,
    case when count(*) filter (where counted.regions > 1) over () = 0 then 'apart' end as variant
from counted
join chosen using (fund_id)
join places on places.place_id = counted.region
where picked($regions, counted.region) and picked_any($countries, counted.countries)
order by places.name, chosen.amount_usd desc nulls last, chosen.project
