-- title: Register of products
-- unit: product groups
-- grain: one row per product group
-- slip: product, category, countries, first_shown
-- finding: {first.groups} product groups are on record, {first.with_country} of them with a country
-- finding countries: {first.groups} product groups are on record, each with a country
-- finding one: One product group is on record for {scope}
-- finding dropped: {first.groups} product groups are on record, {first.with_country} of them with a country; {first.dropped} were dropped by a country or place and are not counted
-- empty: No product for {scope} was public on this day.
-- note: Spellings of one product are one group; the words of the sources stand beside it. A product without a country is named for a region, or for none, and counts as a group.
-- note: The type is given by a source where its class fits FAO's classes, else by this monitor; another word of a source is kept in its own column.
-- note: A product that a source says was given up keeps its row, with its last word and the source of it; where some countries keep it, those that gave it up stand apart. It is in no count.
-- hidden: with_country, groups, dropped, variant
-- ignores: compare_with, because it shows one day
with stated as (
    select claims.*, states.status as last_status, states.is_dropped,
        bool_and(states.is_dropped) over (partition by product_id) as is_gone
    from initiative.product_claims as claims
    join product_states_as_of($as_of) as states using (place_id, product_id)
    where is_known(claims.known_on_from, claims.superseded_from, $as_of)
      and counts_from <= $as_of
      and picked($regions, claims.country_region)
      and picked($countries, claims.iso3)
      and picked($categories, claims.product_category)
),
given_up as (
    select
        product_id,
        list(distinct iso3 order by iso3) filter (where iso3 is not null) as dropped_in,
        count(distinct place_id) as dropped_places
    from stated
    where is_dropped
    group by product_id
),
last_words as (
    select product_id, arg_max(status, last_word(first_known_basis, first_known_from, grade, claim_id)) as status,
        arg_max(source_id, last_word(first_known_basis, first_known_from, grade, claim_id)) as source_id,
        arg_max(coalesce(seen_on, known_on), last_word(first_known_basis, first_known_from, grade, claim_id)) as dropped_on
    from stated
    where is_gone and status in ('dropped', 'lapsed')
    group by product_id
),
claims as (
    select
        claims.is_dropped,
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
        claims.grade
    from stated as claims
    where not is_dropped or is_gone
),
pairs as (
    select product_id, iso3, any_value(country) as country, max(evidence_strength) as evidence_strength
    from claims
    where iso3 is not null and not is_dropped
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
        string_agg(distinct case claims.place_id when 'WORLD' then 'no region given' else claims.country end, '; '
            order by case claims.place_id when 'WORLD' then 'no region given' else claims.country end)
            filter (where claims.iso3 is null) as without_country,
        arg_min(claims.seen_on, (claims.seen_on_from, claims.seen_on)) as first_shown,
        count(*) as statements,
        count(distinct claims.source_id) as sources,
        string_agg(distinct claims.category_stated, '; ' order by claims.category_stated)
            filter (where replace(claims.category_stated, ' ', '-') <> products.category) as category_stated,
        max(claims.corrected_on) as corrected_on,
        arg_min(claims.source_id, (claims.grade, claims.known_on, claims.source_id)) as source_id
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
    coalesce(last_words.source_id, groups.source_id) as source_id,
    last_words.status,
    last_words.dropped_on,
    given_up.dropped_in,
    named.inferred_countries,
    nullif(products.category_basis, 'none') as category_basis,
    groups.category_stated,
    groups.sources,
    products.product_id,
    count(named.product_id) over () as with_country,
    count(*) filter (where last_words.product_id is null) over () as groups,
    coalesce(sum(given_up.dropped_places) over (), 0) as dropped,
    case
        when count(given_up.product_id) over () > 0 then 'dropped'
        when count(*) over () = 1 then 'one'
        when count(named.product_id) over () = count(*) over () then 'countries'
    end as variant
from groups
join products using (product_id)
left join named using (product_id)
left join given_up using (product_id)
left join last_words using (product_id)
order by lower(strip_accents(products.name)), products.product_id
