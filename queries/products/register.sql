-- title: Register of products
-- unit: product groups
-- grain: one row per product group
-- finding: {rows} product groups are on record, {first.with_country} of them with a country
-- finding countries: {rows} product groups are on record, each with a country
-- finding one: One product group is on record for this choice
-- empty: No product of this choice was public on this day.
-- note: Spellings of one product are one group; the words of the sources stand beside it. A product without a country is named for a region, or for none, and counts as a group.
-- note: The type is given by a source where its class fits FAO's classes, else by the compiler; another word of a source is kept in its own column.
-- hidden: with_country, variant
-- ignores: compare_with, because it shows one day
with claims as (
    select
        claims.product_id,
        claims.product,
        claims.place_id,
        claims.iso3,
        claims.country,
        claims.category_stated,
        claims.evidence_strength,
        claims.seen_on,
        claims.seen_on_from,
        claims.known_on,
        claims.corrected_on,
        claims.source_id,
        sources.grade
    from product_claims_as_of($as_of) as claims
    join products using (product_id)
    join sources using (source_id)
    where picked($regions, claims.country_region)
      and picked($countries, claims.iso3)
      and picked($categories, products.category)
),
pairs as (
    select product_id, iso3, any_value(country) as country, max(evidence_strength) as evidence_strength
    from claims
    where iso3 is not null
    group by product_id, iso3
),
named as (
    select
        product_id,
        list(iso3 order by strip_accents(country)) as countries,
        list(iso3 order by strip_accents(country)) filter (where evidence_strength = 'inferred') as inferred_countries
    from pairs
    group by product_id
),
groups as (
    select
        claims.product_id,
        string_agg(distinct claims.product, '; ' order by claims.product) as wordings,
        string_agg(distinct case claims.place_id when 'WORLD' then 'no region given' else claims.country end, '; ')
            filter (where claims.iso3 is null) as without_country,
        arg_min(claims.seen_on, (claims.seen_on_from, claims.seen_on)) as first_shown,
        count(*) as statements,
        count(distinct claims.source_id) as sources,
        string_agg(distinct claims.category_stated, '; ')
            filter (where replace(claims.category_stated, ' ', '-') <> products.category) as category_stated,
        max(claims.corrected_on) as corrected_on,
        arg_min(claims.source_id, claims.grade || claims.known_on) as source_id
    from claims
    join products using (product_id)
    group by claims.product_id
)
select
    products.name as product,
    products.category,
    named.countries,
    groups.without_country,
    groups.first_shown,
    groups.statements,
    groups.wordings,
    groups.corrected_on,
    groups.source_id,
    named.inferred_countries,
    nullif(products.category_basis, 'none') as category_basis,
    groups.category_stated,
    groups.sources,
    products.product_id,
    count(named.product_id) over () as with_country,
    case
        when count(*) over () = 1 then 'one'
        when count(named.product_id) over () = count(*) over () then 'countries'
    end as variant
from groups
join products using (product_id)
left join named using (product_id)
order by len(coalesce(named.countries, []::varchar[])) desc, products.name
