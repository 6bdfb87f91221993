-- title: Dated events by region and year
-- unit: events
-- grain: one row per region and year; global events, which belong to no region, stand first
-- chart: multiples panel=strip x=year value=events
-- rows: events/register
-- finding: More dated events belong to {first.top_region} than to any other region, {first.top_events} of {first.in_regions}
-- finding tie: {first.in_regions} dated events belong to a region, no region leading
-- finding chosen: {first.top_events} dated events are on record in {first.top_region}
-- finding wider: {first.all_dated} dated events count for {scope}, {first.top_events} of them as events of {first.top_region}
-- finding global: No dated event for {scope} belongs to a region
-- empty: No event for {scope} had a known date on this day.
-- reading: One strip for each region and one for events of global level, one column for each year, all on one scale.
-- hidden: strip, top_region, top_events, in_regions, all_dated, variant
-- note: Regional and national events stand in their region; an event of global level stands in none, wherever it was held, and an event that counts for a chosen region stands in its own. The heading of a strip gives the dated events out of all; those without a date are in no year.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select coalesce(region, 'WORLD') as place_id, year(starts_on_from) as year
    from events_of($as_of, $regions, $countries)
    where state <> 'upcoming'
),
regions as (
    select
        place_id,
        case when place_id = 'WORLD' then 'Global level' else any_value(places.name) end as name,
        count(year) as dated,
        count(*) - count(year) as undated
    from chosen
    join places using (place_id)
    group by place_id
),
top as (
    select
        arg_max(name, (dated, name)) as top_region,
        max(dated) as top_events,
        sum(dated) as in_regions,
        count(*) filter (where dated = (select max(dated) from regions where place_id <> 'WORLD')) as tops,
        count(*) as found
    from regions
    where place_id <> 'WORLD'
),
years as (
    select unnest(range(min(year), max(year) + 1)) as year
    from chosen
)
select
    case when regions.place_id <> 'WORLD' then regions.place_id end as region,
    years.year::varchar as year,
    count(chosen.year) as events,
    any_value(regions.undated) as undated,
    any_value(regions.name) || ': ' || any_value(regions.dated) || ' of ' || any_value(regions.dated + regions.undated) as strip,
    any_value(top.top_region) as top_region,
    any_value(top.top_events) as top_events,
    any_value(top.in_regions) as in_regions,
    (select sum(dated)::bigint from regions) as all_dated,
    case
        when coalesce(any_value(top.in_regions), 0) = 0 then 'global'
        when len($regions::varchar[]) + len($countries::varchar[]) > 0
            and any_value(top.tops) = 1 and any_value(top.top_events) < (select sum(dated) from regions) then 'wider'
        when any_value(top.found) = 1 then 'chosen'
        when any_value(top.tops) > 1 then 'tie'
    end as variant
from regions
cross join years
cross join top
left join chosen on chosen.place_id = regions.place_id and chosen.year = years.year
group by regions.place_id, years.year
order by regions.place_id <> 'WORLD', any_value(regions.dated) desc, regions.place_id, years.year
