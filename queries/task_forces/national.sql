-- title: National Task Forces and other national arrangements
-- unit: bodies
-- grain: one row per body
-- finding: {first.established} National Task Forces are established, {first.planned} planned and {first.unclear} unclear; {first.others} other national arrangements are on record
-- finding one: The {first.body} is {first.status}
-- empty: No National Task Force for {scope} was public on this day. Absence from public sources is not failure.
-- note: Unclear: a working group for the task force met, but no source says when the task force was formed. Other arrangement: in place, but not called a task force by its source.
-- hidden: established, planned, unclear, others, variant
-- ignores: categories, because a task force serves its country
-- ignores: compare_with, because it shows one day
select
    country,
    iso3,
    region,
    level,
    body,
    status,
    established_on,
    case when not is_undated then reported_on end as reported_on,
    composition,
    reports,
    corrected_on,
    source_id,
    count(*) filter (where level = 'national task force' and status = 'established') over () as established,
    count(*) filter (where level = 'national task force' and status = 'planned') over () as planned,
    count(*) filter (where level = 'national task force' and status not in ('established', 'planned')) over () as unclear,
    count(*) filter (where level = 'national arrangement') over () as others,
    case when count(*) over () = 1 then 'one' end as variant
from bodies_as_of($as_of)
where level in ('national task force', 'national arrangement')
  and picked($regions, region)
  and picked($countries, iso3)
order by
    level desc,
    list_position(['established', 'in place', 'being established', 'planned', 'unclear'], status),
    strip_accents(country)
