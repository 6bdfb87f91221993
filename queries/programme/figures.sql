-- title: What sources report of this unit
-- unit: as each indicator says
-- grain: one row per indicator, product type and scope: the statement that stands
-- filled by: figures
-- slip: indicator_name, value, on
-- finding: {rows} figures are reported, the latest for {first.latest:day}
-- finding one: One figure is reported: {first.indicator_name}, {first.value_in_words} for {first.on:day}
-- empty: No figure of this unit was public on this day.
-- note: The newest statement stands; how many other statements differ from it for that time stands beside it. Where two of one standing differ, both values are shown.
-- note: A figure without a day or a year stands last, and is drawn on no time axis.
-- hidden: latest, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because product types of national programmes are their own
-- ignores: compare_with, because it shows one day
with told as (
    from statements_as_of($programme, $as_of)
    where place_id = unit_of($programme, $unit)
)
select
    indicators.name as indicator_name,
    figures.category,
    figures.scope,
    figures.value,
    figures.qualifier,
    indicators.unit,
    figures."on",
    figures.other_statements,
    figures.wording,
    figures.note,
    figures.known_on,
    figures.corrected_on,
    figures.source_id,
    figures.grade,
    figures.indicator,
    max(figures.on_to) over () as latest,
    case when count(*) over () = 1 then 'one' end as variant
from standing_among('told', $programme, $as_of) as figures
join indicators using (indicator)
order by figures.on_to desc, indicators.name, figures.category nulls first, figures.scope nulls first
