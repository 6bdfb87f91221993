-- title: A running total does not fall
-- unit: figures
-- grain: one row per figure below an earlier one of the same running total, or of a place that is gone
-- level: warn
-- note: a longer table than one that is kept by hand is not looked through for doubts
with counted as (
    select *
    from standing('figures') as figures
    join indicators using (indicator)
    where measure = 'total' and direction = 'up' and "on" is not null and known_on_basis = 'source'
        and is_kept_by_hand()
),

exact as (
    select
        *,
        max_by(figure_id, value) over before as highest_id,
        max(value) over before as highest
    from counted
    where qualifier in ('eq', 'gt', 'ge')
    window before as (partition by programme_id, indicator, place_id, category, scope order by on_from range between unbounded preceding and interval 1 day preceding)
)

select
    'figures.csv' as file,
    later.figure_id as row_key,
    'value' as "column",
    later.value::varchar as value,
    'running total falls' as rule,
    'Figure ' || highest_id || ' gave ' || highest || ' for ' || later.indicator || ' of ' || later.place_id || ' on ' || earlier."on" || '. Correct one of the two, or confirm both with their sources.' as advice
from exact as later
join counted as earlier on earlier.figure_id = highest_id
where later.value < highest and later.qualifier = 'eq' and earlier.on_to < later.on_from
union all
select 'figures.csv', figure_id, 'on', figures."on", 'after the place was gone', 'The place ' || figures.place_id || ' went into ' || into_place_id || ' on ' || place_changes."on" || '. Correct the day or the place.'
from standing('figures') as figures
join standing('place_changes') as place_changes using (place_id)
where figures.on_from > place_changes.on_to
    and is_kept_by_hand()
order by row_key, rule
