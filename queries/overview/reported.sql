-- title: Figures reported by the initiative
-- unit: as each indicator says
-- grain: one row per indicator, place, category and scope
-- finding: {rows} figures stand as reported for {scope}, each with its day and source
-- finding one: One figure stands as reported for {scope}: {first.indicator_name}, {first.value_in_words} for {first.on:day}
-- empty: No figure was reported for {scope} by {as_of:day}.
-- note: The newest exact statement stands until a newer one, or a newer bound that it does not satisfy. Among statements of one day an exact one stands before a bound, then the better source.
-- hidden: variant
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
    datesub('month', reported.stated_on, $as_of) as age_months,
    case when count(*) over () = 1 then 'one' end as variant
from reported_as_of($as_of) as reported
join indicators using (indicator)
join places using (place_id)
where (len($regions::varchar[]) = 0 and reported.place_id = 'WORLD') or list_contains($regions::varchar[], places.region)
order by
    list_position(['countries_joined', 'saps', 'secretariat_members', 'demonstration_countries'], indicator) nulls last,
    indicator, reported.place_id, reported.category nulls first, scope nulls first
