-- title: A target lies ahead of its baseline, and is one
-- unit: targets
-- grain: one row per target that lies behind its baseline, or differs from that of another source
-- level: warn
select
    'targets.csv' as file,
    target_id as row_key,
    'value' as "column",
    value::varchar as value,
    'goes back' as rule,
    'The baseline is ' || baseline || ', and of ' || indicator || if(direction = 'up', ' more', ' less') || ' is better. Correct one of the two, or confirm it with its source.' as advice
from standing('targets') as targets
join indicators using (indicator)
where not is_additional and if(direction = 'up', value < baseline, value > baseline)
union all
select 'targets.csv', later.target_id, 'value', later.value::varchar, 'two targets for one day', 'Target ' || min(earlier.target_id) || ' says ' || min_by(earlier.value, earlier.target_id) || '. Correct one of the two, or confirm both with their sources.'
from standing('targets') as later
join standing('targets') as earlier using (programme_id, indicator, place_id, due_on, is_additional)
where earlier.target_id < later.target_id and earlier.value <> later.value and earlier.source_id <> later.source_id
group by all
order by row_key, rule
