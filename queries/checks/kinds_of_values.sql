-- title: A cell is filled where its row is of the kind, and only there
-- unit: rows
-- grain: one row per row with a value that its kind cannot have, or half of a pair
select
    'places.csv' as file,
    place_id as row_key,
    'longitude' as "column",
    longitude::varchar as value,
    if((longitude is null) <> (latitude is null), 'half of a pair', 'centre of no country') as rule,
    if((longitude is null) <> (latitude is null), 'Longitude and latitude stand together. Fill in both, or neither.', 'Its kind is ' || kind || '. Only a country has a centre point.') as advice
from places
where (longitude is null) <> (latitude is null) or (longitude is not null and kind <> 'country')
union all
select 'places.csv', place_id, 'membership', membership, 'member that is no country', 'Its kind is ' || kind || '. Correct the kind, or leave the membership empty.'
from places
where membership is not null and kind not in ('country', 'organization')
union all
select 'place_products.csv', claim_id, 'iso3', place_products.iso3, 'contradicts the place', place_id || if(home.iso3 is null, ' lies in no single country', ' lies in ' || home.iso3) || '. Correct the code or the place.'
from standing('place_products') as place_products
left join lies_in() as home using (place_id)
where programme_id = 'ocop-fao' and (place_products.iso3 is null) <> (home.iso3 is null)
union all
select 'place_products.csv', claim_id, 'stars', stars::varchar, 'stars without a scheme', 'The programme ' || programme_id || ' has no star classes on record. Add them to star_classes.csv, or leave the stars empty.'
from standing('place_products') as place_products
where stars is not null and programme_id not in (select star_classes.programme_id from standing('star_classes') as star_classes)
order by file, row_key, "column"
