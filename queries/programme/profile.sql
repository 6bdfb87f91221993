-- title: One national programme in a few words
-- unit: programmes
-- grain: one row: the programme asked for
-- rows: programme/units, programme/products, programme/figures, programme/judged
-- finding: {first.programme} began {first.started:day} in {first.country}: the {first.local_unit} is what names a product
-- finding undated: {first.programme} is on record in {first.country}, without a published start: the {first.local_unit} is what names a product
-- empty: No such programme was on record on this day; choose one, or a later day.
-- note: What is counted here are rows of this record. How many units and products the programme has is what its sources report, below.
-- hidden: counted_from, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because programmes are not tied to product types
-- ignores: compare_with, because it shows one day
select
    name as programme,
    country_iso3 as iso3,
    country,
    started,
    local_unit,
    owner_institution,
    based_on_name as based_on,
    based_on as based_on_id,
    description,
    caution,
    units,
    product_rows,
    figures,
    targets,
    corrected_on,
    source_id,
    programme_id,
    units + product_rows + figures + targets as counted_from,
    case when started is null then 'undated' end as variant
from programmes_as_of($as_of)
where programme_id = $programme
  and country_iso3 is not null
order by programme_id
