-- title: Countries that appear in public sources of the initiative
-- unit: countries
-- grain: one row per country
-- slip: country, stage, region, products, named_since
-- finding: {rows} countries appear in public sources; sources name {first.on_record} of them as OCOP countries
-- finding one: One country {scope:in} appears in public sources: {first.country}
-- finding itself: {first.country} appears in public sources of the initiative
-- empty: No public source speaks of the initiative {scope:in} on this day.
-- note: Named: a source calls it an OCOP country or gives its product. Indirect: a page suggests it. Event participants are not members. Countries that take part without being named in public are not listed.
-- note: Demonstration: publicly named as a demonstration country, or inferred from a source. Empty means not publicly named, never no.
-- hidden: on_record, variant
-- ignores: compare_with, because it shows one day
with demonstrations as (
    select iso3, case when bool_and(stage = 'indirect') then 'inferred' else 'named' end as demonstration
    from claims_as_of($as_of)
    where demonstration_project is not null
    group by iso3
)
select
    country,
    region,
    stage,
    nullif(traced.products, []::varchar[]) as products,
    nullif(list_sort(traced.categories), []::varchar[]) as categories,
    named_since_words as named_since,
    joined_on,
    demonstration,
    sources,
    corrected_on,
    source_id,
    demonstration_projects,
    statements,
    iso3,
    is_on_record,
    count(*) filter (where is_on_record) over () as on_record,
    case when count(*) over () = 1 then if(len($countries::varchar[]) = 1, 'itself', 'one') end as variant
from countries_as_of($as_of) as traced
left join demonstrations using (iso3)
where picked($regions, region)
  and picked($countries, iso3)
  and picked_any($categories, traced.categories)
order by strip_accents(country), iso3
