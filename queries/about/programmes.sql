-- title: The initiative among its sister programmes
-- unit: programmes
-- grain: one row per programme, below the one it was modelled on
-- finding: {rows} programmes are on record
-- empty: No programme was public on this day.
-- note: Counts of different programmes are never added together.
-- hidden: depth, lineage
-- ignores: regions, countries, categories, because it shows how programmes descend from each other
-- ignores: compare_with, because it shows one day
select
    programme_id,
    name as programme,
    country,
    local_unit,
    owner_institution,
    started,
    based_on_name as based_on,
    description,
    units,
    product_rows,
    figures,
    caution,
    source_id,
    corrected_on,
    depth,
    lineage
from programmes_as_of($as_of)
order by lineage
