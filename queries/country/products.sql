-- title: Its products, in the words of each source
-- unit: statements
-- grain: one row per product and source
-- finding: Its priority product in public sources: {first.product}
-- finding several: Sources name different products: {first.all_names}; the newest dated one says {first.newest}
-- finding inferred: No source states its product; {first.all_names} is inferred from the context
-- empty: No product is on record for this country.
-- note: Two sources that disagree are two rows; none replaces the other. Spellings of one product are counted as one product.
-- hidden: all_names, newest, variant
-- ignores: regions, because a profile is of one country
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because a profile shows all days up to the chosen one
with claims as (
    select claims.*, sources.grade, products.category as group_category
    from product_claims_as_of($as_of) as claims
    join sources using (source_id)
    join products using (product_id)
    where iso3 = ($countries::varchar[])[1]
),
together as (
    select
        string_agg(distinct product_name, ', ' order by product_name) as all_names,
        count(distinct product_id) as products,
        bool_and(evidence_strength = 'inferred') as is_inferred,
        first(product_name order by known_rank(known_on_basis, known_on_from) desc, grade, claim_id) as newest
    from claims
)
select
    product_name as product,
    product as wording,
    group_category as category,
    case when category_stated <> group_category then category_stated end as category_stated,
    seen_on,
    evidence_strength,
    evidence,
    note,
    corrected_on,
    source_id,
    grade,
    all_names,
    newest,
    case when is_inferred then 'inferred' when products > 1 then 'several' end as variant
from claims
cross join together
order by known_rank(known_on_basis, known_on_from) desc, grade, claim_id
