-- title: Countries with public evidence of each step
-- unit: countries
-- grain: one row per step
-- chart: bars label=step_name value=with_evidence of=traced
-- rows: readiness/register
-- finding: Of {first.traced} countries that appear in public sources, {first.with_evidence} have a product that a source states; for {last.with_evidence}, results were reported
-- finding one: {first.traced_name} has public evidence for {first.all_reached} of {rows} steps
-- finding none: No public source speaks of the initiative {scope:in} on {as_of:day}
-- reading: One bar for each step: the countries with public evidence of it, against the countries that appear in public sources.
-- note: No public evidence never means no. A step that is only planned, in preparation, inferred or unclear is not in the bar; it is counted apart in the table.
-- hidden: place, traced, traced_name, all_reached, variant
-- ignores: categories, because steps are of a country, whatever it grows
-- ignores: compare_with, because it shows one day
with chosen as (
    select iso3, country
    from countries_as_of($as_of)
    where picked($regions, region)
      and picked($countries, iso3)
),
counted as (
    select
        place,
        step_name,
        count(*) filter (where state = 'evidence') as with_evidence,
        count(*) filter (where state = 'spoken of') as spoken_of
    from readiness_as_of($as_of)
    semi join chosen using (iso3)
    group by place, step_name
)
select
    steps.step_name,
    coalesce(with_evidence, 0) as with_evidence,
    coalesce(spoken_of, 0) as spoken_of,
    (select count(*) from chosen) as traced,
    (select min(country) from chosen) as traced_name,
    sum(coalesce(with_evidence, 0)) over ()::bigint as all_reached,
    steps.place,
    case (select count(*) from chosen) when 0 then 'none' when 1 then 'one' end as variant
from steps() as steps
left join counted using (place)
order by steps.place
