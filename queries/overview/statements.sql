-- title: Every statement of these figures
-- unit: as each indicator says
-- grain: one row per statement and source
-- slip: indicator_name, place, value, on
-- finding: {rows} statements stand behind the headline figures
-- note: Two sources that disagree are two rows. Figures whose day no source gives are dated by their source.
-- ignores: countries, because the initiative publishes these figures for the world and for regions
-- ignores: categories, because a figure of one product type is its own row here
-- ignores: compare_with, because it shows all days up to the chosen one
select
    indicators.name as indicator_name,
    places.name as place,
    statements.category,
    scope,
    statements.value,
    statements.qualifier,
    statements."on",
    statements.known_on,
    statements.wording,
    statements.note,
    statements.corrected_on,
    statements.source_id,
    statements.grade
from figures_as_of($as_of) as statements
join indicators using (indicator)
join places using (place_id)
where picked($regions, coalesce(places.region, 'WORLD'))
order by
    list_position(['countries_joined', 'saps'], indicator) nulls last, indicator, statements.place_id,
    statements.stated_on desc, statements.figure_id
