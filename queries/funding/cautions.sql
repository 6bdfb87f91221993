-- title: What the reports leave open
-- unit: funds
-- grain: one row per fund with a remark
-- finding: {rows} of {first.funds} funds have a remark to read before an amount or a list of countries is used
-- empty: No report on a fund for {scope} carries a remark.
-- note: Remarks are this monitor's, from comparing the reports.
-- hidden: funds
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
)
select
    any_value(chosen.project) as project,
    remarks_of(list(reports.note order by reports.note)) as note,
    fund_id,
    any_value(chosen.source_id) as source_id,
    any_value(chosen.corrected_on) as corrected_on,
    (select count(*) from chosen) as funds
from known('fund_reports', $as_of) as reports
join chosen using (fund_id)
where reports.note is not null
group by fund_id
order by any_value(chosen.amount_usd) desc nulls last, fund_id
