-- title: Countries, the furthest step first
-- unit: countries
-- grain: one row per country that appears in public sources
-- finding: {rows} countries appear in public sources; {first.country} has come furthest ({first.furthest_step})
-- finding one: One country {scope:in} appears in public sources: {first.country}
-- finding none: {rows} countries appear in public sources; for none of them any step has public evidence
-- finding itself: {first.country} appears in public sources of the initiative
-- empty: No public source speaks of the initiative {scope:in} on this day.
-- note: In the order of the furthest step with public evidence, then of the newest dated news, then of names. Steps stand in the order in which a country usually takes them; no public evidence never means no.
-- note: News is the latest dated statement that names the country, or the latest dated evidence of a step.
-- hidden: variant
-- ignores: compare_with, because it shows one day
with reached as (
    select iso3, max(place) as place, max({'place': place, 'name': step_name}).name as furthest_step
    from readiness_as_of($as_of)
    where state = 'evidence'
    group by iso3
),
dated as (
    select iso3, shown_on as "on", shown_on_from as on_from from claims_as_of($as_of) where shown_on_from <= $as_of
    union all
    select iso3, "on", on_from from step_evidence_as_of($as_of) where on_from <= $as_of
),
news as (
    select iso3, max(on_from) as newest_from, max({'on_from': on_from, 'words': "on"}).words as news_on
    from dated
    group by iso3
)
select
    country,
    reached.furthest_step,
    news.news_on,
    nullif(traced.products, []::varchar[]) as products,
    stage,
    region,
    corrected_on,
    source_id,
    iso3,
    case when count(*) over () = 1 then if(len($countries::varchar[]) = 1, 'itself', 'one') when count(furthest_step) over () = 0 then 'none' end as variant
from countries_as_of($as_of) as traced
left join reached using (iso3)
left join news using (iso3)
where picked($regions, region)
  and picked($countries, iso3)
  and picked_any($categories, traced.categories)
order by reached.place desc nulls last, news.newest_from desc nulls last, strip_accents(country), iso3
