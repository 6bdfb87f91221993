-- title: Every place lies in the world
-- unit: places
-- grain: one row per place whose parents do not lead to the world
with recursive parents as (
    select place_id, parent_id from places where place_id in (select parent_id from places)
),

home as (
    select place_id from places where place_id = 'WORLD'
    union
    select parents.place_id from parents join home on parents.parent_id = home.place_id
)

select
    'places.csv' as file,
    place_id as row_key,
    'parent_id' as column,
    coalesce(parent_id, '') as value,
    'leads nowhere' as rule,
    'Give the place a parent that lies in the world; a place cannot lie in itself.' as advice
from places
where place_id <> 'WORLD' and coalesce(parent_id not in (select place_id from home), true)
order by row_key
