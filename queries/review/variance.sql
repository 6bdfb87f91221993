-- title: Variance and its explanations
-- unit: promises, events, figures
-- grain: one row per promise past due or reported done, event announced for the period, and reported figure that another statement disputes
-- finding: {first.late} of {rows} items are not as planned or stated; what is on record about each stands beside it
-- finding none: None of {rows} items differs from what was planned or stated
-- finding one: One item is compared with what was planned or stated
-- empty: No promise for {scope} fell due, no announced event was held and no figure was disputed by this day.
-- note: Past due means that no report of completion was found in public sources; absence there is not failure.
-- note: A delay is told in days where both dates are days, else in months or years. Days late run from the last day of the planned date to the first day of the date reported. What a source remarks on a difference stands with it; where there is none, the line says so.
-- note: Promises that were past due before the first day are listed too, for as long as no completion is reported. Global ones are left out as soon as a region or country is chosen.
-- sentence kept: As promised on {promised_on:day}: {what} (planned for {planned_on:day}, reported for {happened_on:day})
-- sentence kept remarked: As promised on {promised_on:day}: {what} (planned for {planned_on:day}, reported for {happened_on:day}); {explanation}
-- sentence kept late report: Reported late: {what} (planned for {planned_on:day}, reported {reported_on:on}): {explanation}
-- sentence late: Late by {late_unit:sentence}: {what} (planned for {planned_on:day}, reported for {happened_on:day}): {explanation}
-- sentence late unexplained: Late by {late_unit:sentence}: {what} (planned for {planned_on:day}, reported for {happened_on:day}); no explanation is on record
-- sentence days late: {late_by} days
-- sentence months late: {late_by} months
-- sentence years late: {late_by} years
-- sentence overdue: Past due: {what} (planned for {planned_on:day}), no report of completion found; under way by the last report: {explanation}
-- sentence overdue unexplained: Past due: {what} (planned for {planned_on:day}), no report of completion and no explanation found
-- sentence held as announced: Held as announced: {what}, {place} ({happened_on:day})
-- sentence announced only: Announced, and no later source says that it was held: {what}, {place} ({planned_on:day})
-- sentence moved: Announced for {planned_on:day}, held {happened_on:on}: {what}
-- sentence moved remarked: Announced for {planned_on:day}, held {happened_on:on}: {what}; {explanation}
-- sentence disputed: {what}: {value_in_words} stands; other statements of those days say {other_values}
-- sentence disputed explained: {what}: {value_in_words} stands; other statements of those days say {other_values}; {explanation}
-- sentence fallen: {what}: fell to {value} ({happened_on:day}), before that {other_values} was reported; no source explains it
-- hidden: late_unit, late_by, kind_place, place, is_late, late, variant
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because promises, events and figures are not tied to product types
with reports as (
    select
        action_id,
        min_by(note, newest) filter (where note is not null) as report_note,
        arg_min(coalesce("on", known_on), (coalesce(on_from, known_on_from), coalesce("on", known_on))) filter (where closes) as done_on
    from action_reports_as_of($as_of)
    group by action_id
),
promises as (
    select
        1 as kind_place, 'promise' as kind,
        case
            when late_by is not null then case when report_note is null then 'late unexplained' else 'late' end
            when status = 'done' and is_reported_late then 'kept late report'
            when status = 'done' and report_note is null then 'kept'
            when status = 'done' then 'kept remarked'
            when last_evidence is null then 'overdue unexplained'
            else 'overdue'
        end as sentence,
        statement as what,
        case when known_on_basis <> 'compiled' then known_on end as promised_on,
        due_on as planned_on,
        done_on as happened_on,
        case when status = 'done' then last_known_on end as reported_on,
        case when status = 'done' then promises.days_late
             when status = 'overdue' then datediff('day', due_on_to, $as_of::date) end as days_late,
        case when status = 'done' then coalesce(report_note, case when is_reported_late then last_evidence end) else last_evidence end as explanation,
        status <> 'done' or is_reported_late as is_late,
        country, home_region as region, iso3, coalesce(last_source_id, source_id) as source_id, promises.corrected_on, late_unit, late_by
    from promises_as_of($as_of) as promises
    left join reports using (action_id)
    where due_on is not null
      and (status = 'overdue' or (status = 'done' and due_on_to > $compare_with))
      and picked($regions, home_region)
      and picked($countries, iso3)
),
plans as (
    select
        event_id,
        arg_max(starts_on, (known_on_from, starts_on)) as planned_on,
        arg_max(starts_on_from, (known_on_from, starts_on_from)) as planned_from,
        arg_max(place, (known_on_from, place)) as planned_place
    from known('announcements', $as_of) as announcements
    group by event_id
),
announced as (
    select
        2 as kind_place, 'announced event' as kind,
        case
            when is_unconfirmed then 'announced only'
            when planned_from between events.starts_on_from and events.starts_on_to then 'held as announced'
            when note is null then 'moved'
            else 'moved remarked'
        end as sentence,
        title as what, planned_on, starts_on as happened_on, events.known_on as reported_on,
        case when starts_on_from > planned_from then datediff('day', planned_from, starts_on_from) end as days_late,
        note as explanation,
        planned_from not between events.starts_on_from and events.starts_on_to
            or is_unconfirmed as is_late,
        coalesce(planned_place, city) as place,
        events.region, case when len(countries) = 1 then countries[1] end as iso3, source_id, corrected_on
    from events_of($as_of, $regions, $countries) as events
    join plans using (event_id)
    where state = 'held' and starts_on_from > $compare_with
),
stated as (
    select *
    from figures_as_of($as_of)
    where category is null
),
disputed as (
    select
        3 as kind_place, 'disputed figure' as kind,
        concat_ws(', ', indicators.name, nullif(places.name, 'World'), reported.scope) as what,
        reported.value, reported.qualifier as value_qualifier,
        reported."on" as happened_on, reported.known_on as reported_on,
        string_agg(distinct in_words(stated.value, stated.qualifier), ', ' order by in_words(stated.value, stated.qualifier)) as other_values,
        string_agg(distinct stated.note, '; ' order by stated.note) as explanation,
        true as is_late, places.region, places.iso3, reported.source_id, reported.corrected_on
    from reported_as_of($as_of) as reported
    join stated
        on stated.indicator = reported.indicator and stated.place_id = reported.place_id
        and stated.scope is not distinct from reported.scope
        and (stated.value, stated.qualifier) <> (reported.value, reported.qualifier)
        and stated.on_to >= reported.stated_on
    join indicators on indicators.indicator = reported.indicator
    join places on places.place_id = reported.place_id
    where reported.category is null
      and reported.on_to > $compare_with
      and picked($regions, places.region)
      and picked($countries, places.iso3)
    group by all
),
steps as (
    select
        *,
        lag(value) over (partition by indicator, place_id, scope order by stated_on, figure_id) as value_before,
        lag(stated_on) over (partition by indicator, place_id, scope order by stated_on, figure_id) as stated_before
    from stated
    where is_exact
),
fallen as (
    select
        4 as kind_place, 'fallen figure' as kind, 'fallen' as sentence,
        concat_ws(', ', indicators.name, nullif(places.name, 'World'), steps.scope) as what,
        steps.value, steps.qualifier as value_qualifier, steps."on" as happened_on, steps.known_on as reported_on,
        digits_of(value_before) as other_values, true as is_late, places.region, places.iso3, steps.source_id, steps.corrected_on
    from steps
    join indicators using (indicator)
    join places using (place_id)
    where value < value_before and stated_before < stated_on and steps.on_from > $compare_with
      and indicators.measure = 'total'
      and picked($regions, places.region)
      and picked($countries, places.iso3)
),
together as (
    select * from promises
    union all by name
    select * from announced
    union all by name
    select *, case when explanation is null then 'disputed' else 'disputed explained' end as sentence from disputed
    union all by name
    select * from fallen
)
select
    kind,
    sentence,
    what,
    promised_on,
    planned_on,
    happened_on,
    days_late,
    value_qualifier,
    value,
    other_values,
    explanation,
    reported_on,
    coalesce(together.country, homes.name) as country,
    coalesce(together.region, homes.region) as region,
    together.iso3,
    source_id,
    corrected_on,
    late_unit,
    late_by,
    kind_place,
    place,
    is_late,
    count(*) filter (where is_late) over () as late,
    case when count(*) over () = 1 then 'one' when count(*) filter (where is_late) over () = 0 then 'none' end as variant
from together
left join (select name, region, iso3 from places) as homes on homes.iso3 = together.iso3
where $compare_with::date < $as_of::date
order by kind_place, is_late desc, planned_on nulls last, what
