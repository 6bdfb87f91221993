-- title: A value is of a size that such a thing has
-- unit: rows
-- grain: one row per value that is unlikely for what it speaks of
-- level: warn
-- note: a longer table than one that is kept by hand is not looked through for doubts
select
    'fund_reports.csv' as file,
    report_id as row_key,
    'amount_usd' as "column",
    amount_usd::varchar as value,
    'unlikely rate' as rule,
    'The amount is ' || amount || ' ' || currency || ', so that one ' || currency || ' would be ' || round(amount_usd / amount, 4) || ' US dollars. Correct one of the three, or confirm it with its source.' as advice
from standing('fund_reports') as fund_reports
where currency <> 'USD' and amount > 0
    and (amount_usd > 5 * amount or (currency in ('EUR', 'GBP', 'CHF') and amount_usd < 0.5 * amount))
union all
select 'fund_reports.csv', report_id, 'ends_on', ends_on, 'unlikely span', 'The money began or became known on ' || coalesce(starts_on, known_on) || ', more than fifteen years before. Correct a day, or confirm it with its source.'
from standing('fund_reports') as fund_reports
where ends_on_from > coalesce(starts_on_to, known_on_to) + interval 15 year
union all
select 'events.csv', event_id, 'ends_on', ends_on, 'unlikely span', 'The event began on ' || starts_on || ', more than a year before. Correct a day, or confirm it with its source.'
from standing('events') as events
where ends_on_from > starts_on_to + interval 1 year
union all
select 'events.csv', event_id, 'participants', participants::varchar, 'unlikely number', 'Confirm it with its source.'
from standing('events') as events
where participants > 10_000_000
union all
select 'figures.csv', figure_id, 'on', figures."on", 'after it became known', 'The figure became known on ' || known_on || '. Correct a day, or confirm with its source that it is one of days to come.'
from standing('figures') as figures
where on_from > known_on_to and is_kept_by_hand()
union all
select file, row_key, "column", value::varchar, 'unlikely number', 'The indicator ' || indicator || ' counts in ' || unit || '. Correct the value, or confirm it with its source.'
from said_values() as said
join indicators using (indicator)
where unit not in ('percent', 'share') and value > size_of_unit(unit).likely and value <= size_of_unit(unit).most and is_kept_by_hand()
union all
select file, row_key, "column", value::varchar, 'unlikely beside the others', 'It is more than a thousand times ' || middle || ', the middle one of all values of ' || indicator || '. Correct the value, or confirm it with its source.'
from said_values() as said
join (
    select programme_id, indicator, median(value) as middle from said_values() as said where value > 0 and is_kept_by_hand() group by all having count(*) >= 5
) as middles using (programme_id, indicator)
join indicators using (indicator)
where value > 1000 * middle and value <= size_of_unit(unit).likely and is_kept_by_hand()
order by file, row_key, "column"
