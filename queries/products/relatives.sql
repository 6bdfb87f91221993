-- title: Products of the same family
-- unit: product groups
-- grain: one row per other product group of the initiative that is of the same botanical family
-- finding: {rows} other products of the initiative are of the same family, {first.family} (grouped here, no source on record)
-- finding one: One other product of the initiative is of the same family, {first.family} (grouped here, no source on record): {first.product}
-- empty: No other product of the initiative is of the same family.
-- note: The families are this monitor's, after general knowledge of plants; no source on record says them. Crops of one family may share pests, methods and experts; the countries are those one could ask.
-- hidden: variant
-- ignores: regions, because a page of a product shows it wherever it is grown
-- ignores: countries, because a page of a product shows it wherever it is grown
-- ignores: categories, because a page of a product shows one product
-- ignores: compare_with, because it shows all days up to the chosen one
with grown as (
    select product_id, list(iso3 order by strip_accents(country)) as countries, max(corrected_on) as corrected_on, min(source_id) as source_id
    from country_products_as_of($as_of)
    group by product_id
)
select
    products.name as product,
    relatives.family,
    grown.countries,
    grown.corrected_on,
    grown.source_id,
    products.product_id,
    case when count(*) over () = 1 then 'one' end as variant
from relatives_of($product) as relatives
join products using (product_id)
join grown using (product_id)
order by len(grown.countries) desc, products.name
