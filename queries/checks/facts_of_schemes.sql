-- title: A scheme says one thing of one class, component and product
-- unit: rows
-- grain: one row per class, rule, claim or product that contradicts another or itself
select
    'star_classes.csv' as file,
    later.class_id as row_key,
    'stars' as "column",
    later.stars::varchar as value,
    'class told twice' as rule,
    min(earlier.class_id) || ' is the class of these stars in the same rule set. Keep one of the two.' as advice
from standing('star_classes') as later
join standing('star_classes') as earlier using (programme_id, rule_set, stars)
where earlier.class_id < later.class_id
group by all
union all
select 'support_rules.csv', later.rule_id, 'odop_required', later.odop_required, 'contradicts another rule', min(earlier.rule_id) || ' says ' || coalesce(min_by(earlier.odop_required, earlier.rule_id), 'nothing') || ' of the same component and beneficiary. Correct one of the two.'
from standing('support_rules') as later
join standing('support_rules') as earlier using (programme_id, component, beneficiary, rule_set)
where earlier.rule_id < later.rule_id and earlier.odop_required is distinct from later.odop_required
    and earlier.exception is not distinct from later.exception
group by all
union all
select 'place_products.csv', claim_id, 'stars', stars::varchar, 'no class of the scheme', 'The programme ' || programme_id || ' has no class of so many stars. Correct the stars, or add the class to star_classes.csv.'
from standing('place_products') as place_products
where stars is not null and programme_id in (select star_classes.programme_id from standing('star_classes') as star_classes)
    and (programme_id, stars) not in (select (star_classes.programme_id, star_classes.stars) from standing('star_classes') as star_classes)
union all
select 'place_products.csv', later.claim_id, 'product', later.product, 'contradicts another row of its source', 'Claim ' || min(earlier.claim_id) || ' gives this product of this place another status or other stars. Correct one of the two.'
from standing('place_products') as later
join standing('place_products') as earlier using (programme_id, place_id, source_id)
where earlier.claim_id < later.claim_id and one_spelling(earlier.product) = one_spelling(later.product) and earlier.seen_on is not distinct from later.seen_on
    and (earlier.status <> later.status or earlier.stars <> later.stars)
group by all
union all
select 'products.csv', product_id, 'category', category, 'contradicts its basis', 'category_basis is ' || category_basis || if(category = 'unclassified', ': nobody puts a product in no class. Write none, or the class.', '. Say who put it in the class, or write unclassified.')
from products
where (category = 'unclassified') <> (category_basis = 'none')
order by file, row_key, "column"
