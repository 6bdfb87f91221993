-- title: An amount has a currency, and one in US dollars is stated the same twice
-- unit: reports
-- grain: one row per report whose amount, currency and amount in US dollars contradict each other
select
    'fund_reports.csv' as file,
    report_id as row_key,
    'amount_usd' as "column",
    amount_usd::varchar as value,
    case when currency = 'USD' then 'contradicts the amount' else 'amount without a currency' end as rule,
    'The amount is ' || coalesce(amount::varchar, 'empty') || ' in ' || coalesce(currency, 'no currency') || '. Correct one of the three.' as advice
from standing('fund_reports') as fund_reports
where currency = 'USD' and amount is distinct from amount_usd
    or amount is not null and currency is null
order by row_key
