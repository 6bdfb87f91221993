-- title: Each fund under every region that it names
-- unit: funds
-- grain: one row per region and fund
-- slip: project, region, whole_amount_usd, fund_stage
-- finding: {first.shared_rows} of {rows} rows repeat a fund that stands under another region too, so they are not to be added
-- finding apart: Every fund for {scope} names one region only
-- empty: No fund for {scope} had become public on this day.
-- hidden: shared_rows, variant
-- note: The amount is the whole sum of the fund, repeated under each region; its division between countries is not published.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
select
    counted.region,
    counted.project,
    counted.donor,
    counted.countries,
    counted.regions - 1 as other_regions,
    counted.amount_usd as whole_amount_usd,
    counted.stage as fund_stage,
    counted.fund_id,
    counted.source_id,
    counted.corrected_on,
    count(*) filter (where counted.regions > 1) over () as shared_rows,
    case when count(*) filter (where counted.regions > 1) over () = 0 then 'apart' end as variant
from funds_by_region($as_of, $regions, $countries) as counted
join places on places.place_id = counted.region
where picked($regions, counted.region) and picked_any($countries, counted.countries)
order by places.name, counted.amount_usd desc nulls last, counted.project
