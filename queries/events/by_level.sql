-- title: Dated events by level and year
-- unit: events
-- grain: one row per level and year
-- chart: multiples panel=strip x=year value=events
-- rows: events/register
-- finding: The most frequent level is {first.top_level}, with {first.top_events} of {first.all_dated} dated events
-- finding one: The one dated event for {scope} is {first.top_level}
-- finding tie: {first.all_dated} dated events are on record, no level leading
-- empty: No event for {scope} had a known date on this day.
-- reading: One strip for each level, one column for each year, all on one scale.
-- hidden: strip, top_level, top_events, all_dated, variant
-- note: Events without a date are in no year: the heading of a strip gives the dated events out of all. The last year may be a part of a year.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select level, year(starts_on_from) as year
    from events_of($as_of, $regions, $countries)
    where state <> 'upcoming'
),
levels as (
    select
        level,
        count(year) as dated,
        count(*) - count(year) as undated,
        count(year) = max(count(year)) over () as is_top,
        sum(count(year)) over () as all_dated
    from chosen
    group by level
),
years as (
    select unnest(range(min(year), max(year) + 1)) as year
    from chosen
)
select
    levels.level,
    years.year::varchar as year,
    count(chosen.year) as events,
    any_value(levels.undated) as undated,
    upper(levels.level[1]) || levels.level[2:] || ': ' || any_value(levels.dated) || ' of ' || any_value(levels.dated + levels.undated) as strip,
    (select min(level) from levels where is_top) as top_level,
    any_value((select max(dated) from levels)) as top_events,
    any_value(levels.all_dated) as all_dated,
    case
        when any_value(levels.all_dated) = 1 then 'one'
        when (select count(*) from levels where is_top) > 1 then 'tie'
    end as variant
from levels
cross join years
left join chosen on chosen.level = levels.level and chosen.year = years.year
group by levels.level, years.year
order by list_position(['global', 'regional', 'national'], levels.level), years.year
