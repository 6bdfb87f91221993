-- title: Products reported over time
-- unit: products
-- grain: one row per statement, for the world or for the chosen region
-- chart: steps on_from=on_from on_to=on_to value=value qualifier=qualifier detail=detail
-- finding: {last.value_in_words} products reported for {last.on:day}
-- finding fell: {first.latest} products reported for {first.latest_on:day}, after a fall from {first.fell_from} to {first.fell_to} by {first.fell_on:day} that no source on record explains
-- finding steady: {first.latest} products reported for {first.latest_on:day}
-- reading: A stepped line of the number of products that the initiative reported; a dot is an exact number, a ring a lower bound.
-- empty: No number of products had been reported for {scope} by this day.
-- note: Every number is shown as it was reported. A fall is neither corrected nor explained here: no source announces a withdrawal.
-- hidden: on_from, on_to, latest, latest_on, fell_from, fell_to, fell_on, detail, variant
-- ignores: categories, because the initiative reported its products by type once
-- ignores: compare_with, because it shows all days up to the chosen one
with statements as (
    select *
    from figures_as_of($as_of)
    where indicator = 'saps' and is_of_choice(place_id, $regions, $countries) and category is null and scope is null
),
exact as (
    select
        *,
        lag(value) over (order by stated_on, figure_id) as value_before
    from statements
    where is_exact
),
standing as (
    select value as latest, "on" as latest_on
    from reported_as_of($as_of)
    where indicator = 'saps' and is_of_choice(place_id, $regions, $countries) and category is null and scope is null
),
fall as (
    select
        max(stated_on) as fell_by,
        arg_max(value_before, (stated_on, figure_id)) as fell_from,
        arg_max(value, (stated_on, figure_id)) as fell_to,
        arg_max("on", (stated_on, figure_id)) as fell_on
    from exact
    where value < value_before
)
select
    statements."on",
    statements.on_from,
    statements.on_to,
    statements.value,
    statements.qualifier,
    statements.wording,
    statements.note,
    statements.known_on,
    statements.corrected_on,
    statements.source_id,
    sources.grade,
    coalesce(statements.note, statements.wording) as detail,
    standing.latest,
    standing.latest_on,
    fall.fell_from,
    fall.fell_to,
    fall.fell_on,
    case when fall.fell_by is null then 'steady' else 'fell' end as variant
from statements
join sources using (source_id)
cross join standing
cross join fall
order by statements.stated_on, statements.is_exact, statements.figure_id
