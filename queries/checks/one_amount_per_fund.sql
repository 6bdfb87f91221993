-- title: Reports of one fund give one amount
-- unit: funds
-- grain: one row per fund whose reports give several amounts
select
    'fund_reports.csv' as file,
    fund_id as row_key,
    'amount_usd' as column,
    string_agg(distinct amount_usd::varchar, ', ' order by amount_usd::varchar) as value,
    'several amounts for one fund' as rule,
    'Rows of one fund speak of the same money. Give a second sum a fund_id of its own, or correct the amount.' as advice
from fund_reports
where amount_usd is not null
group by fund_id
having count(distinct amount_usd) > 1
order by row_key
