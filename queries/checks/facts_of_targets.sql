-- title: One source sets one target, and one judgement holds at a time
-- unit: rows
-- grain: one row per target or judgement that contradicts another
select
    'targets.csv' as file,
    later.target_id as row_key,
    'value' as "column",
    later.value::varchar as value,
    'contradicts another row of its source' as rule,
    'Target ' || min(earlier.target_id) || ' says ' || min_by(earlier.value, earlier.target_id) || ' for the same indicator, place and due date. Correct one of the two.' as advice
from standing('targets') as later
join standing('targets') as earlier using (programme_id, indicator, place_id, source_id, is_additional)
where earlier.target_id < later.target_id and earlier.due_on is not distinct from later.due_on and earlier.value <> later.value
    and earlier.baseline_on is not distinct from later.baseline_on
group by all
union all
select 'judgements.csv', later.judgement_id, 'status', later.status, 'two judgements at one time', 'Judgement ' || min(earlier.judgement_id) || ' says ' || min_by(earlier.status, earlier.judgement_id) || ' and holds until ' || min_by(earlier.expires_on, earlier.judgement_id) || '. Let one end before the other begins.'
from judgements as later
join judgements as earlier using (target_id)
where earlier.judgement_id <> later.judgement_id and earlier.status <> later.status
    and (earlier.on_from < later.on_from or (earlier.on_from = later.on_from and earlier.judgement_id < later.judgement_id))
    and earlier.expires_on_to > later.on_from
group by all
union all
select 'judgements.csv', judgement_id, 'on', judgements."on", 'before the target was set', 'The target ' || target_id || ' became known on ' || targets.known_on || '. Correct the day or the target.'
from judgements
join standing('targets') as targets using (target_id)
where judgements.on_to < targets.first_known_from and targets.first_known_basis = 'source'
order by file, row_key, "column"
