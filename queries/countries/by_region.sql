-- title: Countries on record by region and evidence
-- unit: countries
-- grain: one row per region
-- slip: region, on_record, joined, named, indirect
-- rows: countries/register
-- finding: {first.region_name} has most countries on record, {first.on_record} of {first.all_on_record}
-- finding level: No region has more countries on record than {first.region_name}, {first.on_record} of {first.all_on_record}
-- finding one: {first.region_name} has {first.on_record} countries on record
-- finding chosen: {first.region_name} has {first.on_record} of the countries chosen on record
-- finding chosen one: {scope} is on record, a country of {first.region_name}
-- finding none: Public sources name no country for {scope} on this day
-- empty: No public source speaks of the initiative {scope:in} on this day.
-- reading: One row for each region: countries on record, of them joined or named, then those with indirect evidence and those seen only at events.
-- note: On record: named, applied, accepted, joined or launched in a public source. The other columns are not members.
-- hidden: region_name, all_on_record, variant
-- ignores: compare_with, because it shows one day
select
    countries.region,
    any_value(places.name) as region_name,
    count(*) filter (where is_on_record) as on_record,
    count(*) filter (where stage = 'joined') as joined,
    count(*) filter (where stage = 'named') as named,
    count(*) filter (where stage = 'indirect') as indirect,
    count(*) filter (where stage = 'participant') as participants,
    sum(count(*) filter (where is_on_record)) over () as all_on_record,
    case
        when sum(count(*) filter (where is_on_record)) over () = 0 then 'none'
        when len($countries::varchar[]) = 1 then 'chosen one'
        when count(*) over () = 1 and len($countries::varchar[]) > 1 then 'chosen'
        when count(*) over () = 1 then 'one'
        when lead(count(*) filter (where is_on_record)) over (order by on_record desc, region_name) = on_record then 'level'
    end as variant
from countries_as_of($as_of) as countries
join places on places.place_id = countries.region
where picked($regions, countries.region)
  and picked($countries, countries.iso3)
  and picked_any($categories, countries.categories)
group by countries.region
order by on_record desc, region_name
