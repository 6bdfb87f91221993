-- title: No two tiles of one country stand in one cell or have one short form
-- unit: tiles
-- grain: one row per tile that is not alone in its cell, or whose short form another one has
with crowded as (
    select
        *,
        count(*) over (partition by country_iso3, across, down) > 1 as shares_its_cell,
        count(*) over (partition by country_iso3, label) > 1 as shares_its_label
    from place_tiles
)
select
    'place_tiles.csv' as file,
    iso3166_2 as row_key,
    if(shares_its_cell, 'across', 'label') as "column",
    if(shares_its_cell, across::varchar, label) as value,
    if(shares_its_cell, 'stands in the cell of another tile', 'has the short form of another tile') as rule,
    'A reader tells one tile from the other by both. Give this one a cell and a short form of its own.' as advice
from crowded
where shares_its_cell or shares_its_label
order by row_key
