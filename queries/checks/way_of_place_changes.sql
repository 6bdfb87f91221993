-- title: A place that is gone never comes back out of its own successor
-- unit: changes
-- grain: one row per change whose place leads back to itself
with recursive way as (
    select change_id, place_id as first_id, into_place_id as next_id
    from standing('place_changes') as place_changes
    where place_id is not null
    union
    select way.change_id, way.first_id, later.into_place_id
    from way
    join standing('place_changes') as later on later.place_id = way.next_id
)

select
    'place_changes.csv' as file,
    change_id as row_key,
    'into_place_id' as "column",
    place_changes.into_place_id as value,
    'leads back to the place that is gone' as rule,
    'The place ' || first_id || ' went into ' || place_changes.into_place_id || ', which leads back to it. Correct one of the rows on the way.' as advice
from way
join standing('place_changes') as place_changes using (change_id)
where first_id = next_id
order by row_key
