-- title: Every place lies in the world
-- unit: places
-- grain: one row per place whose parents do not lead to the world
with recursive home as (
    select place_id from places where place_id = 'WORLD'
    union
    select places.place_id from places join home on places.parent_id = home.place_id
)
select
    'places.csv' as file,
    place_id as row_key,
    'parent_id' as column,
    coalesce(parent_id, '') as value,
    'leads nowhere' as rule,
    'Give the place a parent that lies in the world; a place cannot lie in itself.' as advice
from places
where place_id not in (select place_id from home)
order by row_key
