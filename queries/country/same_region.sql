-- title: Other countries of its region
-- unit: countries
-- grain: one row per other country of the region that is on record
-- finding: {rows} other countries of {first.region_name} are named in public sources
-- finding one: One other country of {first.region_name} is named in public sources
-- empty: No other country of its region is named in public sources.
-- hidden: region_name, variant
-- ignores: regions, because the region is that of the country
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because it shows one day
with chosen as (
    select region
    from places
    where kind = 'country' and iso3 = ($countries::varchar[])[1]
)
select
    traced.country,
    traced.products,
    traced.stage,
    traced.source_id,
    traced.corrected_on,
    traced.iso3,
    regions.name as region_name,
    case when count(*) over () = 1 then 'one' end as variant
from countries_as_of($as_of) as traced
join chosen using (region)
join places as regions on regions.place_id = traced.region
where traced.is_on_record and traced.iso3 <> ($countries::varchar[])[1]
order by strip_accents(traced.country)
