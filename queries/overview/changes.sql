-- title: What changed
-- unit: changes
-- grain: one row per kind of change
-- finding: {first.changes} changes became known between {compare_with:day} and {as_of:day}
-- empty: Nothing became known between the two days.
-- note: A change counts when it became known between the two days, which may be later than it happened.
-- hidden: place
-- note: With a country chosen, an event counts if the country hosted it, if it was held for the country or if its sources name the country as taking part. With a region alone, events of that region count; global events belong to none.
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because not every kind of change is tied to product types
with new_countries as (
    select now.country as what, now.region, now.iso3
    from countries_as_of($as_of) as now
    left join countries_as_of($compare_with) as before using (iso3)
    where now.is_on_record and not coalesce(before.is_on_record, false)
),
new_products as (
    select now.product || ' (' || now.country || ')' as what, now.region, now.iso3
    from country_products_as_of($as_of) as now
    anti join country_products_as_of($compare_with) as before using (iso3, product_id)
),
new_bodies as (
    select now.body || ': ' || now.status as what, now.region, now.iso3
    from bodies_as_of($as_of) as now
    left join bodies_as_of($compare_with) as before using (body_id)
    where now.status is distinct from before.status
),
new_events as (
    select now.title as what, now.region, null as iso3
    from events_of($as_of, $regions, $countries) as now
    left join events_as_of($compare_with) as before using (event_id)
    where now.state <> 'upcoming' and (before.event_id is null or before.state = 'upcoming')
),
new_actions as (
    select now.statement || ': ' || now.status as what, now.home_region as region, now.iso3
    from promises_as_of($as_of) as now
    left join promises_as_of($compare_with) as before using (action_id)
    where now.status in ('done', 'overdue') and now.status is distinct from before.status
),
new_figures as (
    select indicators.name || ': ' || coalesce(in_words(before.value, before.qualifier), 'not reported') || ' to ' || in_words(now.value, now.qualifier) as what,
           places.region, null as iso3
    from reported_as_of($as_of) as now
    join indicators using (indicator)
    join places using (place_id)
    left join reported_as_of($compare_with) as before
        on before.indicator = now.indicator and before.place_id = now.place_id
        and before.category is not distinct from now.category and before.scope is not distinct from now.scope
    where indicator in ('countries_joined', 'saps', 'secretariat_members', 'demonstration_countries')
      and (now.value, now.qualifier) is distinct from (before.value, before.qualifier)
),
changes as (
    select 1 as place, 'Figures reported' as kind, * from new_figures
    union all
    select 2, 'Countries newly named', * from new_countries
    union all
    select 3, 'Products newly named', * from new_products
    union all
    select 4, 'Governing bodies that moved', * from new_bodies
    union all
    select 5, 'Actions done or newly past due', * from new_actions
    union all
    select 6, 'Events newly on record', * from new_events
),
chosen as (
    select *
    from changes
    where kind = 'Events newly on record' or (picked($regions, region) and picked($countries, iso3))
)
select
    place,
    kind,
    count(*) as count,
    list(what order by what) as what,
    sum(count(*)) over () as changes
from chosen
group by place, kind
order by place
