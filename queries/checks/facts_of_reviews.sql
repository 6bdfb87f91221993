-- title: A review says nothing before it is held
-- unit: rows
-- grain: one row per decision, statement or note that is older than its review
with said as (
    select 'review_decisions.csv' as file, decision_id as row_key, review_id, 'known_on' as cell, known_on as day, known_on_to as last_day from standing('review_decisions') as review_decisions
    union all
    select 'review_statements.csv', statement_id, review_id, 'known_on', known_on, known_on_to from standing('review_statements') as review_statements
    union all
    select 'review_notes.csv', note_id, review_id, 'on', "on", on_to from review_notes
)

select
    file,
    row_key,
    cell as "column",
    day as value,
    'before the review' as rule,
    'The review ' || review_id || ' took place on ' || reviews."on" || '. Correct the day or the review.' as advice
from said
join standing('reviews') as reviews using (review_id)
where last_day < reviews.on_from
order by file, row_key
