-- title: A country code stands at a country
-- unit: places
-- grain: one row per place that has the code of a country and is none, or is one and has none
select
    'places.csv' as file,
    place_id as row_key,
    'iso3' as "column",
    iso3 as value,
    case when iso3 is null then 'country without a code' else 'code of no country' end as rule,
    'Its kind is ' || kind || '. Only countries have an ISO3 code, and each has one.' as advice
from places
where (kind = 'country') <> (iso3 is not null)
order by row_key
