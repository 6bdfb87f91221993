-- title: Steps of the way, as far as public evidence goes
-- unit: steps
-- grain: one row per step, of the first country chosen
-- finding: {first.country} has public evidence for {first.reached} of {rows} steps
-- finding one: {first.country} has public evidence for one of {rows} steps
-- finding none: {first.country} has public evidence for none of {rows} steps
-- empty: Choose a country to see its steps.
-- note: No public evidence never means no: a step may have been taken without a public source that says so.
-- note: Spoken of: a source says that it is planned, in preparation, inferred or unclear, not that it was taken.
-- note: Of several sources the one counts that says so and has the earliest date, then the better grade. The steps stand in a usual order; a country may take them in another.
-- hidden: country, place, reached, variant
-- ignores: regions, because a profile is of one country
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because a profile shows one day
select
    step_name,
    state as step_state,
    words,
    "on",
    source_id,
    sources,
    step,
    corrected_on,
    country,
    place,
    count(*) filter (where state = 'evidence') over () as reached,
    case count(*) filter (where state = 'evidence') over () when 0 then 'none' when 1 then 'one' end as variant
from readiness_as_of($as_of)
where iso3 = ($countries::varchar[])[1]
order by place
