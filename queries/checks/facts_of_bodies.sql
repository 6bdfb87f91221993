-- title: What is told of one governing body agrees
-- unit: reports
-- grain: one row per report that contradicts the level of its body, or another report on it
with told as (
    select
        *,
        first_value(report_id) over body as first_id,
        first_value(level) over body as first_level,
        first_value(iso3) over body as first_iso3,
        first_value(region) over body as first_region,
        min(body_id) over one_place as first_body
    from standing('task_forces') as task_forces
    window
        body as (partition by body_id order by known_on_from, report_id),
        one_place as (partition by level, coalesce(iso3, region))
),

judged as (
    select *, 'level' as cell, level as said, 'one body at two levels' as rule, 'Report ' || first_id || ' says ' || first_level || '. Correct one of the two, or give one another body_id.' as advice
    from told
    where level <> first_level
    union all
    select *, 'iso3', iso3, 'one body in two countries', 'Report ' || first_id || ' says ' || coalesce(first_iso3, 'no country') || '. Correct one of the two, or give one another body_id.'
    from told
    where level = first_level and iso3 is distinct from first_iso3
    union all
    select *, 'region', region, 'one body in two regions', 'Report ' || first_id || ' says ' || coalesce(first_region, 'no region') || '. Correct one of the two, or give one another body_id.'
    from told
    where level = first_level and iso3 is not distinct from first_iso3 and region is distinct from first_region
    union all
    select *, 'iso3', iso3, 'contradicts the level', 'A ' || level || if(iso3 is null, ' is one of a country: write its code in iso3.', ' is one of no single country: leave iso3 empty, or correct the level.')
    from told
    where starts_with(level, 'national') <> (iso3 is not null)
    union all
    select *, 'region', region, 'contradicts the level', 'A ' || level || if(region is null, ' is one of a region: write its code.', ' is one of no single region: leave it empty, or correct the level.')
    from told
    where (level = 'regional organizing group' and region is null)
        or (level in ('steering committee', 'secretariat') and region is not null)
    union all
    select *, 'body_id', body_id, 'body told twice', 'There is one ' || level || ' for one place, and ' || first_body || ' is it. Give the reports of both one body_id.'
    from told
    where level <> 'national arrangement' and body_id <> first_body
    union all
    select *, 'established_on', established_on, 'day of a body that is only planned', 'The status is ' || status || '. Correct the status, or leave the day empty.'
    from told
    where status = 'planned' and established_on_from <= if(corrected_on is null, known_on_to, first_known_from)
)

select 'task_forces.csv' as file, report_id as row_key, cell as "column", said as value, rule, advice
from judged
order by row_key, "column", rule
