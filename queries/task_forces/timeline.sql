-- title: Bodies by date of establishment
-- unit: bodies
-- grain: one row per body
-- chart: timeline start_from=established_from start_to=established_to label=body lane=lane status=status
-- finding: The date of establishment is published for {first.dated} of {first.bodies} bodies on record
-- finding undated: The date of establishment is published for none of {first.bodies} bodies on record
-- finding one: The establishment of the {first.body} is dated {first.established_on:day}
-- finding one undated: The {first.body} is {first.status}, and no source dates it
-- reading: One mark for each body on the day on which it was established, as precise as its source; bodies without a published date are counted below.
-- empty: No dated body for {scope} is on record on this day.
-- note: A date known to the month or year only is drawn as a span. The Steering Committee is dated by its first decision on record.
-- hidden: lane, established_from, established_to, dated, bodies, variant
-- ignores: categories, because no body is tied to a product type
-- ignores: compare_with, because it shows all days up to the chosen one
with spans as (
    select body_id, arg_min(established_on_to, (established_on_from, established_on_to)) as established_to
    from known('task_forces', $as_of) as task_forces
    where established_on_from <= $as_of
    group by body_id
),
chosen as (
    select bodies.*, spans.established_to
    from bodies_as_of($as_of) as bodies
    left join spans using (body_id)
    where picked($regions, bodies.region)
      and picked($countries, bodies.iso3)
)
select
    level,
    body,
    country,
    region,
    status,
    established_on,
    case when not is_undated then reported_on end as reported_on,
    corrected_on,
    source_id,
    case level
        when 'steering committee' then 'Global'
        when 'secretariat' then 'Global'
        when 'regional organizing group' then 'Regional'
        else 'National'
    end as lane,
    established_from,
    established_to,
    count(established_from) over () as dated,
    count(*) over () as bodies,
    case
        when count(*) over () = 1 then case when established_from is null then 'one undated' else 'one' end
        when count(established_from) over () = 0 then 'undated'
    end as variant
from chosen
order by
    list_position(
        ['steering committee', 'secretariat', 'regional organizing group', 'national task force', 'national arrangement'],
        level
    ),
    established_from nulls last, body
