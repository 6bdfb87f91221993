-- title: What is told of one place agrees
-- unit: rows
-- grain: one row per place, unit or change that contradicts itself or another
with spelled as (
    select place_id, name, parent_id, kind, hash(parent_id, kind, one_spelling(name)) as spelling
    from places
),
twice as (
    select spelling
    from spelled
    group by spelling
    having count(*) > 1
),
named as (
    select *, first_value(place_id) over (partition by parent_id, kind, one_spelling(name) order by place_id) as first_id
    from spelled
    where spelling in (from twice)
)

select
    'places.csv' as file,
    place_id as row_key,
    'name' as "column",
    name as value,
    'place told twice' as rule,
    first_id || ' has this name in the same place. Keep one of the two, or tell them apart.' as advice
from named
where place_id <> first_id
union all
select 'places.csv', places.place_id, 'parent_id', places.parent_id, 'lies in a place of its own kind or below', 'It is a ' || places.kind || ', and ' || above.place_id || ' is a ' || above.kind || '. Correct the parent or the kind.'
from places
join places as above on above.place_id = places.parent_id
where (places.kind = 'world')
    or (places.kind = 'fao region' and above.kind <> 'world')
    or (places.kind = 'country' and above.kind not in ('world', 'fao region', 'subregion'))
union all
select 'places.csv', place_id, 'region', region, 'contradicts its own code', 'A region is its own region. Write ' || place_id || '.'
from places
where kind = 'fao region' and region <> place_id
union all
select 'places.csv', place_id, 'iso3', iso3, 'contradicts its own code', 'The code of the place is ' || place_id || '. Correct one of the two.'
from places
where kind = 'country' and regexp_full_match(place_id, '[A-Z]{3}') and iso3 <> place_id
union all
select 'programme_units.csv', programme_unit_id, 'iso3166_2', programme_units.iso3166_2, 'contradicts the place', 'places.csv says ' || places.iso3166_2 || ' of ' || place_id || '. Correct one of the two.'
from standing('programme_units') as programme_units
join places using (place_id)
where programme_units.iso3166_2 <> places.iso3166_2
union all
select 'programme_units.csv', later.programme_unit_id, 'place_id', later.place_id, 'unit told twice', min(earlier.programme_unit_id) || ' is this place in the same programme. Keep one of the two, or correct the place.'
from standing('programme_units') as later
join standing('programme_units') as earlier using (programme_id, place_id)
where earlier.programme_unit_id < later.programme_unit_id
group by all
union all
select 'place_changes.csv', later.change_id, 'place_id', later.place_id, 'gone twice', min(earlier.change_id) || ' says that it went into ' || min_by(earlier.into_place_id, earlier.change_id) || ' on ' || min_by(earlier."on", earlier.change_id) || '. Keep one of the two.'
from standing('place_changes') as later
join standing('place_changes') as earlier using (place_id)
where earlier.change_id < later.change_id
group by all
union all
select 'place_changes.csv', change_id, 'into_place_id', into_place_id, 'place of another country', 'The place ' || place_changes.place_id || ' lies in ' || gone.iso3 || ', and this one in ' || there.iso3 || '. Correct one of the two.'
from standing('place_changes') as place_changes
join lies_in() as gone on gone.place_id = place_changes.place_id
join lies_in() as there on there.place_id = place_changes.into_place_id
where gone.iso3 <> there.iso3
order by file, row_key, "column"
