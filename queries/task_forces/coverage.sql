-- title: Countries on record where public sources speak of a National Task Force
-- unit: countries
-- grain: one row per region
-- chart: bars label=region_name value=traced of=on_record detail=detail
-- rows: task_forces/register
-- finding: Public sources speak of a National Task Force in {first.all_traced} of {first.all_on_record} countries on record
-- finding one: Public sources speak of a National Task Force in one of {first.all_on_record} countries on record
-- finding none: Public sources speak of a National Task Force in none of {first.all_on_record} countries on record
-- finding yes: Public sources speak of a National Task Force in {first.a_country}
-- finding no: No public source speaks of a National Task Force in {first.a_country}
-- reading: One bar for each region: the full bar counts the countries where public sources speak of a National Task Force, the pale bar behind it the countries on record.
-- empty: Public sources name no country for {scope} on this day.
-- note: Full bar: countries where public sources speak of one; pale bar behind: countries on record. Established, planned or unclear all count; an arrangement that its source does not call a task force does not. Absence from public sources is not failure: the initiative has published no register of task forces.
-- hidden: region_name, detail, all_traced, all_on_record, a_country, variant
-- ignores: categories, because a task force serves its country
-- ignores: compare_with, because it shows one day
with countries as (
    select countries.iso3, countries.country, countries.region, bodies.status
    from countries_as_of($as_of) as countries
    left join bodies_as_of($as_of) as bodies on bodies.iso3 = countries.iso3 and bodies.level = 'national task force'
    where countries.is_on_record
      and picked($regions, countries.region)
      and picked($countries, countries.iso3)
),
counted as (
    select
        region,
        count(distinct iso3) filter (where status is not null) as traced,
        count(distinct iso3) as on_record,
        coalesce(list(distinct iso3 order by iso3) filter (where status is not null), []::varchar[]) as countries,
        string_agg(country || ': ' || status, '; ' order by country) as detail,
        min(country) as a_country
    from countries
    group by region
)
select
    counted.region,
    places.name as region_name,
    counted.traced,
    counted.on_record,
    counted.countries,
    counted.detail,
    sum(counted.traced) over () as all_traced,
    sum(counted.on_record) over () as all_on_record,
    counted.a_country,
    case
        when sum(counted.on_record) over () = 1 then case when counted.traced = 1 then 'yes' else 'no' end
        when sum(counted.traced) over () = 0 then 'none'
        when sum(counted.traced) over () = 1 then 'one'
    end as variant
from counted
join places on places.place_id = counted.region
order by counted.on_record desc, places.name
