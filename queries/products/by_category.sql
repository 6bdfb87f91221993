-- title: Product types, on record and reported
-- unit: product groups
-- grain: one row per product type
-- chart: bars label=product_type value=on_record of=reported detail=detail
-- rows: products/register
-- finding: The largest product type on record is {first.type_in_sentence}: {first.on_record} of {first.all_on_record} product groups
-- finding reported: The largest product type is {first.type_in_sentence}: {first.reported} of {first.all_reported} products reported for {first.on:day}, {first.on_record} of {first.all_on_record} product groups on record
-- finding chosen: For {first.type_in_sentence}, {first.reported} products were reported for {first.on:day} and {first.on_record} product groups are on record
-- finding level: {first.all_on_record} product groups are on record, no product type has more than {first.on_record}
-- finding each: {first.all_on_record} product groups are on record, each of another type
-- finding only: All {first.all_on_record} product groups on record for {scope} are {first.type_in_sentence}
-- finding one: One product group is on record for {scope}: {first.products}
-- finding unseen: {first.all_reported} products for {scope} were reported for {first.on:day}; none is on record
-- reading: One bar for each product type: the full bar is the number of product groups on record, the pale bar behind it the number of products that the initiative reported, where it reported one.
-- empty: No product for {scope} was public on this day.
-- note: Full bar: product groups on record on the day chosen. Pale bar behind: products reported by type, which the initiative did once, for the world. The one is no share of the other; a type without a pale bar has no reported figure.
-- note: The type is that of the product group: the source's own class where it fits FAO's classes, else this monitor's reading. The register keeps a source's word where it differs.
-- hidden: product_type, type_in_sentence, detail, all_on_record, all_reported, variant
-- ignores: compare_with, because it shows one day
with types as (
    select *
    from product_types()
    where picked($categories, category)
),
recorded as (
    select products.category, list(distinct products.name order by products.name) as products
    from product_claims_as_of($as_of) as claims
    join products using (product_id)
    where picked($regions, claims.country_region)
      and picked($countries, claims.iso3)
    group by products.category
),
reported as (
    select category, value, qualifier, "on", corrected_on, source_id
    from reported_as_of($as_of)
    where indicator = 'saps'
      and place_id = 'WORLD'
      and category is not null
      and scope is null
      and len($regions::varchar[]) = 0
      and len($countries::varchar[]) = 0
),
counted as (
    select
        types.*,
        coalesce(len(recorded.products), 0) as on_record,
        reported.value as reported,
        reported.qualifier,
        reported."on",
        recorded.products,
        reported.source_id,
        reported.corrected_on,
        sum(coalesce(len(recorded.products), 0)) over () as all_on_record,
        sum(reported.value) over () as all_reported,
        count(*) over (partition by coalesce(len(recorded.products), 0)) as equals,
        count(*) over () as types_shown
    from types
    left join recorded using (category)
    left join reported using (category)
    where recorded.products is not null or reported.value is not null
)
select
    category,
    product_type,
    on_record,
    reported,
    qualifier,
    "on",
    products,
    source_id,
    corrected_on,
    type_in_sentence,
    array_to_string(products, ', ') as detail,
    all_on_record,
    all_reported,
    case
        when on_record = 0 then 'unseen'
        when all_on_record = 1 and reported is null then 'one'
        when types_shown = 1 and reported is null then 'only'
        when types_shown = 1 then 'chosen'
        when equals > 1 and on_record = 1 then 'each'
        when equals > 1 then 'level'
        when reported is not null then 'reported'
    end as variant
from counted
order by on_record desc, place, product_type
