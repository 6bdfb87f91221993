-- title: Several products named for one country
-- unit: countries
-- grain: one row per country and wording
-- slip: country, difference, wording, product
-- finding: {first.countries} countries are named with more than one wording, {first.with_other_products} of them with different products
-- finding one: {first.country} is named with more than one wording
-- finding words: {first.countries} countries are named with more than one wording, each for one product
-- empty: No second product or wording of a country is on record {scope:in} on this day.
-- note: Every source keeps its word. The newest dated wording of a country stands first; a page without a date stands last.
-- hidden: countries, with_other_products, variant
-- ignores: compare_with, because it shows one day
with claims as (
    select
        claims.iso3,
        claims.country,
        claims.country_region,
        claims.product,
        claims.product_name,
        claims.seen_on,
        claims.seen_on_from,
        claims.known_on,
        claims.known_on_basis,
        claims.corrected_on,
        claims.source_id,
        products.category as group_category,
        sources.grade,
        known_rank(claims.first_known_basis, claims.first_known_from) as known_rank
    from product_claims_as_of($as_of) as claims
    join products using (product_id)
    join sources using (source_id)
    where claims.iso3 is not null
),
wordings as (
    select
        iso3,
        any_value(country) as country,
        any_value(country_region) as region,
        lower(product) as wording_key,
        min(product) as wording,
        min(product_name) as product,
        any_value(group_category) as category,
        arg_min(seen_on, (seen_on_from, seen_on)) as first_shown,
        nullif(arg_max(case known_on_basis when 'compiled' then '' else known_on end, (known_rank, known_on)), '') as last_stated,
        count(*) as statements,
        max(corrected_on) as corrected_on,
        max(known_rank) as newest,
        arg_max(source_id, (known_rank, -ascii(grade), source_id)) as source_id
    from claims
    group by iso3, wording_key
),
compared as (
    select
        *,
        count(*) over (partition by iso3) as in_country,
        len(list_distinct(list(product) over (partition by iso3))) as products_in_country,
        bool_or(picked($categories, category)) over (partition by iso3) as is_chosen
    from wordings
),
chosen as (
    select *
    from compared
    where in_country > 1
      and is_chosen
      and picked($regions, region)
      and picked($countries, iso3)
)
select
    country,
    case when products_in_country > 1 then 'different products' else 'different words' end as difference,
    wording,
    product,
    category,
    first_shown,
    last_stated,
    statements,
    corrected_on,
    source_id,
    region,
    iso3,
    count(distinct iso3) over () as countries,
    len(list_distinct(list(iso3) filter (where products_in_country > 1) over ())) as with_other_products,
    case
        when count(distinct iso3) over () = 1 then 'one'
        when max(products_in_country) over () = 1 then 'words'
    end as variant
from chosen
order by products_in_country > 1 desc, strip_accents(country), newest desc, wording
