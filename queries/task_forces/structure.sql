-- title: Governing bodies by level
-- unit: bodies
-- grain: one row per level
-- finding: {first.groups_established} of {first.groups} regional groups are established; {first.task_forces_established} National Task Forces are established and {first.task_forces_planned} planned
-- finding many: {first.groups_established} of {first.groups} regional groups and {first.task_forces_established} National Task Forces are established; {first.task_forces_planned} more task forces are planned
-- finding group: The regional group is established; {first.task_forces_established} National Task Forces are established and {first.task_forces_planned} are planned
-- finding no group: The regional group is not on record as established; {first.task_forces_established} National Task Forces are established and {first.task_forces_planned} are planned
-- finding global: No regional group or National Task Force for {scope} was public on {as_of:day}
-- finding none: No governing body for {scope} was public on {as_of:day}
-- note: Levels of several bodies name their sources below, body by body.
-- note: The Steering Committee and the Secretariat serve all regions. With a country chosen, the regional group is that of its region. A level without a public record may still exist.
-- hidden: groups, groups_established, task_forces_established, task_forces_planned, variant
-- ignores: categories, because no body is tied to a product type
-- ignores: compare_with, because it shows one day
with levels as (
    select *
    from (values
        (1, 'steering committee'),
        (2, 'secretariat'),
        (3, 'regional organizing group'),
        (4, 'national task force'),
        (5, 'national arrangement')
    ) as levels (place, level)
),
home_regions as (
    select list(distinct region) as regions
    from places
    where list_contains($countries::varchar[], iso3)
),
chosen as (
    select bodies.*
    from bodies_as_of($as_of) as bodies
    cross join home_regions
    where case bodies.level
        when 'steering committee' then true
        when 'secretariat' then true
        when 'regional organizing group'
            then picked($regions, bodies.region) and picked(coalesce(home_regions.regions, []), bodies.region)
        else picked($regions, bodies.region) and picked($countries, bodies.iso3)
    end
),
secretariat as (
    select value, "on", source_id
    from reported_as_of($as_of)
    where indicator = 'secretariat_members' and place_id = 'WORLD' and category is null and scope is null
),
served as (
    select 'regional organizing group' as level, count(*) as places_served
    from places
    cross join home_regions
    where kind = 'fao region' and picked($regions, place_id) and picked(coalesce(home_regions.regions, []), place_id)
    union all
    select 'national task force', count(*)
    from countries_as_of($as_of)
    where is_on_record and picked($regions, region) and picked($countries, iso3)
),
counted as (
    select
        level,
        count(*) as bodies,
        count(*) filter (where status = 'established') as established,
        count(*) filter (where status = 'being established') as being_established,
        count(*) filter (where status = 'planned') as planned,
        count(*) filter (where status = 'unclear') as unclear,
        count(*) filter (where status = 'in place') as in_place,
        case when count(*) = 1 then any_value(status) end as status,
        case when count(*) = 1 then any_value(established_on) end as established_on,
        case when count(*) = 1 then any_value(source_id) end as source_id
    from chosen
    group by level
),
totals as (
    select
        coalesce(sum(bodies), 0) as bodies,
        coalesce(sum(bodies) filter (where level not in ('steering committee', 'secretariat')), 0) as below_global,
        coalesce(sum(established) filter (where level = 'regional organizing group'), 0) as groups_established,
        coalesce(sum(established) filter (where level = 'national task force'), 0) as task_forces_established,
        coalesce(sum(planned) filter (where level = 'national task force'), 0) as task_forces_planned
    from counted
)
select
    levels.level,
    coalesce(counted.bodies, 0) as bodies,
    coalesce(counted.established, 0) as established,
    coalesce(counted.being_established, 0) as being_established,
    coalesce(counted.planned, 0) as planned,
    coalesce(counted.unclear, 0) as unclear,
    coalesce(counted.in_place, 0) as in_place,
    served.places_served,
    counted.status,
    counted.established_on,
    secretariat.value as members,
    secretariat."on" as members_on,
    coalesce(secretariat.source_id, counted.source_id) as source_id,
    (select places_served from served where level = 'regional organizing group') as groups,
    totals.groups_established,
    totals.task_forces_established,
    totals.task_forces_planned,
    case
        when totals.bodies = 0 then 'none'
        when totals.below_global = 0 then 'global'
        when (select places_served from served where level = 'regional organizing group') = 1
            then if(totals.groups_established = 1, 'group', 'no group')
        when least(totals.groups_established, totals.task_forces_established, totals.task_forces_planned) > 1 then 'many'
    end as variant
from levels
cross join totals
left join counted using (level)
left join served using (level)
left join secretariat on levels.level = 'secretariat'
order by levels.place
