-- title: Reports of one fund speak of one span of time
-- unit: reports
-- grain: one row per report whose money ended before another report says that it began
select
    'fund_reports.csv' as file,
    ended.report_id as row_key,
    'ends_on' as "column",
    ended.ends_on as value,
    'ended before it began' as rule,
    'Report ' || begun.report_id || ' of the same fund says that it began on ' || begun.starts_on || '. Correct a day, or give one report another fund.' as advice
from standing('fund_reports') as ended
join standing('fund_reports') as begun using (fund_id)
where ended.ends_on_to < begun.starts_on_from
order by row_key
