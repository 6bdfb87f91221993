-- title: A country that lies in a region belongs to it
-- unit: places
-- grain: one row per place whose region is not that of the place above
select
    'places.csv' as file,
    places.place_id as row_key,
    'region' as "column",
    places.region as value,
    'contradicts the place above' as rule,
    'It lies in ' || homes.place_id || ', whose region is ' || homes.region || '. Correct the region or the parent.' as advice
from places
join places as homes on homes.place_id = places.parent_id
where places.region <> homes.region
order by row_key
