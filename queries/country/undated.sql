-- title: Facts without a date
-- unit: facts
-- grain: one row per fact that no source dates
-- finding: {rows} more facts carry no date, so they are not on the timeline
-- finding one: One more fact carries no date, so it is not on the timeline
-- empty: Every fact on record for this country has a date.
-- note: Known by is the latest possible day, not the day it happened.
-- hidden: place, variant
-- note: Of events those count that the country hosted, that were held for it, or whose sources name it as taking part.
-- ignores: regions, because a profile is of one country
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because a profile shows all days up to the chosen one
with chosen as (
    select iso3
    from places
    where kind = 'country' and iso3 = ($countries::varchar[])[1]
),
facts as (
    select
        1 as place,
        'Shown in public' as kind,
        coalesce(
            first(evidence order by claim_id) filter (where evidence_kind = 'named as OCOP country'),
            first(replace(evidence, 'product: ', 'named with ') order by claim_id) filter (where stage = 'named'),
            first(evidence order by claim_id)) as what,
        null as known_by,
        max(corrected_on) as corrected_on,
        source_id
    from claims_as_of($as_of)
    join chosen using (iso3)
    where shown_on is null
    group by source_id
    union all
    select 2, 'Event', title, known_by, corrected_on, source_id
    from events_of($as_of, []::varchar[], ($countries::varchar[])[1:1]) as events
    where starts_on is null
    union all
    select 3, 'Task force', name || ': ' || status, null, corrected_on, source_id
    from known('task_forces', $as_of) as task_forces
    join chosen using (iso3)
    where established_on is null and first_known_basis = 'compiled'
    union all
    select 4, 'Fund', project, null, corrected_on, source_id
    from funds_as_of($as_of) as funds
    join chosen on list_contains(funds.countries, chosen.iso3)
    where starts_on is null
)
select
    kind,
    upper(what[1]) || what[2:] as what,
    known_by,
    corrected_on,
    source_id,
    place,
    case when count(*) over () = 1 then 'one' end as variant
from facts
order by place, known_by nulls last, what
