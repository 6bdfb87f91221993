-- title: What comes next
-- unit: dated items
-- grain: one row per event or action with a date to come
-- finding: {rows} dated items lie ahead in public sources
-- finding one: One dated item lies ahead in public sources
-- empty: No dated item lies ahead in public sources.
-- note: Planned dates as published; a due date without a day counts until the end of its span.
-- hidden: due_from, variant
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because not every item is tied to product types
-- ignores: compare_with, because it looks ahead from one day
with ahead as (
    select 'event' as kind, title as what, starts_on as due, starts_on_from as due_from, null as country, corrected_on, source_id
    from events_of($as_of, $regions, $countries)
    where state = 'upcoming'
    union all
    select 'action', statement, due_on, due_on_to, country, corrected_on, source_id
    from promises_as_of($as_of)
    where due_on_to >= $as_of
      and status <> 'done'
      and picked($regions, home_region)
      and picked($countries, iso3)
)
select kind, what, due, due_from, country, corrected_on, source_id, if(count(*) over () = 1, 'one', null) as variant
from ahead
order by due_from, what
