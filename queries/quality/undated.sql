-- title: Facts without a date
-- unit: facts
-- grain: one row per fact that no source dates
-- finding: {rows} facts carry no date
-- finding one: One fact carries no date
-- empty: No fact on record for {scope} is without a date.
-- sentence event: Event without a date: {what}
-- sentence body: {what} is established, on no known day
-- sentence country: {what} is named in public sources, none of which has a date
-- sentence fund: Fund without a start: {what}
-- note: A fund that names several countries counts for the whole initiative.
-- note: Sorted by weight, reach times severity. Severity here is 2: what has no day stands on no time axis. Reach is 3 for the whole initiative, 2 for a region, 1 for a country.
-- hidden: variant, what, severity, reach, weight, row_key, iso3
-- ignores: categories, because a lack of the record is one of a place, whatever grows there
-- ignores: compare_with, because it shows one day
with lacking as (
    select
        'event' as sentence, title as what, known_by as "on", if(len(codes) = 1, places.name, null) as country,
        coalesce(events.region, places.region) as region, if(len(codes) = 1, codes[1], null) as iso3, event_id as row_key, corrected_on, source_id
    from (select *, concerned(host_iso3, countries, participant_countries) as codes from events_as_of($as_of) where starts_on is null) as events
    left join places on places.place_id = codes[1] and len(codes) = 1
    union all
    select 'body', body, reported_on, country, region, iso3, body_id, corrected_on, source_id
    from bodies_as_of($as_of)
    where status = 'established' and established_on is null
    union all
    select 'country', any_value(country), null, any_value(country), any_value(region), iso3, min(claim_id), max(corrected_on), min(source_id)
    from claims_as_of($as_of)
    where stage_rank(stage) >= stage_rank('named')
    group by iso3
    having count(coalesce(shown_on, joined_on)) = 0
    union all
    select 'fund', project, null, places.name, places.region, places.iso3, fund_id, corrected_on, source_id
    from funds_as_of($as_of) as funds
    left join places on len(funds.countries) = 1 and places.place_id = funds.countries[1]
    where starts_on is null
)
select sentence, what, "on", country, region, iso3, 2 as severity, reach_of(region, iso3) as reach, weight_of(2, region, iso3) as weight, row_key, corrected_on, source_id,
    case when count(*) over () = 1 then 'one' end as variant
from lacking
where belongs($regions, $countries, region, iso3)
order by weight desc, region nulls first, country nulls first, what, row_key
