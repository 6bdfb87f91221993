-- What the product groups are sorted into.
--
-- | name | what it gives |
-- |---|---|
-- | product_types | the product types in their order: FAO's classes, then further ones that a contract allows, then unclassified |

create macro product_types() as table
    with named as (
        select *
        from (values
            (1, 'horticulture', 'Horticulture'),
            (2, 'field-crop', 'Field crops'),
            (3, 'livestock', 'Livestock'),
            (4, 'forest', 'Forest products'),
            (5, 'fishery', 'Fisheries'),
            (7, 'unclassified', 'Not classified')
        ) as named (place, category, product_type)
    ),
    further as (
        select distinct products.category, coalesce(label, upper(products.category[1]) || replace(products.category[2:], '-', ' ')) as product_type
        from products
        left join contracts.labels as given
            on given.table_name = 'products' and given.column_name = 'category' and given.value = products.category
        where products.category not in (select category from named)
    )
    select place, category, product_type, lower(product_type) as type_in_sentence from named
    union all
    select 6, category, product_type, product_type from further;
