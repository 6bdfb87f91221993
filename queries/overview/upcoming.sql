-- title: What comes next
-- unit: dated items
-- grain: one row per event or action with a date to come
-- finding: Next: {first.what}, {first.due:day}
-- empty: No dated item lies ahead in public sources.
-- note: Planned dates as published; a due date without a day counts until the end of its span.
-- hidden: due_from
-- ignores: categories, because not every item is tied to product types
-- ignores: compare_with, because it looks ahead from one day
select 'event' as kind, title as what, starts_on as due, starts_on_from as due_from, null as country, source_id
from events_as_of($as_of)
where state = 'upcoming'
  and picked($regions, region)
  and picked_any($countries, coalesce(countries, []::varchar[]))
union all
select 'action', statement, due_on, due_on_to, country, source_id
from actions_as_of($as_of)
where due_on_to >= $as_of
  and status <> 'done'
  and picked($regions, home_region)
  and picked($countries, iso3)
order by due_from, what
