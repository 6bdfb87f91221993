-- title: The nearest countries on record
-- unit: countries
-- grain: one row per country that is on record, the five nearest
-- finding: {rows} countries on record lie nearest to {first.chosen_country} on the map, {first.country} first
-- finding one: One country on record is on the map beside {first.chosen_country}: {first.country}
-- empty: No country on record is near, because none is on record or the map does not hold this one.
-- note: Nearest on the map, from middle to middle; the record names FAO's region only of countries that appear in public sources.
-- hidden: chosen_country
-- ignores: regions, because neighbours may lie in any region
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because it shows one day
with chosen as (
    select iso3, name, radians(longitude) as east, radians(latitude) as north
    from places
    where kind = 'country' and iso3 = ($countries::varchar[])[1] and longitude is not null
)
select
    traced.country,
    traced.products,
    traced.stage,
    traced.region,
    traced.source_id,
    traced.corrected_on,
    traced.iso3,
    chosen.name as chosen_country
from countries_as_of($as_of) as traced
join places on places.iso3 = traced.iso3 and places.kind = 'country' and places.longitude is not null
cross join chosen
where traced.is_on_record and traced.iso3 <> chosen.iso3
order by
    acos(least(1, greatest(-1, sin(north) * sin(radians(latitude)) + cos(north) * cos(radians(latitude)) * cos(east - radians(longitude))))),
    traced.iso3
limit 5
