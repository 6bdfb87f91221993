-- title: A review does not take place before its period begins
-- unit: reviews
-- grain: one row per review held before the half-year that it reviewed
select
    'reviews.csv' as file,
    review_id as row_key,
    'period' as "column",
    period as value,
    'after the review' as rule,
    'The review took place on ' || "on" || '. Correct the period or the day.' as advice
from standing('reviews') as reviews
where on_to < make_date(period[1:4]::int, if(period[7:7] = '2', 7, 1), 1)
order by row_key
