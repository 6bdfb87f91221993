-- title: Register of steps
-- unit: steps of countries
-- grain: one row per country and step that a source speaks of
-- finding: {first.reached} steps of countries have public evidence; {first.spoken} others are only spoken of
-- finding one: One step of the way is in public sources: {first.step_name} of {first.country}
-- empty: No step of the way was public for {scope} on {as_of:day}
-- note: Of several sources the one stands here that says so and has the earliest date, then the better grade; the column Sources counts them.
-- note: A step without a row has no public evidence, which never means no.
-- hidden: reached, spoken, variant
-- ignores: categories, because steps are of a country, whatever it grows
-- ignores: compare_with, because it shows one day
select
    country,
    step_name,
    state as step_state,
    "on",
    words,
    sources,
    corrected_on,
    source_id,
    region,
    iso3,
    step,
    count(*) filter (where state = 'evidence') over () as reached,
    count(*) filter (where state = 'spoken of') over () as spoken,
    case when count(*) over () = 1 then 'one' end as variant
from readiness_as_of($as_of)
where state is not null
  and picked($regions, region)
  and picked($countries, iso3)
order by strip_accents(country), iso3, place
