-- title: Countries by evidence of taking part
-- unit: countries
-- grain: one row per country, whether it appears in public sources or not
-- chart: world iso3=iso3 name=country level=stage lon=longitude lat=latitude
-- finding: FAO reported {first.reported_in_words} countries for {first.reported_on:day}; public sources name {first.on_record} of them
-- finding elsewhere: {scope} has {first.on_record} of its {first.reported_in_words} countries named in public sources (reported for {first.reported_on:day})
-- finding beyond: Public sources now name {first.on_record} countries {scope:in}; the last report, for {first.reported_on:day}, said {first.reported_in_words}
-- finding unreported: Public sources name {first.on_record} countries {scope:in}; no total was reported
-- finding chosen: Public sources name {first.on_record} of {first.asked} countries chosen as OCOP countries
-- finding itself: Public sources name {scope} as an OCOP country
-- finding itself unnamed: {scope} appears in public sources; no source names it as an OCOP country
-- empty: No public source speaks of the initiative {scope:in} on this day.
-- reading: A map of the world; the darker a country, the stronger the public evidence that it takes part. Small states are circles.
-- note: A country without colour appears in no public source. That is not a "no": countries that take part may not be named in public.
-- note: With a region, a country or a product type chosen, only the countries of the choice are coloured.
-- hidden: longitude, latitude, product_words, on_record, reported, reported_qualifier, reported_on, reported_source_id, asked, variant
-- ignores: compare_with, because a map shows one day
with reported as (
    select statements.value, statements.qualifier, statements."on", statements.source_id, sources.publisher like '%(FAO)' as is_own
    from headline_total('countries_joined', $as_of, $regions, $countries, []) as statements
    join sources using (source_id)
    where len($categories::varchar[]) = 0
),
shown as (
    select
        places.iso3,
        places.name as country,
        coalesce(traced.region, places.region) as region,
        traced.stage,
        traced.is_on_record,
        traced.products,
        traced.named_since_words as named_since,
        traced.joined_on,
        traced.categories,
        traced.source_id,
        traced.corrected_on,
        places.longitude,
        places.latitude
    from places
    left join countries_as_of($as_of) as traced using (iso3)
    where places.kind = 'country'
)
select
    iso3,
    country,
    region,
    stage,
    products,
    named_since,
    joined_on,
    shown.source_id,
    shown.corrected_on,
    longitude,
    latitude,
    array_to_string(products, ', ') as product_words,
    count(*) filter (where is_on_record) over () as on_record,
    reported.value as reported, reported.qualifier as reported_qualifier, reported."on" as reported_on, reported.source_id as reported_source_id,
    len($countries::varchar[]) as asked,
    coverage_variant(reported.value, count(*) filter (where is_on_record) over (), reported.is_own, $countries) as variant
from shown
left join reported on true
where picked($regions, region)
  and picked($countries, iso3)
  and picked_any($categories, categories)
qualify count(stage) over () > 0
order by stage_rank(stage) desc nulls last, strip_accents(country)
