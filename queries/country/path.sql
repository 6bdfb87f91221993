-- title: Its path through the initiative
-- unit: dated facts
-- grain: one row per dated fact
-- chart: timeline start_from=on_from start_to=on_to label=what lane=kind kind=role detail=detail
-- finding: {rows} dated facts about {first.country} are on record, from {first.first_on:day} to {first.last_on:day}
-- finding day: {rows} dated facts about {first.country} are on record, all of {first.first_on:day}
-- finding one: One dated fact about {first.country} is on record, of {first.first_on:day}
-- empty: No dated fact is on record for this country.
-- reading: Years from left to right, with one lane for each kind of fact; a fact that is not known to the day is a bar as long as its month or year.
-- note: A fact stands where it happened, not where it became known. Events are shown as far as their sources list the country.
-- hidden: country, on_from, on_to, place, first_on, last_on, variant
-- note: A milestone on the first or last day of an event of the country is that event and is not repeated.
-- note: Of events those count that the country hosted, that were held for it, or whose sources name it as taking part.
-- ignores: regions, because a profile is of one country
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because a profile shows all days up to the chosen one
with chosen as (
    select iso3, name as country
    from places
    where kind = 'country' and iso3 = ($countries::varchar[])[1]
),
attended as (
    select
        events.*,
        case
            when host_iso3 = chosen.iso3 then 'hosted'
            when list_contains(events.countries, chosen.iso3) then 'held for it'
            else 'took part'
        end as role,
        concat_ws(', ', city, hosts.name) as venue
    from events_of($as_of, []::varchar[], ($countries::varchar[])[1:1]) as events
    cross join chosen
    left join places as hosts on hosts.iso3 = events.host_iso3
    where events.state = 'held'
),
-- what one source shows of one day; the attendance list of an event that has its own row is left to that row
claimed as (
    select
        coalesce(
            first(evidence order by claim_id) filter (where evidence_kind = 'named as OCOP country'),
            first(replace(evidence, 'product: ', 'named with ') order by claim_id) filter (where stage = 'named'),
            first(replace(evidence, 'product: ', 'suggested product: ') order by claim_id)) as label,
        arg_max(stage, (stage_rank(stage), stage)) as stage,
        shown_on,
        shown_on_from,
        shown_on_to,
        string_agg(distinct note, '; ' order by note) as note,
        max(corrected_on) as corrected_on,
        source_id
    from claims_as_of($as_of) as claims
    join chosen using (iso3)
    where shown_on is not null
      and not (stage = 'participant' and exists (
            select *
            from attended
            where attended.source_id = claims.source_id or list_contains(attended.other_source_ids, claims.source_id)))
    group by shown_on, shown_on_from, shown_on_to, source_id
),
started as (
    select fund_id, starts_on, starts_on_from, starts_on_to
    from known('fund_reports', $as_of) as fund_reports
    where starts_on is not null
    qualify row_number() over (partition by fund_id order by starts_on_from, report_id) = 1
),
facts as (
    select 1 as place, 'Shown in public' as kind, stage as role, upper(label[1]) || label[2:] as what, shown_on as "on",
           shown_on_from as on_from, shown_on_to as on_to, note as detail, corrected_on, source_id
    from claimed
    union all
    select 2, 'Joining, as stated', 'stated', 'A source states that it joined', joined_on, joined_on_from, joined_on_to,
           first(note order by claim_id), max(corrected_on), source_id
    from claims_as_of($as_of)
    join chosen using (iso3)
    where joined_on_from <= $as_of
    group by joined_on, joined_on_from, joined_on_to, source_id
    union all
    select 3, 'Events', role, title, starts_on, starts_on_from, coalesce(ends_on_to, starts_on_to), nullif(venue, ''), corrected_on, source_id
    from attended
    union all
    select 4, 'Milestones', 'milestone', title, "on", on_from, on_to, null, corrected_on, source_id
    from known('milestones', $as_of) as milestones
    join chosen on list_contains(milestones.countries, chosen.iso3)
    where on_from <= $as_of
      and not exists (
            select *
            from attended
            where milestones.on_from in (attended.starts_on_from, attended.ends_on_to))
    union all
    select 5, 'Task force', status, name || ': ' || status, coalesce(established_on, known_on),
           coalesce(established_on_from, known_on_from), coalesce(established_on_to, known_on_to), composition, corrected_on, source_id
    from known('task_forces', $as_of) as task_forces
    join chosen using (iso3)
    where coalesce(established_on_from, known_on_from) <= $as_of
      and (established_on is not null or first_known_basis <> 'compiled')
    union all
    select 6, 'Funding starts', stage, project || if(is_plan(stage), ' (planned start)', ''), started.starts_on, starts_on_from, starts_on_to, donor, corrected_on, source_id
    from funds_as_of($as_of) as funds
    join started using (fund_id)
    join chosen on list_contains(funds.countries, chosen.iso3)
    where starts_on_from <= $as_of
    union all
    select 7, 'Figures reported', 'reported', indicators.name, "on", on_from, on_to, wording, corrected_on, source_id
    from figures_as_of($as_of) as figures
    join chosen on figures.place_id = chosen.iso3
    join indicators using (indicator)
)
select
    kind,
    what,
    role,
    "on",
    detail,
    corrected_on,
    source_id,
    chosen.country,
    on_from,
    on_to,
    place,
    first_value("on") over (order by on_from, on_to, what) as first_on,
    first_value("on") over (order by on_to desc, on_from desc, what) as last_on,
    case
        when count(*) over () = 1 then 'one'
        when min(on_from) over () = max(on_to) over () then 'day'
    end as variant
from facts
cross join chosen
order by place, on_from, what
