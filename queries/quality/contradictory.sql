-- title: Statements that contradict each other
-- unit: cases
-- grain: one row per case in which sources disagree
-- finding: There are {rows} cases in which sources contradict each other
-- finding one: There is one case in which sources contradict each other
-- empty: There are no two sources that disagree about {scope}.
-- sentence values: {what}: {said} on one day
-- sentence joining: {what}: two days of joining, {said}
-- note: All statements of a case stand in the list of contradictions on the page About; here each case is one row, to be settled by a source.
-- note: Sorted by weight, reach times severity. Severity here is 3: a reader who meets one side alone is misled. Reach is 3 for the whole initiative, 2 for a region, 1 for a country.
-- hidden: variant, what, said, severity, reach, weight, row_key, iso3
-- ignores: categories, because a lack of the record is one of a place, whatever grows there
-- ignores: compare_with, because it shows one day
with of_one_day as (
    select
        programme_id, indicator, place_id, category, scope, "on",
        list_sort(list(distinct in_words(value, qualifier))) as says, min(figure_id) as row_key,
        max(corrected_on) as corrected_on, min(source_id) as source_id
    from figures_as_of($as_of)
    where "on" is not null and programme_id = 'ocop-fao'
    group by all
    having count(distinct (value, qualifier)) > 1
),
lacking as (
    select
        'values' as sentence, concat_ws(', ', indicators.name, nullif(places.name, 'World'), scope) as what, array_to_string(says, ' and ') as said,
        "on", if(places.kind = 'country', places.name, null) as country, places.region, places.iso3, row_key, corrected_on, source_id
    from of_one_day
    join indicators using (indicator)
    join places using (place_id)
    union all
    select
        'joining', any_value(country), string_agg(distinct joined_on, ' and ' order by joined_on), max(joined_on), any_value(country),
        any_value(region), iso3, min(claim_id), max(corrected_on), min(source_id)
    from claims_as_of($as_of)
    where joined_on is not null
    group by iso3
    having count(distinct joined_on) > 1
)
select sentence, what, said, "on", country, region, iso3, 3 as severity, reach_of(region, iso3) as reach, weight_of(3, region, iso3) as weight, row_key, corrected_on, source_id,
    case when count(*) over () = 1 then 'one' end as variant
from lacking
where belongs($regions, $countries, region, iso3)
order by weight desc, region nulls first, country nulls first, what, row_key
