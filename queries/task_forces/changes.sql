-- title: What changed in the governing bodies
-- unit: bodies
-- grain: one row per body that is new on record or has another status
-- finding: {rows} bodies are new on record or have another status since {compare_with:day}; sources date {first.dated} of these changes
-- finding one: One body is new on record or has another status since {compare_with:day}
-- finding undated: {rows} bodies are new on record or have another status since {compare_with:day}; no source gives a date
-- empty: No body is new on record or has another status between the two days.
-- note: A page without a date counts from the day on which this record was compiled, so what it says may be older than the day compared with.
-- hidden: dated, variant
-- ignores: categories, because no body is tied to a product type
with changed as (
    select
        now.*,
        before.status as status_before
    from bodies_as_of($as_of) as now
    left join bodies_as_of($compare_with) as before using (body_id)
    where now.status is distinct from before.status
      and picked($regions, now.region)
      and picked($countries, now.iso3)
)
select
    body,
    level,
    country,
    region,
    status_before,
    status,
    case when not is_undated then reported_on end as reported_on,
    source_id,
    count(*) filter (where not is_undated) over () as dated,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where not is_undated) over () = 0 then 'undated'
    end as variant
from changed
order by is_undated, reported_on desc, body
