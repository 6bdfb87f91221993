-- title: Its products, in the words of each source
-- unit: statements
-- grain: one row per product and source
-- slip: product, wording, category, seen_on
-- finding: Public sources name {first.product} as its priority product
-- finding several: Sources name different products: {first.all_names}; the newest dated one says {first.newest}
-- finding inferred: No source states its product; {first.all_names} is inferred from the context
-- finding dropped: Its product was given up: {first.dropped_names} (last word: {first.last_word})
-- empty: No product is on record for this country.
-- note: Two sources that disagree are two rows; none replaces the other. Spellings of one product are counted as one product.
-- note: A product that was given up keeps its rows, marked with the word of its last source; it is no product of the country any more.
-- hidden: all_names, newest, dropped_names, last_word, variant
-- ignores: regions, because a profile is of one country
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because a profile shows all days up to the chosen one
with claims as (
    select claims.* exclude (status), product_category as group_category, is_dropped, if(is_dropped, states.status, null) as status
    from initiative.product_claims as claims
    join product_states_as_of($as_of) as states using (place_id, product_id)
    where iso3 = ($countries::varchar[])[1]
      and is_known(known_on_from, superseded_from, $as_of)
      and counts_from <= $as_of
),
together as (
    select
        string_agg(distinct product_name, ', ' order by product_name) filter (where not is_dropped) as all_names,
        string_agg(distinct product_name, ', ' order by product_name) filter (where is_dropped) as dropped_names,
        first(status order by known_rank(first_known_basis, first_known_from) desc, grade, claim_id) filter (where is_dropped) as last_word,
        count(distinct product_id) filter (where not is_dropped) as products,
        coalesce(bool_and(evidence_strength = 'inferred') filter (where not is_dropped), false) as is_inferred,
        first(product_name order by is_dropped, known_rank(first_known_basis, first_known_from) desc, grade, claim_id) filter (where not is_dropped) as newest
    from claims
)
select
    product_name as product,
    product as wording,
    group_category as category,
    case when category_stated <> group_category then category_stated end as category_stated,
    seen_on,
    evidence_strength,
    status,
    evidence,
    note,
    corrected_on,
    source_id,
    grade,
    all_names,
    newest,
    dropped_names,
    last_word,
    case when products = 0 then 'dropped' when is_inferred then 'inferred' when products > 1 then 'several' end as variant
from claims
cross join together
order by is_dropped, known_rank(first_known_basis, first_known_from) desc, grade, claim_id
