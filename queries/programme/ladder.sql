-- title: The ladder of stars
-- unit: products
-- grain: one row per step of the ladder: three, four, potential five, five stars, lapsed
-- filled by: figures
-- chart: bars label=rung value=value qualifier=qualifier detail=told key=indicator
-- slip: rung, value, on
-- finding: {first.top_words} products hold the highest step that is reported, {first.top_step}
-- finding one: One product holds the highest step that is reported, {first.top_step}
-- empty: No number of products by star class is reported for this unit by this day.
-- reading: The latest reported number of products on each step, each for its own day.
-- note: The steps are of different days and of different sources: they are not parts of one sum.
-- note: A potential five-star product has the points for five stars from the province and waits for the national council.
-- hidden: told, top_words, top_step, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because product types of national programmes are their own
-- ignores: compare_with, because it shows one day
with steps as (
    from (values (1, '3 stars', ['certified_products_3star', 'products_3star']), (2, '4 stars', ['certified_products_4star', 'products_4star']),
                 (3, 'potential 5 stars', ['potential_5star_products']), (4, '5 stars', ['certified_products_5star', 'products_5star']),
                 (5, 'lapsed', ['products_lapsed'])) as of_ladder (rank, step, indicators)
),
told as (
    from statements_as_of($programme, $as_of)
    where place_id = unit_of($programme, $unit) and category is null and scope is null
)
select
    steps.step as rung,
    figures.value,
    figures.qualifier,
    figures."on",
    figures.other_statements,
    figures.known_on,
    figures.corrected_on,
    figures.source_id,
    figures.indicator,
    'for ' || figures."on" as told,
    in_words(arg_max(figures.value, (if(rank < 5, rank, 0), figures.indicator)) over (), null) as top_words,
    arg_max(steps.step, (if(rank < 5, rank, 0), figures.indicator)) over () as top_step,
    case when arg_max(figures.value, (if(rank < 5, rank, 0), figures.indicator)) over () = 1 then 'one' end as variant
from steps
join standing_among('told', $programme, $as_of) as figures on list_contains(steps.indicators, figures.indicator)
order by rank, figures.indicator
