-- title: The initiative among its sister programmes
-- unit: programmes
-- grain: one row per programme, below the one it was modelled on
-- finding: {rows} programmes are on record
-- empty: No programme was public on this day.
-- note: Counts of different programmes are never added together.
-- hidden: depth, lineage
-- ignores: regions, countries, categories, because it shows how programmes descend from each other
-- ignores: compare_with, because it shows one day
with recursive known as (
    select * from known('programmes', $as_of) as programmes
),
tree as (
    select programme_id, 0 as depth, [coalesce(started, '9999') || name] as lineage
    from known
    where based_on is null or based_on not in (select programme_id from known)
    union all
    select known.programme_id, tree.depth + 1, list_append(tree.lineage, coalesce(known.started, '9999') || known.name)
    from known
    join tree on known.based_on = tree.programme_id
),
units as (
    select programme_id, count(*) as units from known('programme_units', $as_of) as programme_units group by programme_id
),
product_rows as (
    select programme_id, count(*) as product_rows from known('place_products', $as_of) as place_products group by programme_id
),
cautions as (
    select programme_id, string_agg(subject || ': ' || note, ' ' order by note_id) as caution
    from known('record_notes', $as_of) as record_notes
    where kind = 'caution'
    group by programme_id
),
statements as (
    select programme_id, count(*) as figures from known('figures', $as_of) as figures group by programme_id
)
select
    known.programme_id,
    known.name as programme,
    places.name as country,
    known.local_unit,
    known.owner_institution,
    known.started,
    parents.name as based_on,
    known.description,
    coalesce(units.units, 0) as units,
    coalesce(product_rows.product_rows, 0) as product_rows,
    coalesce(statements.figures, 0) as figures,
    cautions.caution,
    known.source_id,
    known.corrected_on,
    tree.depth,
    tree.lineage
from known
join tree using (programme_id)
left join known as parents on parents.programme_id = known.based_on
left join places on places.iso3 = known.country_iso3
left join cautions on cautions.programme_id = known.programme_id
left join units on units.programme_id = known.programme_id
left join product_rows on product_rows.programme_id = known.programme_id
left join statements on statements.programme_id = known.programme_id
order by tree.lineage
