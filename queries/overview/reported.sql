-- title: Figures reported by the initiative
-- unit: as each indicator says
-- grain: one row per indicator, place, category and scope
-- note: The newest exact statement stands until a newer one, or a newer bound that it does not satisfy. Among statements of one day an exact one stands before a bound, then the better source.
-- ignores: countries, because the initiative publishes these figures for the world and for regions
-- ignores: categories, because a figure of one product type is its own row here
-- ignores: compare_with, because it shows one day
select
    indicator,
    indicators.name as indicator_name,
    reported.place_id,
    places.name as place,
    reported.category,
    scope,
    reported.value,
    reported.qualifier,
    indicators.unit,
    reported."on",
    reported.known_on,
    reported.known_on_basis,
    reported.corrected_on,
    reported.source_id,
    reported.grade,
    reported.wording,
    reported.note,
    reported.other_statements,
    datesub('month', reported.stated_on, $as_of) as age_months
from reported_as_of($as_of) as reported
join indicators using (indicator)
join places using (place_id)
where (len($regions::varchar[]) = 0 and reported.place_id = 'WORLD') or list_contains($regions::varchar[], places.region)
order by
    list_position(['countries_joined', 'saps', 'secretariat_members', 'demonstration_countries'], indicator) nulls last,
    indicator, reported.place_id, reported.category nulls first, scope nulls first
