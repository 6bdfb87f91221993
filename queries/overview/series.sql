-- title: Countries and products reported over time
-- unit: countries, products
-- grain: one row per indicator and statement, for the world or for the chosen region
-- chart: steps on_from=on_from on_to=on_to value=value qualifier=qualifier series=indicator_name detail=wording
-- hidden: on_from, on_to, is_exact, variant
-- finding: {last.value_in_words} countries were reported for {last.on:day}
-- finding products: {last.value_in_words} products were reported for {last.on:day}
-- empty: The initiative has published no figures over time for {scope}.
-- note: A region has few figures of its own, a country none: nothing is filled in for them.
-- ignores: categories, because product types were reported once, in April 2024
-- ignores: compare_with, because it shows all days up to the chosen one
select
    indicator,
    indicators.name as indicator_name,
    statements."on",
    statements.on_from,
    statements.on_to,
    statements.value,
    statements.qualifier,
    statements.is_exact,
    statements.known_on,
    statements.wording,
    statements.corrected_on,
    statements.source_id,
    if(count(*) filter (where indicator = 'countries_joined') over () = 0, 'products', null) as variant
from figures_as_of($as_of) as statements
join indicators using (indicator)
where indicator in ('countries_joined', 'saps')
  and is_of_choice(statements.place_id, $regions, $countries)
  and statements.category is null
  and statements.scope is null
order by indicator desc, statements.stated_on, statements.is_exact, statements.figure_id
