-- title: Special agricultural products
-- unit: products
-- grain: one row
-- card: number
-- finding: reported for {first.on:day}; {first.on_record} product groups named in public sources
-- finding aged: last reported {first.age_months} months ago, for {first.on:day}; {first.on_record} product groups named in public sources
-- finding unreported: {first.on_record} product groups named in public sources; no total reported for {scope}
-- note: The figure is the one that the initiative reported last; on record are those that public sources name.
-- hidden: variant, age_months, series_on
-- ignores: categories, because the reported figure covers all product types
with on_record as (
    select
        (
            select count(distinct product_id) from product_claims_as_of($as_of)
            where picked($regions, country_region) and picked($countries, iso3)
        ) as on_record,
        (
            select count(distinct product_id) from product_claims_as_of($compare_with)
            where picked($regions, country_region) and picked($countries, iso3)
        ) as on_record_before
)
select
    figure.value, figure.qualifier, figure."on", figure.age_months, figure.before, figure.before_qualifier,
    on_record.on_record, on_record.on_record_before, figure.other_statements,
    figure.series, figure.series_on, figure.corrected_on, figure.source_id, figure.state as variant
from headline_figure('saps', $as_of, $compare_with, $regions, $countries, []) as figure
cross join on_record
