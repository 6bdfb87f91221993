-- title: Figures without a date
-- unit: as each indicator says
-- grain: one row per statement without a day or a year
-- filled by: figures
-- slip: indicator_name, value, known_on
-- finding: {rows} figures are reported without a day or a year
-- finding one: One figure is reported without a day or a year: {first.indicator_name}, {first.value_in_words}
-- empty: Every figure of this unit has a date.
-- note: They stand on no time axis, and no target is judged by them.
-- hidden: variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because product types of national programmes are their own
-- ignores: compare_with, because it shows one day
select
    indicators.name as indicator_name,
    figures.value,
    figures.qualifier,
    indicators.unit,
    figures.wording,
    figures.note,
    figures.known_on,
    figures.corrected_on,
    figures.source_id,
    case when count(*) over () = 1 then 'one' end as variant
from known('figures', $as_of) as figures
join indicators using (indicator)
where figures.programme_id = $programme
  and figures.place_id = unit_of($programme, $unit)
  and figures."on" is null
order by indicators.name, figures.figure_id
