-- title: What a programme of one country reports lies in that country
-- unit: rows
-- grain: one row per row of a national programme about a place of another country
with named as (
    select distinct on (programme_id, place_id) 'figures.csv' as file, figure_id as row_key, programme_id, place_id from standing('figures') as figures
    union all
    select 'targets.csv', target_id, programme_id, place_id from standing('targets') as targets
    union all
    select 'place_products.csv', claim_id, programme_id, place_id from standing('place_products') as place_products
    union all
    select 'programme_units.csv', programme_unit_id, programme_id, place_id from standing('programme_units') as programme_units
)

select
    file,
    row_key,
    'place_id' as "column",
    place_id as value,
    'place of another country' as rule,
    'The programme ' || programme_id || ' is one of ' || country_iso3 || ', and the place lies in ' || home.iso3 || '. Correct the place or the programme.'
        as advice
from named
join standing('programmes') as programmes using (programme_id)
join lies_in() as home using (place_id)
where home.iso3 <> country_iso3
order by file, row_key
