-- title: Reports of one fund give one amount
-- unit: reports
-- grain: one row per report whose amount is not that of the first report of its fund
with stated as (
    select
        report_id,
        fund_id,
        amount_usd,
        first_value(report_id) over reports as first_report,
        first_value(amount_usd) over reports as first_amount
    from standing('fund_reports') as fund_reports
    where amount_usd is not null
    window reports as (partition by fund_id order by known_on_from, report_id)
)

select
    'fund_reports.csv' as file,
    report_id as row_key,
    'amount_usd' as "column",
    amount_usd::varchar as value,
    'several amounts for one fund' as rule,
    first_report || ' gives ' || first_amount || ' for ' || fund_id || '. Rows of one fund speak of the same money: '
        || 'give a second sum a fund_id of its own, or correct the amount.' as advice
from stated
where amount_usd <> first_amount
order by row_key
