-- title: A region is one of the regions, and that of the country beside it
-- unit: rows
-- grain: one row per row whose region is no region, or is not that of its country
with named as (
    select 'events.csv' as file, event_id as row_key, region, case when level = 'national' then countries else [] end as countries from standing('events') as events
    union all
    select 'task_forces.csv', report_id, region, case when iso3 is null then [] else [iso3] end from standing('task_forces') as task_forces
    union all
    select 'actions.csv', action_id, region, case when iso3 is null then [] else [iso3] end from standing('actions') as actions
    union all
    select 'milestones.csv', milestone_id, region, case when region is null then [] else countries end from standing('milestones') as milestones
    union all
    select 'places.csv', place_id, region, [] from places
),

homes as (
    select file, row_key, named.region, places.kind, list(distinct home.region || ' for ' || home.iso3 order by home.region || ' for ' || home.iso3) as other_regions
    from named
    join places on places.place_id = named.region
    left join places as home on list_contains(named.countries, home.iso3) and home.region <> named.region
    group by all
)

select
    file,
    row_key,
    'region' as "column",
    region as value,
    case when kind = 'fao region' then 'contradicts the country' else 'is no region' end as rule,
    case
        when kind = 'fao region' then 'The places say ' || array_to_string(list_filter(other_regions, lambda word: word is not null), ', ') || '. Correct the region or the country.'
        else 'It is a ' || kind || '. Write one of the regions, or leave it empty.'
    end as advice
from homes
where kind <> 'fao region' or len(list_filter(other_regions, lambda word: word is not null)) > 0
order by file, row_key
