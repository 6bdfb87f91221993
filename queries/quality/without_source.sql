-- title: Statements that no good source carries
-- unit: subjects
-- grain: one row per subject whose best source is of grade D, or that has none
-- finding: {rows} statements are carried by mirrors, aggregators or blogs alone
-- finding one: One statement is carried by mirrors, aggregators or blogs alone
-- empty: No statement about {scope} is carried by sources of grade D alone.
-- sentence country: {what}: taking part rests on sources of grade D alone
-- sentence product: {what}: the product rests on sources of grade D alone
-- sentence figure: {what}: the figure rests on a source of grade D
-- sentence body: {what}: the report rests on a source of grade D
-- sentence unsourced: {what}: no source is named
-- note: Grade D is a mirror, an aggregator or a blog. A source of grade A to C for the same statement closes the case.
-- note: Sorted by weight, reach times severity. Severity here is 3: nobody can open what it rests on. Reach is 3 for the whole initiative, 2 for a region, 1 for a country.
-- hidden: variant, what, severity, reach, weight, row_key, iso3
-- ignores: categories, because a lack of the record is one of a place, whatever grows there
-- ignores: compare_with, because it shows one day
with said as (
    select 'country' as sentence, country as what, claim_id as row_key, corrected_on, source_id, country, region, iso3, iso3 as subject
    from claims_as_of($as_of)
    where stage_rank(stage) >= stage_rank('named')
    union all
    select 'product', concat_ws(': ', country, product_name), claim_id, corrected_on, source_id, country, country_region, iso3, concat_ws(' ', place_id, product_id)
    from product_claims_as_of($as_of)
    union all
    select 'body', body, body_id, corrected_on, source_id, country, region, iso3, body_id from bodies_as_of($as_of)
    union all
    select
        'figure', concat_ws(', ', indicators.name, nullif(places.name, 'World'), replace(category, '-', ' '), scope), figure_id, corrected_on, source_id,
        if(places.kind = 'country', places.name, null), places.region, places.iso3, figure_id
    from reported_as_of($as_of)
    join indicators using (indicator)
    join places using (place_id)
),
lacking as (
    select
        if(count(source_id) = 0, 'unsourced', sentence) as sentence, any_value(what) as what, any_value(sources.published_on) as "on",
        any_value(country) as country, any_value(region) as region, any_value(iso3) as iso3, min(row_key) as row_key, max(corrected_on) as corrected_on,
        min(source_id) as source_id
    from said
    left join sources using (source_id)
    group by said.sentence, subject
    having coalesce(min(grade), 'D') = 'D'
)
select sentence, what, "on", country, region, iso3, 3 as severity, reach_of(region, iso3) as reach, weight_of(3, region, iso3) as weight, row_key, corrected_on, source_id,
    case when count(*) over () = 1 then 'one' end as variant
from lacking
where belongs($regions, $countries, region, iso3)
order by weight desc, region nulls first, country nulls first, what, row_key
