-- title: Values that contradict each other
-- unit: as each indicator says
-- grain: one row per statement of an indicator, unit and time for which another one has another value
-- slip: indicator_name, unit_name, on, value
-- finding: {first.sets} figures have several values for one and the same time
-- finding one: One figure has several values for one and the same time: {first.indicator_name}, {first.unit_name}, {first.on:day}
-- empty: No two sources give different values for one time.
-- note: Both stand side by side, each with its source. The monitor chooses none of them for being larger or smaller.
-- hidden: sets, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because product types of national programmes are their own
-- ignores: compare_with, because it shows one day
with statements as (
    select told.*
    from known('several.figures', $as_of) as told
    join national.within as places_within using (place_id)
    where programme_id = $programme and within_id = unit_of($programme, $unit) and has_begun(on_from, $as_of)
),
contested as (
    select indicator, place_id, category, scope, "on"
    from statements
    where qualifier = 'eq'
    group by indicator, place_id, category, scope, "on"
    having min(value) < max(value)
)
select
    indicators.name as indicator_name,
    places.name as unit_name,
    statements."on",
    statements.category,
    statements.scope,
    statements.value,
    statements.qualifier,
    indicators.unit,
    statements.note,
    statements.grade,
    statements.wording,
    statements.corrected_on,
    statements.known_on,
    statements.source_id,
    (select count(*) from contested) as sets,
    case when (select count(*) from contested) = 1 then 'one' end as variant
from statements
join contested on contested.indicator = statements.indicator and contested.place_id = statements.place_id and contested."on" = statements."on"
    and contested.category is not distinct from statements.category and contested.scope is not distinct from statements.scope
join indicators on indicators.indicator = statements.indicator
join places on places.place_id = statements.place_id
order by statements.on_to desc, indicators.name, places.name, statements.value, statements.figure_id
