-- title: Composition of the governing bodies
-- unit: bodies
-- grain: one row per body that steers this choice
-- finding: {first.sentence}
-- empty: No governing body had become public on this day.
-- note: The Steering Committee and the Secretariat serve all regions. With a region chosen its organizing group stands below them, with a country chosen also its task force.
-- sentence members: {body} has {members} members (reported for {members_on:day}), {members_before} before; {composition}
-- sentence members same: {body} has {members} members, as before (reported for {members_on:day}); {composition}
-- sentence members first: {body} has {members} members (reported for {members_on:day}); {composition}
-- sentence words: {body} is {status}; {composition}
-- sentence plain: {body} is {status}
-- hidden: place, body_id
-- ignores: categories, because no body is tied to a product type
with home_regions as (
    select list(distinct region order by region) as regions
    from places
    where (list_contains($countries::varchar[], iso3) or list_contains($regions::varchar[], place_id))
),
secretariat as (
    select now.value as members, now."on" as members_on, before.value as members_before, now.source_id as members_source_id, now.corrected_on as members_corrected_on
    from reported_as_of($as_of) as now
    left join reported_as_of($compare_with) as before
        on before.indicator = now.indicator and before.place_id = now.place_id and before.category is null and before.scope is null
    where now.indicator = 'secretariat_members' and now.place_id = 'WORLD' and now.category is null and now.scope is null
),
latest as (
    select body_id, arg_max(composition, (known_rank(first_known_basis, first_known_from), report_id)) filter (where composition is not null) as composition
    from known('task_forces', $as_of) as task_forces
    where coalesce(established_on_from, known_on_from) <= $as_of
    group by body_id
)
select
    bodies.body,
    case
        when secretariat.members = secretariat.members_before then 'members same'
        when secretariat.members is not null and secretariat.members_before is not null then 'members'
        when secretariat.members is not null then 'members first'
        when latest.composition is not null then 'words'
        else 'plain'
    end as sentence,
    bodies.level,
    bodies.status,
    secretariat.members,
    secretariat.members_on,
    secretariat.members_before,
    case when secretariat.members is null then latest.composition else regexp_replace(latest.composition, '^[0-9]+ members; ', '') end as composition,
    bodies.established_on,
    case when not bodies.is_undated then bodies.reported_on end as reported_on,
    bodies.region,
    bodies.country,
    greatest(secretariat.members_corrected_on, bodies.corrected_on) as corrected_on,
    coalesce(secretariat.members_source_id, bodies.source_id) as source_id,
    list_position(['secretariat', 'steering committee', 'regional organizing group', 'national task force', 'national arrangement'], bodies.level) as place,
    bodies.body_id
from bodies_as_of($as_of) as bodies
cross join home_regions
left join latest using (body_id)
left join secretariat on bodies.level = 'secretariat'
where bodies.level in ('secretariat', 'steering committee')
   or (bodies.level = 'regional organizing group' and list_contains(home_regions.regions, bodies.region))
   or list_contains($countries::varchar[], bodies.iso3)
order by place, bodies.body
