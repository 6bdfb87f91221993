-- title: Funds by published amount
-- unit: US dollars
-- grain: one row per fund
-- chart: amounts label=project amount=amount_usd stage=fund_stage detail=about key=fund_id
-- finding: The largest published amount is {first.amount_usd:money} from {first.donor}, counted once from {first.reports_of_fund} reports
-- finding single: The largest published amount is {first.amount_usd:money} from {first.donor}
-- finding unpublished: No amount is published; {rows} funds for {scope} are on record
-- empty: No fund for {scope} had become public on this day.
-- reading: One bar for each fund with a published amount; a ring stands for the funds whose amount nobody published. The sign beside a fund is its stage.
-- hidden: about, variant
-- note: Each fund is counted once: reports that share a fund speak of the same money. A shared fund is shown whole, never split, and says so.
-- note: The stage is the one last reported and may be out of date.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
)
select
    project,
    donor,
    mechanism,
    stage as fund_stage,
    amount_usd,
    nullif(reach, 'whole') as reach,
    other_countries,
    reports as reports_of_fund,
    fund_id,
    corrected_on,
    source_id,
    concat_ws(' · ', donor, mechanism, case when reach = 'shared' then 'shared with ' || other_countries || ' other countries, whole sum' end) as about,
    case
        when count(amount_usd) over () = 0 then 'unpublished'
        when first_value(reports) over (order by amount_usd desc nulls last, starts_from nulls last, fund_id) = 1 then 'single'
    end as variant
from chosen
order by amount_usd desc nulls last, starts_from nulls last, fund_id
