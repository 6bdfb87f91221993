-- title: A product group stands once
-- unit: product groups
-- grain: one row per group whose name another group has already
select
    'products.csv' as file,
    later.product_id as row_key,
    'name' as "column",
    later.name as value,
    'product named twice' as rule,
    'It has the name of ' || earlier.product_id || '. Give the claims of both one product_id, or tell the names apart.' as advice
from products as later
join products as earlier on one_spelling(earlier.name) = one_spelling(later.name) and earlier.product_id < later.product_id
order by row_key
