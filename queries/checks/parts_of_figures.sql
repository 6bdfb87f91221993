-- title: A part is not more than the whole
-- unit: figures
-- grain: one row per figure of a part that is more than the figure of the whole which its source gives for the same day
-- level: warn
-- note: a longer table than one that is kept by hand is not looked through for doubts
with counted as (
    select figures.*, places.parent_id, measure
    from standing('figures') as figures
    join indicators using (indicator)
    join places using (place_id)
    where measure <> 'share'
        and is_kept_by_hand()
),

whole as (
    select * from counted where qualifier = 'eq'
),

judged as (
    select part.figure_id, part.value, 'more than the whole' as rule, 'Figure ' || whole.figure_id || ' gives ' || whole.value || ' for ' || whole.place_id || ', in which the place lies.' as advice
    from counted as part
    join whole on whole.place_id = part.parent_id
        and (whole.programme_id, whole.indicator, whole.source_id) = (part.programme_id, part.indicator, part.source_id)
        and whole."on" is not distinct from part."on" and whole.scope is not distinct from part.scope and whole.category is not distinct from part.category
    where part.value > whole.value and part.qualifier <> 'about'
    union all
    select min(part.figure_id), sum(part.value), 'more than the whole', 'Figure ' || whole.figure_id || ' gives ' || whole.value || ' for all categories together.'
    from counted as part
    join whole on whole.place_id = part.place_id
        and (whole.programme_id, whole.indicator, whole.source_id) = (part.programme_id, part.indicator, part.source_id)
        and whole."on" is not distinct from part."on" and whole.scope is not distinct from part.scope
    where part.category is not null and whole.category is null and part.qualifier <> 'about'
    group by whole.figure_id, whole.value
    having sum(part.value) > whole.value
)

select 'figures.csv' as file, figure_id as row_key, 'value' as "column", value::varchar as value, rule, advice || ' Correct one of the two, or say in scope what differs.' as advice
from judged
order by row_key
