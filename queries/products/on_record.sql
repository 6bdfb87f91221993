-- title: Product groups on record
-- unit: product groups
-- grain: one row
-- card: number
-- rows: products/register
-- finding: {first.with_country} named for a country, {first.without_country} without one
-- finding countries: each named for a country in public sources
-- finding none: no product for {scope} was public on the day
-- note: Several spellings of one product are one group. Alternatives for one country and unspecific products (meat, livestock, fisheries) count as groups too, so this number is no share of the reported one.
-- hidden: variant
with claims as (
    select 'now' as moment, *
    from product_claims_as_of($as_of)
    union all
    select 'before', *
    from product_claims_as_of($compare_with)
),
chosen as (
    select claims.*
    from claims
    join products using (product_id)
    where picked($regions, claims.country_region)
      and picked($countries, claims.iso3)
      and picked($categories, products.category)
),
counted as (
    select
        count(distinct product_id) filter (where moment = 'now') as value,
        count(distinct product_id) filter (where moment = 'before') as before,
        count(distinct product_id) filter (where moment = 'now' and iso3 is not null) as with_country
    from chosen
)
select
    value,
    'eq' as qualifier,
    before,
    'eq' as before_qualifier,
    with_country,
    value - with_country as without_country,
    case when value = 0 then 'none' when value = with_country then 'countries' end as variant
from counted
order by value
