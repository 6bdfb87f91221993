-- title: Countries by region and strength of evidence
-- unit: countries
-- grain: one row per country that appears in public sources
-- chart: dot_strip region=region_name name=country iso3=iso3 level=stage detail=product_words
-- finding: {rows} countries appear in public sources: {first.on_record} named, {first.indirect} with indirect evidence only, {first.participants} seen only at events
-- finding named: All {rows} countries that appear in public sources are named as OCOP countries
-- finding one: One country {scope:in} appears in public sources: {first.country}
-- finding itself: {first.country} appears in public sources of the initiative
-- empty: No public source speaks of the initiative {scope:in} on this day.
-- reading: One strip of dots for each region, one dot for each country that appears in public sources, the strongest evidence first.
-- note: Named: a source calls it an OCOP country or gives its product. Joined: a source states a joining date. A country seen only at an event is a participant, not a member.
-- hidden: region_name, on_record, indirect, participants, product_words, variant
-- ignores: compare_with, because it shows one day
select
    traced.iso3,
    traced.country,
    traced.region,
    places.name as region_name,
    traced.stage,
    traced.products,
    traced.sources,
    traced.corrected_on,
    traced.source_id,
    array_to_string(traced.products, ', ') as product_words,
    count(*) filter (where is_on_record) over () as on_record,
    count(*) filter (where stage = 'indirect') over () as indirect,
    count(*) filter (where stage = 'participant') over () as participants,
    case
        when count(*) over () = 1 then if(len($countries::varchar[]) = 1, 'itself', 'one')
        when bool_and(is_on_record) over () then 'named'
    end as variant
from countries_as_of($as_of) as traced
join places on places.place_id = traced.region
where picked($regions, traced.region)
  and picked($countries, traced.iso3)
  and picked_any($categories, traced.categories)
order by traced.region, stage_rank(stage) desc, strip_accents(traced.country)
