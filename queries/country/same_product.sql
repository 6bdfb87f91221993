-- title: Countries you could call: the same product
-- unit: countries
-- grain: one row per other country with a product of this one
-- finding: {rows} other countries share a product with {first.chosen_country}: countries it could call
-- finding one: One other country shares a product with {first.chosen_country}: {first.country}
-- empty: No other country on record shares a product with this one.
-- note: Shared means the same product group; varieties and uses may differ.
-- hidden: chosen_country, variant
-- ignores: regions, because partners may be in any region
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because it shows one day
with own as (
    select product_id, country
    from country_products_as_of($as_of)
    where iso3 = ($countries::varchar[])[1]
),
partners as (
    select
        others.iso3,
        any_value(own.country) as chosen_country,
        list(others.product order by others.product) as products,
        string_agg(others.wordings, '; ' order by others.product) as wordings
    from country_products_as_of($as_of) as others
    join own using (product_id)
    where others.iso3 <> ($countries::varchar[])[1]
    group by others.iso3
)
select
    traced.country,
    traced.region,
    partners.products,
    partners.wordings,
    traced.stage,
    traced.source_id,
    traced.corrected_on,
    traced.iso3,
    partners.chosen_country,
    case when count(*) over () = 1 then 'one' end as variant
from partners
join countries_as_of($as_of) as traced using (iso3)
order by stage_rank(traced.stage) desc, strip_accents(traced.country)
