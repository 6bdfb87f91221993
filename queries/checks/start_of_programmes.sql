-- title: Nothing of a programme is older than the programme, nor is the programme older than its model
-- unit: rows
-- grain: one row per row that lies before the start of its programme
with dated as (
    select 'members.csv' as file, claim_id as row_key, programme_id, 'shown_on' as cell, shown_on as said, shown_on_to as last_day from standing('members') as members
    union all
    select 'members.csv', claim_id, programme_id, 'joined_on', joined_on, joined_on_to from standing('members') as members
    union all
    select 'events.csv', event_id, programme_id, 'starts_on', starts_on, starts_on_to from standing('events') as events
    union all
    select 'place_products.csv', claim_id, programme_id, 'seen_on', seen_on, seen_on_to from standing('place_products') as place_products
    union all
    select 'targets.csv', target_id, programme_id, 'due_on', due_on, due_on_to from standing('targets') as targets
    union all
    select 'task_forces.csv', report_id, 'ocop-fao', 'established_on', established_on, established_on_to from standing('task_forces') as task_forces
)

select
    file,
    row_key,
    cell as "column",
    said as value,
    'before its programme began' as rule,
    'The programme ' || programme_id || ' began on ' || started || '. Correct the day or the programme.' as advice
from dated
join standing('programmes') as programmes using (programme_id)
where last_day < started_from
union all
select 'programmes.csv', younger.programme_id, 'started', younger.started, 'before its model began', 'It is modelled on ' || younger.based_on || ', which began on ' || model.started || '. Correct one of the days, or the model.'
from standing('programmes') as younger
join standing('programmes') as model on model.programme_id = younger.based_on
where younger.started_to < model.started_from
order by file, row_key, "column"
