-- title: A claim on a product names the country in which its place lies
-- unit: claims
-- grain: one row per claim whose country is not that of its place
select
    'place_products.csv' as file,
    claim_id as row_key,
    'iso3' as "column",
    place_products.iso3 as value,
    'contradicts the place' as rule,
    place_id || ' lies in ' || home.iso3 || '. Correct the code or the place.' as advice
from standing('place_products') as place_products
join lies_in() as home using (place_id)
where place_products.iso3 <> home.iso3
order by row_key
