-- title: One product in a few words
-- unit: product groups
-- grain: one row: the product group asked for, whether or not anything was public of it
-- rows: products/homes
-- finding: {first.heading} is on record for {first.countries} countries, first shown {first.first_shown:day}
-- finding one: {first.heading} is on record for one country, first shown {first.first_shown:day}
-- finding undated: {first.heading} is on record for {first.countries} countries; no source that names it shows a date
-- finding undated one: {first.heading} is on record for one country; no source that names it shows a date
-- finding placeless: {first.heading} is on record, and no source gives a country for it
-- finding dropped: {first.heading} was given up wherever it was on record, and is in no count
-- finding none: No source that was public on this day names {first.product} as a product of the initiative
-- finding sisters: No source that was public on this day names {first.product} as a product of the initiative; it is on record in {first.sister_programmes}
-- empty: Choose a product to see what public sources say of it.
-- note: Spellings of one product are one group; the words of the sources stand with the statements.
-- note: A product that was given up by every country keeps its page, with its last word; it is in no count.
-- hidden: heading, variant
-- ignores: regions, because a page of a product shows it wherever it is grown
-- ignores: countries, because a page of a product shows it wherever it is grown
-- ignores: categories, because a page of a product shows one product
-- ignores: compare_with, because it shows all days up to the chosen one
with homes as (
    from every_product_as_of($as_of) where product_id = $product
),
counted as (
    select
        count(iso3) filter (where not is_dropped) as countries,
        count(*) as homes,
        count(*) filter (where not is_dropped) as standing,
        arg_min(first_shown_on, (first_seen_on, first_shown_on)) as first_shown,
        sum(statements) as statements,
        max(corrected_on) as corrected_on
    from homes
),
worded as (
    select
        string_agg(distinct product, '; ' order by product) as wordings,
        string_agg(distinct category_stated, '; ' order by category_stated) as category_stated
    from initiative.product_claims
    where product_id = $product and is_known(known_on_from, superseded_from, $as_of) and counts_from <= $as_of
),
elsewhere as (
    select string_agg(distinct programmes.name, ', ' order by programmes.name) as sister_programmes
    from place_products
    join referred('programmes', $as_of) as programmes using (programme_id)
    where place_products.product_id = $product
      and programmes.programme_id <> 'ocop-fao'
      and is_known(place_products.known_on_from, place_products.superseded_from, $as_of)
)
select
    products.product_id,
    products.name as product,
    products.category,
    nullif(products.category_basis, 'none') as category_basis,
    category_stated,
    families.family,
    countries,
    first_shown,
    statements,
    wordings,
    sister_programmes,
    corrected_on,
    upper(products.name[1]) || products.name[2:] as heading,
    case
        when homes = 0 and sister_programmes is not null then 'sisters'
        when homes = 0 then 'none'
        when standing = 0 then 'dropped'
        when countries = 0 then 'placeless'
        when first_shown is null then if(countries = 1, 'undated one', 'undated')
        when countries = 1 then 'one'
    end as variant
from products
left join product_families() as families using (product_id)
cross join counted
cross join worded
cross join elsewhere
where products.product_id = $product
order by products.product_id
