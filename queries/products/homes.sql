-- title: Where it is a product of the initiative
-- unit: countries
-- grain: one row per country; a region, or the world, where a source gives no country
-- finding: {rows} countries have it on record, {first.country} first
-- finding one: One place has it on record: {first.country}
-- finding mixed: {rows} places stand with it: countries, regions without a country, and those that gave it up
-- finding undated: {rows} countries have it on record
-- empty: No source that was public on this day names it for a country.
-- note: Where no source states the product and it was inferred from the context, the row says so. One that was given up keeps its row, with its last word, and is in no count.
-- hidden: variant
-- ignores: regions, because a page of a product shows it wherever it is grown
-- ignores: countries, because a page of a product shows it wherever it is grown
-- ignores: categories, because a page of a product shows one product
-- ignores: compare_with, because it shows all days up to the chosen one
select
    coalesce(homes.country, places.name) as country,
    homes.region,
    countries.stage,
    homes.first_shown_on as first_shown,
    homes.evidence_strength,
    case when homes.is_dropped then homes.status end as status,
    homes.wordings,
    homes.statements,
    homes.corrected_on,
    homes.source_id,
    homes.iso3,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where homes.is_dropped or homes.iso3 is null) over () > 0 then 'mixed'
        when count(homes.first_seen_on) over () = 0 then 'undated'
    end as variant
from every_product_as_of($as_of) as homes
left join places on places.place_id = homes.home
left join countries_as_of($as_of) as countries on countries.iso3 = homes.iso3
where homes.product_id = $product
order by homes.is_dropped, homes.first_seen_on nulls last, strip_accents(coalesce(homes.country, places.name))
