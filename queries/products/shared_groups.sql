-- title: Shared by several countries
-- unit: product groups
-- grain: one row
-- card: number
-- rows: products/register
-- finding: {first.top_product} is shared by the most countries, {first.top_countries}
-- finding none: no second country is on record with a product
-- note: A product group is shared when public sources name it for two or more countries, stated or inferred. With a region or a country chosen, its products are counted, wherever the other countries lie.
-- hidden: variant
with shared as (
    select moment, product, count(*) as countries
    from compared_products($as_of, $compare_with)
    where picked($categories, category)
    group by moment, product
    having count(*) > 1
       and bool_or(picked($regions, region) and picked($countries, iso3))
)
select
    count(*) filter (where moment = 'now') as value,
    'eq' as qualifier,
    count(*) filter (where moment = 'before') as before,
    'eq' as before_qualifier,
    arg_min(product, (-countries, product)) filter (where moment = 'now') as top_product,
    max(countries) filter (where moment = 'now') as top_countries,
    case when count(*) filter (where moment = 'now') = 0 then 'none' end as variant
from shared
order by value
