-- title: Progress at the global level
-- unit: events, amounts, figures
-- grain: one row per general statement of a review, event of global level held, fund of no single country reported, or figure of a project or event stated in the period
-- finding: {first.events} events and {first.others} steps of funds and figures came on record between {compare_with:day} and {as_of:day}
-- finding one: One step of global level came on record between {compare_with:day} and {as_of:day}
-- empty: No step of global level between the two days is on record.
-- note: Only what happened or was stated between the two days; what became public later than it happened stands under what changed.
-- note: An event of global level whose named participants come from two to four regions is interregional and stands under the regional level.
-- sentence event: {what}, {place} ({on:day})
-- sentence event days: {what}, {place} ({on:day} to {ends_on:day})
-- sentence event told: {what}, {place} ({on:day}): {detail}
-- sentence event days told: {what}, {place} ({on:day} to {ends_on:day}): {detail}
-- sentence event people: {what}, {place} ({on:day}): {participants_in_words} participants; {detail}
-- sentence event days people: {what}, {place} ({on:day} to {ends_on:day}): {participants_in_words} participants; {detail}
-- sentence money: {what}: {amount_usd:money} from {donor}, {status} ({on:day})
-- sentence money told: {what}: {amount_usd:money} from {donor}, {status} ({on:day}): {detail}
-- sentence money unpublished: {what}: {status}, from {donor}, amount not published ({on:day})
-- sentence money unpublished told: {what}: {status}, from {donor}, amount not published ({on:day}): {detail}
-- sentence figure: {what}: {value_in_words} {unit} ({on:day})
-- sentence figure money: {what}: {amount_usd:money} ({on:day})
-- sentence statement: {detail} ({what}, {on:day})
-- hidden: kind_place, on_from, events, others, variant
-- ignores: regions, countries, because a step of the global level belongs to no region and no country
-- ignores: categories, because events and funds are not tied to product types
with home as (
    select iso3, region from places where kind = 'country'
),
held as (
    select
        events.*,
        (
            select count(distinct home.region)
            from home
            where list_contains(coalesce(events.participant_countries, []::varchar[]), home.iso3)
        ) as regions_named
    from events_as_of($as_of) as events
    where events.level = 'global' and events.state = 'held'
      and events.starts_on_from > $compare_with
),
held_globally as (
    select
        1 as kind_place, 'event' as kind,
        event_sentence(starts_on, ends_on, participants, if(is_unconfirmed, 'announced', evidence)) as sentence, title as what, place_words(city, hosts.name, format) as place,
        starts_on as "on", starts_on_from as on_from, ends_on,
        participants, participants_qualifier,
        concat_ws('; ', case when is_unconfirmed then 'its announced day has passed, and none of its sources is later' end, evidence) as detail,
        held.known_on, corrected_on, source_id
    from held
    left join places as hosts on hosts.iso3 = host_iso3
    where regions_named not between 2 and 4
),
reported_money as (
    select
        2 as kind_place, 'money' as kind,
        fund_sentence(amount_usd, reports.evidence) as sentence,
        funds.project as what,
        amount_usd, funds.donor, stage as status,
        stage_on(stage, reports.starts_on, reports.ends_on, reports.known_on) as "on", stage_from(stage, reports.starts_on_from, reports.ends_on_to, reports.first_known_from) as on_from,
        reports.evidence as detail, reports.known_on, reports.corrected_on, reports.source_id
    from known('fund_reports', $as_of) as reports
    join funds using (fund_id)
    where reports.first_known_basis <> 'compiled'
      and stage_from(stage, reports.starts_on_from, reports.ends_on_to, reports.first_known_from) > $compare_with
      and stage_from(stage, reports.starts_on_from, reports.ends_on_to, reports.first_known_from) <= $as_of
      and len(coalesce(reports.countries, []::varchar[])) <> 1
),
stated_figures as (
    select
        3 as kind_place, 'figure' as kind,
        case when indicators.unit = 'USD million' then 'figure money' else 'figure' end as sentence,
        concat_ws(', ', indicators.name, scope) as what,
        statements.value, statements.qualifier as value_qualifier, indicators.unit,
        case when indicators.unit = 'USD million' then 1e6 * statements.value end as amount_usd,
        statements."on", statements.on_from, statements.wording as detail, statements.known_on, statements.corrected_on, statements.source_id
    from figures_as_of($as_of) as statements
    join indicators using (indicator)
    where place_id = 'WORLD' and category is null
      and statements.on_from > $compare_with
      and indicator not in ('countries_joined', 'saps', 'secretariat_members', 'china_contribution_usd_million', 'event_participants')
    qualify row_number() over (partition by indicator, scope order by stated_on desc, statements.grade, figure_id) = 1
),
together as (
    select * from held_globally
    union all by name
    from statements_between($as_of, $compare_with, 'global')
    union all by name
    select * from reported_money
    union all by name
    select * from stated_figures
)
select
    kind, sentence, what,
    "on", ends_on, place, participants_qualifier, participants,
    amount_usd, donor,
    status,
    value_qualifier, value, unit, detail, known_on, corrected_on,
    source_id, kind_place, on_from,
    count(*) filter (where kind = 'event') over () as events, count(*) filter (where kind not in ('event', 'statement')) over () as others,
    case when count(*) over () = 1 then 'one' end as variant
from together
order by kind_place, on_from, what
