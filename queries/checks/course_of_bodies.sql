-- title: A governing body goes forward, and was established once
-- unit: reports
-- grain: one row per report that goes back behind an earlier one, or gives another day
-- level: warn
with told as (
    select
        *,
        case status when 'planned' then 1 when 'being established' then 2 when 'established' then 3 when 'in place' then 3 end as step
    from standing('task_forces') as task_forces
)

select distinct
    'task_forces.csv' as file,
    later.report_id as row_key,
    'status' as "column",
    later.status as value,
    'goes back' as rule,
    'Report ' || max_by(earlier.report_id, earlier.step) || ' says ' || max_by(earlier.status, earlier.step) || ', and was known before. Correct a status or a day, or confirm it with its source.' as advice
from told as later
join told as earlier on earlier.body_id = later.body_id and earlier.known_on_to < later.first_known_from and earlier.step > later.step
where later.first_known_basis <> 'compiled' and earlier.known_on_basis <> 'compiled'
group by all
union all
select
    'task_forces.csv',
    later.report_id,
    'established_on',
    later.established_on,
    'two days of one body',
    'Report ' || min(earlier.report_id) || ' says ' || min_by(earlier.established_on, earlier.report_id) || '. Correct one of the two, or confirm both with their sources.'
from told as later
join told as earlier on earlier.body_id = later.body_id and earlier.report_id < later.report_id
where earlier.established_on_to < later.established_on_from or later.established_on_to < earlier.established_on_from
group by all
order by row_key, "column"
