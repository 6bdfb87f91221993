-- title: Every report on a fund
-- unit: US dollars
-- grain: one row per fund and report
-- slip: project, amount_usd, fund_stage, reported_on
-- finding: {rows} reports speak of {first.funds} funds: rows of one fund are the same money and are never added
-- finding one: One report speaks of the one fund for {scope}
-- finding each: {rows} reports speak of {first.funds} funds, one of each
-- empty: No fund for {scope} had become public on this day.
-- hidden: funds, variant
-- note: A report without a date of its own stands last within its fund and counts as known from the day of compilation.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
)
select
    chosen.project,
    reports.stage as fund_stage,
    reports.amount,
    reports.currency,
    reports.amount_usd,
    case when reports.known_on_basis <> 'compiled' then reports.known_on end as reported_on,
    reports.starts_on,
    reports.ends_on,
    reports.countries,
    chosen.reports as reports_of_fund,
    reports.evidence,
    replace(reports.note, 'fund_id', 'fund') as note,
    reports.report_id,
    fund_id,
    reports.corrected_on,
    reports.source_id,
    count(distinct fund_id) over () as funds,
    case
        when count(*) over () = 1 then 'one'
        when max(chosen.reports) over () = 1 then 'each'
    end as variant
from known('fund_reports', $as_of) as reports
join chosen using (fund_id)
order by chosen.reports desc, chosen.amount_usd desc nulls last, fund_id, reports.known_on_basis = 'compiled', reports.known_on_from, reports.report_id
