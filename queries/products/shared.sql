-- title: Products that several countries share
-- unit: countries
-- grain: one row per shared product group and country
-- chart: shared product=product iso3=iso3 name=country level=stage detail=detail
-- finding: {first.groups} product groups are on record for more than one country; {first.product} for the most, {first.sharing}
-- finding one: {first.product_heading} is on record for {first.sharing} countries
-- reading: One row of tiles for each shared product group, one tile for each country; the darker, the stronger the evidence that the country takes part.
-- empty: No second country is on record with a product.
-- note: With a region or a country chosen, the products are those of the choice and the countries are all that share them. Where a product is inferred and not stated by a source, the hover text and the table say so.
-- hidden: product_id, product_heading, detail, groups, sharing, variant
-- ignores: compare_with, because it shows one day
with pairs as (
    select
        *,
        count(*) over (partition by product_id) as sharing,
        bool_or(picked($regions, region) and picked($countries, iso3)) over (partition by product_id) as is_chosen
    from country_products_as_of($as_of)
    where picked($categories, category)
)
select
    pairs.product,
    pairs.category,
    pairs.country,
    pairs.iso3,
    pairs.region,
    countries.stage,
    pairs.evidence_strength,
    pairs.wordings,
    pairs.statements,
    pairs.corrected_on,
    pairs.source_id,
    pairs.product_id,
    upper(pairs.product[1]) || pairs.product[2:] as product_heading,
    pairs.wordings || case pairs.evidence_strength when 'inferred' then ' (inferred)' else '' end as detail,
    count(distinct pairs.product) over () as groups,
    pairs.sharing,
    case when count(distinct pairs.product) over () = 1 then 'one' end as variant
from pairs
left join countries_as_of($as_of) as countries using (iso3)
where pairs.is_chosen and pairs.sharing > 1
order by
    pairs.sharing desc, pairs.product, stage_rank(countries.stage) desc nulls last, strip_accents(pairs.country)
