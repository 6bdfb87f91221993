-- title: The latest reported number of each unit
-- unit: as the indicator says
-- grain: one row per unit directly below with a report of the figure that is reported most often
-- chart: bars label=unit value=value qualifier=qualifier detail=told key=unit_id
-- slip: unit, value, on
-- finding: {first.unit} has the highest latest report: {first.value_in_words} {first.counted}, for {first.on:day}
-- finding one: {first.unit} alone reports a number: {first.value_in_words} {first.counted}, for {first.on:day}
-- empty: No unit directly below this one has reported a number by this day.
-- reading: One bar for each unit, as long as the number that was reported last; of more than thirty units those with the highest numbers.
-- note: A unit that was merged into another one is left out, and so are regions that only group others. A number from before a merger is of the unit as it was.
-- note: Each number is of its own day, as the table says; they are no parts of one sum, and a unit without a bar may have more.
-- hidden: told, counted, unit_id, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because a unit is shown with all its products
-- ignores: compare_with, because it shows one day
with changes as (
    select place_id, max(changed_from) as changed_from from unit_changes_as_of($as_of) group by place_id
),
told as (
    from statements_as_of($programme, $as_of)
    where indicator = headline_of($programme) and category is null and scope is null
),
shown as (
    select
        units.unit,
        figures.value,
        figures.qualifier,
        figures."on",
        indicators.name as indicator_name,
        figures.known_on,
        figures.corrected_on,
        figures.source_id,
        'for ' || figures."on" || if(changes.changed_from > figures.on_to, ', before it took in another unit', '') as told,
        lower(indicators.name[1]) || indicators.name[2:] as counted,
        units.unit_id
    from units_as_of($programme, $as_of) as units
    join standing_among('told', $programme, $as_of) as figures using (unit_id)
    join indicators using (indicator)
    left join changes on changes.place_id = units.unit_id
    where units.above_id = unit_of($programme, $unit)
      and units.unit_level not in ('region', 'province group')
      and not exists (
            from known('place_changes', $as_of) as place_changes where place_changes.place_id = units.unit_id and has_begun(place_changes.on_from, $as_of))
)
select *, case when count(*) over () = 1 then 'one' end as variant
from shown
order by value desc, strip_accents(unit), unit_id
limit 30
