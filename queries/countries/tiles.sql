-- title: Countries by evidence of taking part
-- unit: countries
-- grain: one row per country that appears in public sources
-- chart: tiles iso3=iso3 name=country level=stage region=region_name detail=product_words
-- finding: FAO reported {first.reported_in_words} countries for {first.reported_on:day}; public sources name {first.on_record} of them
-- finding elsewhere: {scope} has {first.on_record} of its {first.reported_in_words} countries named in public sources (reported for {first.reported_on:day})
-- finding beyond: Public sources now name {first.on_record} countries {scope:in}; the last report, for {first.reported_on:day}, said {first.reported_in_words}
-- finding unreported: Public sources name {first.on_record} countries {scope:in}; no total was reported
-- finding chosen: Public sources name {first.on_record} of {first.asked} countries chosen as OCOP countries
-- finding itself: Public sources name {scope} as an OCOP country
-- finding itself unnamed: {scope} appears in public sources; no source names it as an OCOP country
-- empty: No public source speaks of the initiative {scope:in} on this day.
-- reading: One tile of the same size for each country that appears in public sources, in blocks by region; the darker, the stronger the evidence.
-- note: A country that is not here appears in no public source. That is not a "no": countries that take part may not be named in public.
-- hidden: region_name, product_words, on_record, reported, reported_qualifier, reported_on, reported_source_id, asked, variant
-- ignores: compare_with, because the tiles show one day
with reported as (
    select statements.value, statements.qualifier, statements."on", statements.source_id, sources.publisher like '%(FAO)' as is_own
    from headline_total('countries_joined', $as_of, $regions, $countries, []) as statements
    join sources using (source_id)
    where len($categories::varchar[]) = 0
)
select
    traced.iso3, traced.country, traced.region, places.name as region_name,
    traced.stage,
    traced.products,
    traced.named_since_words as named_since,
    traced.joined_on,
    traced.source_id,
    traced.corrected_on,
    array_to_string(traced.products, ', ') as product_words,
    count(*) filter (where is_on_record) over () as on_record,
    reported.value as reported, reported.qualifier as reported_qualifier, reported."on" as reported_on, reported.source_id as reported_source_id,
    len($countries::varchar[]) as asked,
    coverage_variant(reported.value, count(*) filter (where is_on_record) over (), reported.is_own, $countries) as variant
from countries_as_of($as_of) as traced
join places on places.place_id = traced.region
left join reported on true
where picked($regions, traced.region)
  and picked($countries, traced.iso3)
  and picked_any($categories, traced.categories)
order by traced.region, strip_accents(traced.country)
