-- title: Programmes of its own
-- unit: programmes
-- grain: one row per national programme of the country
-- finding: {first.country} has a programme of its own, {first.name}, not to be confused with the initiative: its products and figures are not counted here.
-- finding several: {first.country} has {rows} programmes of its own, such as {first.name}, not to be confused with the initiative: their products and figures are not counted here.
-- empty: No national programme of this country is on record.
-- hidden: country, programme_id, variant
-- ignores: regions, because a profile is of one country
-- ignores: categories, because programmes are not tied to product types
-- ignores: compare_with, because it shows one day
select
    programmes.name,
    programmes.local_unit,
    programmes.owner_institution,
    programmes.started,
    programmes.source_id,
    programmes.programme_id,
    programmes.corrected_on,
    places.name as country,
    case when count(*) over () > 1 then 'several' end as variant
from known('programmes', $as_of) as programmes
join places on places.iso3 = programmes.country_iso3 and places.kind = 'country'
where programmes.programme_id <> 'ocop-fao'
  and programmes.country_iso3 = ($countries::varchar[])[1]
order by programmes.started_from nulls last, programmes.name
