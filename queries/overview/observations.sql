-- title: Reported figures by period
-- unit: as each indicator says
-- grain: one row per indicator, place, category, scope and period
-- slip: indicator_name, place, value, on
-- finding: {rows} figures were reported for {scope}, each for its period and with its source
-- finding one: One figure was reported for {scope}: {first.indicator_name}, {first.value_in_words} for {first.on:day}
-- empty: No figure was reported for {scope} by {as_of:day}.
-- note: Of several statements for one period the one that stands is shown, by the rule of the reported figures; how many differ stands beside it.
-- note: A figure for which no source gives a day or a year is not among them.
-- hidden: variant
-- ignores: compare_with, because it shows all periods up to the chosen day
select
    observed.place_id,
    places.name as place,
    observed.indicator,
    indicators.name as indicator_name,
    observed.category,
    observed.scope,
    observed."on",
    observed.value,
    observed.qualifier,
    indicators.unit,
    observed.other_statements,
    observed.wording,
    observed.known_on,
    observed.corrected_on,
    observed.source_id,
    observed.grade,
    case when count(*) over () = 1 then 'one' end as variant
from observed_as_of($as_of) as observed
join places using (place_id)
join indicators using (indicator)
where picked($regions, coalesce(places.region, 'WORLD'))
  and picked($countries, coalesce(places.iso3, places.place_id))
  and picked($categories, coalesce(observed.category, 'all'))
order by
    observed.indicator, observed.place_id, observed.category nulls first, observed.scope nulls first,
    observed.on_from, observed.on_to desc
