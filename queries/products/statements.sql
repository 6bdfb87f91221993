-- title: What each source says of it
-- unit: statements
-- grain: one row per place and source
-- slip: country, wording, seen_on, status
-- finding: {rows} statements, in the words of each source
-- finding one: One statement is on record, {first.wording} for {first.country}
-- empty: No source that was public on this day names it.
-- note: Two sources that disagree are two rows; none replaces the other. The class is the group's; another word of a source stands beside it.
-- hidden: variant
-- ignores: regions, because a page of a product shows it wherever it is grown
-- ignores: countries, because a page of a product shows it wherever it is grown
-- ignores: categories, because a page of a product shows one product
-- ignores: compare_with, because it shows all days up to the chosen one
select
    coalesce(claims.country, places.name) as country,
    claims.product as wording,
    case when replace(claims.category_stated, ' ', '-') <> claims.product_category then claims.category_stated end as category_stated,
    claims.seen_on,
    claims.evidence_strength,
    claims.status,
    claims.evidence,
    claims.note,
    claims.known_on,
    claims.known_on_basis,
    claims.corrected_on,
    claims.source_id,
    claims.iso3,
    case when count(*) over () = 1 then 'one' end as variant
from initiative.product_claims as claims
left join places using (place_id)
where claims.product_id = $product
  and is_known(claims.known_on_from, claims.superseded_from, $as_of)
  and claims.counts_from <= $as_of
order by known_rank(claims.first_known_basis, claims.first_known_from) desc, claims.grade, claims.claim_id
