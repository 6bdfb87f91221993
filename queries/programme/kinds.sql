-- title: Kinds of product that the scheme allows
-- unit: kinds
-- grain: one row per kind that the text of the scheme names
-- filled by: product kinds
-- slip: kind, products_on_record, examples
-- finding: The text of the scheme names {rows} kinds of product; the record holds examples of {first.with_examples}
-- finding one: The text of the scheme names one kind of product: {first.kind}
-- empty: No text on record says which kinds of product this scheme allows.
-- note: The examples are products of this programme that sources name, each in one district. Under which kind a product falls is the record's own classing, not the scheme's.
-- note: A kind without an example is allowed by the text; no product on record is classed so.
-- hidden: with_examples, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because the kinds are those of the scheme
-- ignores: compare_with, because it shows one day
with theirs as (
    select category_stated, product, product_id, source_id, coalesce(units.name, products.unit_id) as unit
    from unit_products_as_of($programme, $as_of) as products
    join national.within on within.place_id = products.unit_id and within_id = unit_of($programme, $unit)
    left join places as units on units.place_id = products.unit_id
),
numbered as (
    select *, row_number() over (partition by category_stated order by strip_accents(product), unit) as place
    from (from theirs qualify row_number() over (partition by category_stated, product_id order by unit, product) = 1)
),
held as (
    select
        category_stated,
        count(*) as products,
        string_agg(product || ' (' || unit || ')', '; ' order by place) filter (where place <= 4) as examples,
        list(distinct source_id order by source_id) filter (where place <= 4) as sources_of_examples
    from numbered
    group by category_stated
)
select
    kinds.kind,
    kinds.wording,
    coalesce(held.products, 0) as products_on_record,
    held.examples,
    kinds.known_on,
    kinds.corrected_on,
    kinds.source_id,
    held.sources_of_examples as other_source_ids,
    count(held.products) over () as with_examples,
    case when count(*) over () = 1 then 'one' end as variant
from known('product_kinds', $as_of) as kinds
left join held on held.category_stated = kinds.class_on_record
where kinds.programme_id = $programme
order by kinds.kind_id
