-- title: Countries with a product
-- unit: countries
-- grain: one row
-- card: number
-- rows: products/register
-- finding: a source states each; for {first.inferred} more a product is inferred
-- finding stated: a source states each
-- finding none: no product of a country was on record {scope:in} on the day
-- finding inferred: no source states any; for {first.inferred} a product is inferred
-- note: A country counts once, when a source states its product. Inferred means that a page suggests the product and does not say it.
-- hidden: variant
with countries as (
    select moment, iso3, bool_or(evidence_strength = 'stated') as is_stated
    from compared_products($as_of, $compare_with)
    where picked($regions, region)
      and picked($countries, iso3)
      and picked($categories, category)
    group by moment, iso3
),
counted as (
    select
        count(*) filter (where moment = 'now' and is_stated) as value,
        count(*) filter (where moment = 'before' and is_stated) as before,
        count(*) filter (where moment = 'now' and not is_stated) as inferred
    from countries
)
select
    value,
    'eq' as qualifier,
    before,
    'eq' as before_qualifier,
    inferred,
    case
        when value = 0 and inferred = 0 then 'none'
        when inferred = 0 then 'stated'
        when value = 0 then 'inferred'
    end as variant
from counted
order by value
