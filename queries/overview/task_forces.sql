-- title: National Task Forces on record as established
-- unit: task forces
-- grain: one row
-- card: number
-- rows: task_forces/register
-- finding none: no task force for {scope} is on record
-- finding: {first.bodies} on record in all, the others planned or unclear; no total was ever reported
-- note: Counted from public sources; the initiative has not reported how many National Task Forces there are.
-- hidden: variant
-- ignores: categories, because a task force serves its country
with bodies as (
    select 'now' as moment, *
    from bodies_as_of($as_of)
    union all
    select 'before', *
    from bodies_as_of($compare_with)
),
chosen as (
    select *
    from bodies
    where level = 'national task force' and picked($regions, region) and picked($countries, iso3)
)
select
    case when count(*) filter (where moment = 'now') > 0
         then count(*) filter (where moment = 'now' and status = 'established') end as value,
    'eq' as qualifier,
    case when count(*) filter (where moment = 'before') > 0
         then count(*) filter (where moment = 'before' and status = 'established') end as before,
    'eq' as before_qualifier,
    count(*) filter (where moment = 'now') as bodies,
    arg_max(reported_on, reported_on) filter (where moment = 'now' and not is_undated) as "on",
    count(*) filter (where moment = 'now') as counted_from,
    case when count(*) filter (where moment = 'now') = 0 then 'none' end as variant
from chosen
