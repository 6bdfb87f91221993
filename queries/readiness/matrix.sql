-- title: Steps with public evidence, country by country
-- unit: countries
-- grain: one row per country that appears in public sources
-- slip: country, steps_reached, last_news, step_joined, step_task_force
-- finding: Of {rows} countries that appear in public sources, {first.with_launch} have public evidence of a national launch, {first.with_results} of reported results and {first.with_task_force} of a National Task Force
-- finding one: {first.country} has public evidence for {first.steps_reached} of {first.steps_in_all} steps
-- empty: No public source speaks of the initiative {scope:in} on {as_of:day}
-- note: A date stands where a source says that the step was taken, and is that of the earliest such source. The register of steps below names each source.
-- note: No public evidence never means no. Spoken of: planned, in preparation, inferred or unclear. Countries stand in the order of their names; this is no ranking.
-- note: Last news: the latest dated step or event of the country, with its source.
-- hidden: with_task_force, with_launch, with_results, steps_in_all, variant
-- ignores: compare_with, because it shows one day
with chosen as (
    select iso3, country, region
    from countries_as_of($as_of) as traced
    where picked($regions, region)
      and picked($countries, iso3)
      and picked_any($categories, traced.categories)
),
cells as (
    select
        readiness.iso3,
        step,
        state,
        corrected_on,
        case state when 'evidence' then coalesce("on", 'evidence, undated') when 'spoken of' then 'spoken of' else 'no public evidence' end as words
    from readiness_as_of($as_of) as readiness
    join chosen using (iso3)
),
reached as (
    select
        iso3,
        max(words) filter (where step = 'product') as step_product,
        max(words) filter (where step = 'joined') as step_joined,
        max(words) filter (where step = 'task force') as step_task_force,
        max(words) filter (where step = 'launch') as step_launch,
        max(words) filter (where step = 'workplan') as step_workplan,
        max(words) filter (where step = 'analysis') as step_analysis,
        max(words) filter (where step = 'funding') as step_funding,
        max(words) filter (where step = 'results') as step_results,
        count(*) filter (where state = 'evidence') as steps_reached,
        count(*) as steps_in_all,
        max(corrected_on) as corrected_on,
        bool_or(state = 'evidence' and step = 'task force') as has_task_force,
        bool_or(state = 'evidence' and step = 'launch') as has_launch,
        bool_or(state = 'evidence' and step = 'results') as has_results
    from cells
    group by iso3
),
dated as (
    select iso3, "on", on_from, source_id
    from step_evidence_as_of($as_of)
    where on_from <= $as_of
    union all
    select unnest(concerns), starts_on, starts_on_from, source_id
    from events_as_of($as_of)
    where state = 'held' and not is_unconfirmed
),
newest as (
    select iso3, arg_max("on", (on_from, source_id)) as last_news, arg_max(source_id, (on_from, source_id)) as source_id
    from dated
    group by iso3
)
select
    country,
    step_product,
    step_joined,
    step_task_force,
    step_launch,
    step_workplan,
    step_analysis,
    step_funding,
    step_results,
    steps_reached,
    last_news,
    newest.source_id,
    reached.corrected_on,
    region,
    chosen.iso3,
    count(*) filter (where has_task_force) over () as with_task_force,
    count(*) filter (where has_launch) over () as with_launch,
    count(*) filter (where has_results) over () as with_results,
    steps_in_all,
    case when count(*) over () = 1 then 'one' end as variant
from chosen
join reached on reached.iso3 = chosen.iso3
left join newest on newest.iso3 = chosen.iso3
order by strip_accents(country), chosen.iso3
