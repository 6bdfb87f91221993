-- title: Needed from now on
-- unit: per month
-- grain: one row per target that is not reached and not past due
-- slip: indicator_name, place, actual, target, due_on
-- finding: {first.indicator_name} of {first.place} must rise by {first.needed_per_month} a month until {first.due_on:day}
-- finding fall: {first.indicator_name} of {first.place} must fall by {first.fall_per_month} a month until {first.due_on:day}
-- empty: No published target lies ahead with a value to measure it by.
-- note: Needed is what is left, divided by the months until the due date; the best half-year is the largest rise between two values at least 150 and at most 215 days apart, per month.
-- note: A rise is taken between two values of one unit only, never across a merger, and never between flows of two periods. A target of a unit that changed is left out.
-- hidden: rank, fall_per_month, variant
-- ignores: categories, compare_with, because a target has one plan for all product types and is judged on one day
with ahead as (
    select statuses.*
    from statuses_as_of($as_of) as statuses
    join referred('programmes', $as_of) as programmes using (programme_id)
    join places using (place_id)
    left join places as home on home.iso3 = programmes.country_iso3
    where is_default and not is_additional and not coalesce(is_other_unit, false) and actual is not null and due_last_day > $as_of and status <> 'achieved'
      and picked($regions, coalesce(home.region, places.region))
      and picked($countries, coalesce(home.iso3, places.iso3))
),
rises as (
    select
        ahead.target_id,
        max(30.44 * (later.value - earlier.value) / datesub('day', earlier.on_from, later.on_from)) as best_per_month
    from ahead
    join known('judging.figures', $as_of) as earlier
        on earlier.programme_id = ahead.programme_id and earlier.indicator = ahead.indicator and earlier.place_id = ahead.place_id
    join known('judging.figures', $as_of) as later
        on later.programme_id = ahead.programme_id and later.indicator = ahead.indicator and later.place_id = ahead.place_id
        and datesub('day', earlier.on_from, later.on_from) between 150 and 215
    join indicators on indicators.indicator = ahead.indicator and indicators.measure is distinct from 'flow'
    where earlier.category is null and earlier.scope is null and later.category is null and later.scope is null
      and not exists (
            from unit_changes_as_of($as_of) as changes
            where changes.place_id = ahead.place_id and changes.changed_from > earlier.on_from and changes.changed_from <= later.on_to
      )
    group by ahead.target_id
)
select
    programmes.name as programme,
    places.name as place,
    indicators.name as indicator_name,
    ahead.actual,
    ahead.actual_on,
    ahead.target,
    ahead.due_on,
    30.44 * (ahead.target - ahead.actual) / datesub('day', $as_of, ahead.due_last_day) as needed_per_month,
    -needed_per_month as fall_per_month,
    rises.best_per_month,
    ahead.source_id,
    ahead.corrected_on,
    row_number() over (order by ahead.due_last_day, ahead.target_id) as rank,
    if(needed_per_month < 0, 'fall', null) as variant
from ahead
join referred('programmes', $as_of) as programmes using (programme_id)
join places using (place_id)
join indicators using (indicator)
left join rises using (target_id)
order by rank
