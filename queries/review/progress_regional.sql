-- title: Progress at the regional level
-- unit: events, bodies, figures
-- grain: one row per general statement of a review, regional or interregional event held, regional group that moved, or regional figure stated in the period
-- finding: {first.events} events and {first.others} steps of groups and figures came on record between {compare_with:day} and {as_of:day}
-- finding one: One step of regional level came on record between {compare_with:day} and {as_of:day}
-- empty: No step of regional level between the two days is on record for {scope}.
-- note: Only what happened or was stated between the two days; what became public later than it happened stands under what changed.
-- note: Interregional: an event of global level whose named participants come from two to four regions. It counts for each region that it names.
-- sentence event: {what}, {place} ({on:day})
-- sentence event days: {what}, {place} ({on:day} to {ends_on:day})
-- sentence event told: {what}, {place} ({on:day}): {detail}
-- sentence event days told: {what}, {place} ({on:day} to {ends_on:day}): {detail}
-- sentence event people: {what}, {place} ({on:day}): {participants_in_words} participants; {detail}
-- sentence event days people: {what}, {place} ({on:day} to {ends_on:day}): {participants_in_words} participants; {detail}
-- sentence body: {what}: {status} ({on:day})
-- sentence body moved: {what}: moved from {status_before} to {status} ({on:day})
-- sentence figure: {what}: {value_in_words} {unit} ({on:day})
-- sentence statement: {detail} ({what}, {on:day})
-- note: A review's general statement names no place: it is counted in no number, and left out as soon as a region or country is chosen.
-- hidden: kind_place, on_from, events, others, variant
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events and bodies are not tied to product types
with home as (
    select iso3, region from places where kind = 'country'
),
events_known as (
    select
        events.*,
        (
            select list(distinct home.region order by home.region)
            from home
            where list_contains(coalesce(events.participant_countries, []::varchar[]), home.iso3)
        ) as regions_named
    from events_of($as_of, $regions, $countries) as events
    where events.level <> 'national' and events.state = 'held'
      and events.starts_on_from > $compare_with
),
held_regionally as (
    select
        1 as kind_place, 'event' as kind,
        event_sentence(starts_on, ends_on, participants, if(is_unconfirmed, 'announced', evidence)) as sentence, title as what, place_words(city, hosts.name, format) as place,
        starts_on as "on", starts_on_from as on_from, ends_on,
        participants, participants_qualifier, concat_ws('; ', case when is_unconfirmed then 'its announced day has passed, and none of its sources is later' end, evidence) as detail, participant_countries,
        case when events_known.region is null then regions_named else [events_known.region] end as regions, events_known.known_on, corrected_on, source_id
    from events_known
    left join places as hosts on hosts.iso3 = host_iso3
    where (events_known.level = 'regional' or len(regions_named) between 2 and 4)
),
groups_moved as (
    select
        2 as kind_place, 'body' as kind,
        case when before.body_id is null then 'body' else 'body moved' end as sentence,
        now.body as what, before.status as status_before, now.status, [now.region] as regions,
        coalesce(case when now.status = 'established' then now.established_on end, now.reported_on) as "on",
        now.established_from, now.known_from, now.corrected_on, now.source_id
    from (
        select bodies.*, bodies.reported_from as known_from
        from bodies_as_of($as_of) as bodies
    ) as now
    left join bodies_as_of($compare_with) as before using (body_id)
    where now.level = 'regional organizing group' and not now.is_undated
      and now.status is distinct from before.status
      and coalesce(case when now.status = 'established' then now.established_from end, known_from) > $compare_with
      and picked($regions, now.region)
      and len($countries::varchar[]) = 0
),
stated_figures as (
    select
        3 as kind_place, 'figure' as kind, 'figure' as sentence,
        concat_ws(', ', indicators.name, places.name, scope) as what,
        statements.value, statements.qualifier as value_qualifier, indicators.unit, [places.region] as regions,
        statements."on", statements.on_from, statements.wording as detail, statements.known_on, statements.corrected_on, statements.source_id
    from figures_as_of($as_of) as statements
    join indicators using (indicator)
    join places using (place_id)
    where places.kind in ('fao region', 'subregion') and category is null
      and statements.on_from > $compare_with
      and picked($regions, places.region)
      and len($countries::varchar[]) = 0
    qualify row_number() over (partition by indicator, place_id, scope order by stated_on desc, statements.grade, figure_id) = 1
),
together as (
    select * from held_regionally
    union all by name
    from statements_between($as_of, $compare_with, 'regional')
    where len($regions::varchar[]) = 0 and len($countries::varchar[]) = 0
    union all by name
    select * exclude (established_from, known_from), coalesce(established_from, known_from) as on_from from groups_moved
    union all by name
    select * from stated_figures
)
select
    kind, sentence, what,
    regions,
    "on", ends_on, place, participants_qualifier, participants,
    participant_countries, status_before, status,
    value_qualifier, value, unit, detail, known_on, corrected_on, source_id, kind_place, on_from,
    count(*) filter (where kind = 'event') over () as events, count(*) filter (where kind not in ('event', 'statement')) over () as others,
    case when count(*) over () = 1 then 'one' end as variant
from together
order by kind_place, on_from, what
