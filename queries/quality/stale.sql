-- title: Figures that have grown old
-- unit: figures
-- grain: one row per reported figure that stands and is older than its indicator allows
-- finding: {rows} reported figures have grown old
-- finding one: One reported figure has grown old
-- empty: No reported figure of {scope} has grown old.
-- sentence old: {what}: {value_in_words}, reported for {on:day}, {age_months} months ago
-- note: After how many months a figure is old is said of each indicator; where nothing is said, after 24. What counts is the day that the figure speaks of. A figure of one project, event or set does not grow old.
-- note: Sorted by weight, reach times severity. Severity here is 1: the figure was right once and may be still. Reach is 3 for the whole initiative, 2 for a region, 1 for a country.
-- hidden: variant, what, value, value_qualifier, age_months, severity, reach, weight, row_key, iso3
-- ignores: categories, because a lack of the record is one of a place, whatever grows there
-- ignores: compare_with, because it shows one day
with lacking as (
    select
        'old' as sentence,
        concat_ws(', ', indicators.name, nullif(places.name, 'World'), replace(reported.category, '-', ' ')) as what,
        reported.value, reported.qualifier as value_qualifier, reported."on", datesub('month', stated_on, $as_of::date) as age_months,
        if(places.kind = 'country', places.name, null) as country, places.region, places.iso3, figure_id as row_key, corrected_on, source_id
    from reported_as_of($as_of) as reported
    join indicators using (indicator)
    join places using (place_id)
    where scope is null and is_too_old(stated_on, coalesce(stale_after_months, 24), $as_of)
)
select sentence, what, value, value_qualifier, age_months, "on", country, region, iso3, 1 as severity, reach_of(region, iso3) as reach, weight_of(1, region, iso3) as weight, row_key, corrected_on, source_id,
    case when count(*) over () = 1 then 'one' end as variant
from lacking
where belongs($regions, $countries, region, iso3)
order by weight desc, region nulls first, country nulls first, what, row_key
