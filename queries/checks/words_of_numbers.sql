-- title: A word about a number stands beside a number
-- unit: rows
-- grain: one row per qualifier or currency without the number that it speaks of
select
    'events.csv' as file,
    event_id as row_key,
    'participants_qualifier' as "column",
    participants_qualifier as value,
    'qualifies no number' as rule,
    'participants is empty. Fill in the number, or take the word out.' as advice
from standing('events') as events
where participants is null and participants_qualifier is not null
union all
select 'fund_reports.csv', report_id, 'currency', currency, 'is the currency of no amount', 'amount is empty. Fill in the amount, or take the currency out.'
from standing('fund_reports') as fund_reports
where amount is null and currency is not null
order by file, row_key
