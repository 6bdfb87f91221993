-- title: Regional Organizing Groups
-- unit: regional groups
-- grain: one row per region
-- finding: {first.established} of {first.regions} Regional Organizing Groups are established
-- finding one: One of {first.regions} Regional Organizing Groups is established
-- finding single: The Regional Organizing Group of {first.region_name} is {first.status}
-- finding none: No Regional Organizing Group for {scope} was public on {as_of:day}
-- empty: No Regional Organizing Group serves the countries chosen.
-- note: Several reports say that a group exists or met and give no date of establishment: "date not published".
-- hidden: established, regions, variant
-- ignores: categories, because no body is tied to a product type
-- ignores: compare_with, because it shows one day
with served as (
    select place_id as region, name as region_name
    from places
    where kind = 'fao region'
      and picked($regions, place_id)
      and (len($countries::varchar[]) = 0
           or place_id in (select region from places where list_contains($countries::varchar[], iso3)))
),
groups as (
    select *
    from bodies_as_of($as_of)
    where level = 'regional organizing group'
)
select
    served.region,
    served.region_name,
    groups.status,
    groups.established_on,
    case when not groups.is_undated then groups.reported_on end as reported_on,
    groups.composition,
    groups.reports,
    groups.corrected_on,
    groups.source_id,
    count(*) filter (where groups.status = 'established') over () as established,
    count(*) over () as regions,
    case
        when count(groups.status) over () = 0 then 'none'
        when count(*) over () = 1 then 'single'
        when count(*) filter (where groups.status = 'established') over () = 1 then 'one'
    end as variant
from served
left join groups on groups.region = served.region
order by groups.established_from nulls last, groups.status = 'established' desc nulls last, served.region_name
