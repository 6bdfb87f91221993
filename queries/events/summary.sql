-- title: Events of the initiative in one sentence
-- unit: events
-- grain: one row
-- card: sentence
-- rows: events/register
-- finding: As of {as_of:day}, {first.events} events are on record, {first.dated} of them dated and {first.undated} undated; the last dated one began in {first.last_month:day}.
-- finding dated: As of {as_of:day}, {first.events} events are on record, all of them dated; the last one began in {first.last_month:day}.
-- finding one: As of {as_of:day}, one event is on record, {first.last_title}.
-- finding undated: As of {as_of:day}, {first.events} events are on record, none of them with a date.
-- finding region: As of {as_of:day}, {first.events} events are on record for {scope}, {first.dated} with a date. {first.global_left_out} events of global level were neither held there nor name it and are left out.
-- finding none: By {as_of:day} no event for {scope} had become public.
-- hidden: variant
-- note: Events still to come are not counted.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with held as (
    select *
    from events_of($as_of, $regions, $countries)
    where state <> 'upcoming'
),
counted as (
    select
        count(*) as events,
        count(starts_on) as dated,
        count(*) - count(starts_on) as undated,
        strftime(max(starts_on_from), '%Y-%m') as last_month,
        arg_max(title, (coalesce(starts_on_from, date '1900-01-01'), event_id)) as last_title
    from held
),
left_out as (
    select count(*) as global_left_out
    from events_as_of($as_of)
    where state <> 'upcoming' and region is null and len($regions::varchar[]) > 0 and len($countries::varchar[]) = 0
      and not event_counts(region, concerns, $regions, $countries)
)
select
    events,
    dated,
    undated,
    last_month,
    last_title,
    global_left_out,
    case
        when events = 0 then 'none'
        when global_left_out > 0 then 'region'
        when events = 1 then 'one'
        when dated = 0 then 'undated'
        when undated = 0 then 'dated'
    end as variant
from counted
cross join left_out
order by events
