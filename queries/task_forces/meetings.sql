-- title: Governing bodies by their last known meeting
-- unit: bodies
-- grain: one row per body that is not only planned
-- finding: Of {rows} governing bodies, {first.quiet} have no meeting known for the last 18 months, {first.unknown} of them none at all
-- finding dated: Of {rows} governing bodies, {first.quiet} have no meeting known for the last 18 months
-- finding one: Of {rows} governing bodies, one has no meeting known for the last 18 months: {first.body}
-- finding single: {first.body} has no meeting known since {first.last_on:day}
-- finding single recent: {first.body} has a last known meeting of {first.last_on:day}
-- finding single unknown: {first.body} has no meeting known
-- finding none: Of {rows} governing bodies, none has been without a known meeting for 18 months
-- empty: No governing body for {scope} was public on {as_of:day}
-- note: A body may have met without a public source that says so. A body of which no meeting is known at all counts among those without a known meeting, and is said apart.
-- note: A meeting without a day counts at the latest day that its source allows. One that was announced and never reported as held counts as known.
-- hidden: quiet, unknown, variant
-- ignores: categories, because no body is tied to a product type
-- ignores: compare_with, because it shows one day
with bodies as (
    select *
    from bodies_as_of($as_of)
    where status <> 'planned' and picked($regions, region) and picked($countries, iso3)
),
met as (
    select
        bodies.body_id,
        coalesce(starts_on, known_by) as last_on,
        coalesce(starts_on_to, known_by_to) as last_to,
        is_unconfirmed,
        events.source_id,
        events.corrected_on
    from events_as_of($as_of) as events
    join bodies on case bodies.level
        when 'steering committee' then events.level = 'global' and regexp_matches(lower(title), 'steering committee|\bsc meeting')
        when 'secretariat' then events.level = 'global' and regexp_matches(lower(title), '\bsecretariat\b')
        when 'regional organizing group' then events.region = bodies.region and regexp_matches(lower(title), '\brog\b|regional organi[sz]ing group')
        else list_contains(coalesce(countries, [host_iso3]), bodies.iso3) and regexp_matches(lower(title), 'task force|\bntf\b|working group')
    end
    where type = 'meeting' and state <> 'upcoming' and coalesce(starts_on, known_by) is not null
    qualify row_number() over (partition by bodies.body_id order by last_to desc, event_id) = 1
),
judged as (
    select
        bodies.body_id, bodies.level, bodies.country, bodies.region, bodies.iso3, bodies.body, bodies.status,
        met.last_on,
        case
            when met.body_id is null then 'no meeting known'
            when met.last_to + interval 18 months <= $as_of then 'no meeting known since'
            else 'last meeting known'
        end as meeting_state,
        if(is_unconfirmed, 'announced, not reported as held', null) as meeting_note,
        coalesce(met.corrected_on, bodies.corrected_on) as corrected_on,
        coalesce(met.source_id, bodies.source_id) as source_id
    from bodies
    left join met using (body_id)
)
select
    body,
    meeting_state,
    last_on,
    meeting_note,
    status,
    source_id,
    corrected_on,
    level,
    region,
    country,
    iso3,
    count(*) filter (where meeting_state <> 'last meeting known') over () as quiet,
    count(*) filter (where meeting_state = 'no meeting known') over () as unknown,
    case
        when count(*) over () = 1 then case meeting_state when 'no meeting known' then 'single unknown' when 'last meeting known' then 'single recent' else 'single' end
        when count(*) filter (where meeting_state <> 'last meeting known') over () = 0 then 'none'
        when count(*) filter (where meeting_state <> 'last meeting known') over () = 1 then 'one'
        when count(*) filter (where meeting_state = 'no meeting known') over () = 0 then 'dated'
    end as variant
from judged
order by
    if(count(*) filter (where meeting_state <> 'last meeting known') over () = 1, meeting_state = 'last meeting known', false),
    list_position(['steering committee', 'secretariat', 'regional organizing group', 'national task force', 'national arrangement'], level), body
