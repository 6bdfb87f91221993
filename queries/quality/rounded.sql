-- title: Figures that are bounds or rounded
-- unit: figures
-- grain: one row per reported figure that stands and is no exact number
-- finding: {rows} reported figures are bounds or estimates, such as "more than 100"
-- finding one: One reported figure is a bound or an estimate
-- empty: No figure reported for {scope} is a bound or an estimate.
-- sentence bound: {what}: {value_in_words}, reported for {on:day}; the exact number is not public
-- note: A bound is kept in the words of its source, and a sum of bounds is a lower bound.
-- note: Sorted by weight, reach times severity. Severity here is 1: the number is a bound or an estimate. Reach is 3 for the whole initiative, 2 for a region, 1 for a country.
-- hidden: variant, what, value, value_qualifier, severity, reach, weight, row_key, iso3
-- ignores: categories, because a lack of the record is one of a place, whatever grows there
-- ignores: compare_with, because it shows one day
with lacking as (
    select
        'bound' as sentence,
        concat_ws(', ', indicators.name, nullif(places.name, 'World'), replace(bounds.category, '-', ' '), bounds.scope) as what,
        bounds.value, bounds.qualifier as value_qualifier, bounds."on", if(places.kind = 'country', places.name, null) as country, places.region, places.iso3,
        bounds.figure_id as row_key, bounds.corrected_on, bounds.source_id
    from (from reported_as_of($as_of) where qualifier <> 'eq') as bounds
    join places on places.place_id = bounds.place_id
    join indicators on indicators.indicator = bounds.indicator
)
select sentence, what, value, value_qualifier, "on", country, region, iso3, 1 as severity, reach_of(region, iso3) as reach, weight_of(1, region, iso3) as weight, row_key, corrected_on, source_id,
    case when count(*) over () = 1 then 'one' end as variant
from lacking
where belongs($regions, $countries, region, iso3)
order by weight desc, region nulls first, country nulls first, what, row_key
