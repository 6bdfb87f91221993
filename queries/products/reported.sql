-- title: Products reported
-- unit: products
-- grain: one row
-- card: number
-- finding: reported for {first.on:day}
-- finding aged: last reported {first.age_months} months before {as_of:day}, for {first.on:day}
-- finding category: reported once by product type, for {first.on:day}
-- finding unreported: no total was reported for {scope}
-- note: The figure that the initiative published last for the world, one region or one product type; nothing is counted here.
-- hidden: on_record, variant, age_months, series_on
select
    value,
    qualifier,
    "on",
    before,
    before_qualifier,
    null::integer as on_record, -- the tile shows no count in place of a figure that nobody reported
    other_statements,
    series,
    series_on,
    corrected_on, source_id,
    age_months,
    case when category is not null then 'category' else state end as variant
from headline_figure('saps', $as_of, $compare_with, $regions, $countries, $categories)
order by "on"
