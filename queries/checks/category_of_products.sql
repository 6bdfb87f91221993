-- title: A claim shows the class of its product group
-- unit: claims
-- grain: one row per claim of the initiative whose class differs from its product group
select
    'place_products.csv' as file,
    claim_id as row_key,
    'category' as column,
    place_products.category as value,
    'differs from the product' as rule,
    'products.csv puts ' || products.name || ' in ' || products.category || '. Use that class; the source''s own word stays in category_stated.' as advice
from standing('place_products') as place_products
join products using (product_id)
where programme_id = 'ocop-fao'
  and place_products.category <> products.category
order by row_key
