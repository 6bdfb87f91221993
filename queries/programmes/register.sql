-- title: National programmes, below the one each was modelled on
-- unit: programmes
-- grain: one row per national programme
-- slip: programme, country, local_unit, started
-- finding: {rows} national programmes are on record, {first.name} first, begun {first.started:day}
-- finding undated: {rows} national programmes are on record
-- finding one: One national programme is on record: {first.name}
-- empty: No national programme of {scope} was public on this day.
-- reading: One row for each programme, below the one that its source says it was modelled on; a count is of rows of the record, not of the programme.
-- note: Counts of different programmes are never added together: a village product, a certified product and the product of a district are different things.
-- hidden: depth, lineage, name, variant
-- ignores: categories, because programmes are not tied to product types
-- ignores: compare_with, because it shows one day
with judged as (
    select
        programme_id,
        count(*) filter (where status <> 'not assessable') as assessed,
        count(*) filter (where status = 'achieved') as achieved
    from statuses_as_of($as_of)
    where is_default
    group by programme_id
),
graded as (
    select programme_id, max(stars) as stars, string_agg(distinct rule_set, '; ' order by rule_set) as schemes
    from known('star_classes', $as_of)
    group by programme_id
)
select
    repeat('– ', depth) || name as programme,
    country,
    country_iso3 as iso3,
    local_unit,
    owner_institution,
    started,
    based_on_name as based_on,
    units,
    product_rows,
    figures,
    targets,
    assessed,
    achieved,
    stars as highest_stars,
    schemes,
    description,
    caution,
    corrected_on,
    source_id,
    programme_id,
    depth,
    lineage,
    name,
    case when count(*) over () = 1 then 'one' when first_value(started) over (order by lineage) is null then 'undated' end as variant
from programmes_as_of($as_of)
left join judged using (programme_id)
left join graded using (programme_id)
where country_iso3 is not null
  and picked($regions, home_region)
  and picked($countries, country_iso3)
order by lineage
