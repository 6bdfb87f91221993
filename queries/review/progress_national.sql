-- title: Progress at the national level
-- unit: events, products, bodies, amounts
-- grain: one row per general statement of a review, product first named, national event held, task force that moved, or national fund reported in the period
-- finding: {first.products} new products, {first.events} events and {first.others} further steps in {first.countries_moved} countries came on record between {compare_with:day} and {as_of:day}
-- finding one: One step of national level came on record between {compare_with:day} and {as_of:day}
-- empty: No step of national level between the two days is on record for {scope}.
-- note: Only what happened or was stated between the two days; what became public later than it happened stands under what changed.
-- sentence event: {what}, {place} ({on:day})
-- sentence event days: {what}, {place} ({on:day} to {ends_on:day})
-- sentence event told: {what}, {place} ({on:day}): {detail}
-- sentence event days told: {what}, {place} ({on:day} to {ends_on:day}): {detail}
-- sentence event people: {what}, {place} ({on:day}): {participants_in_words} participants; {detail}
-- sentence event days people: {what}, {place} ({on:day} to {ends_on:day}): {participants_in_words} participants; {detail}
-- sentence product: {country}: {what} is a new product ({on:day})
-- sentence product inferred: {country}: a page suggests {what} as a new product ({on:day})
-- sentence body: {what}: {status} ({on:day})
-- sentence body moved: {what}: moved from {status_before} to {status} ({on:day})
-- sentence money: {what}: {amount_usd:money} from {donor}, {status} ({on:day})
-- sentence money told: {what}: {amount_usd:money} from {donor}, {status} ({on:day}): {detail}
-- sentence money unpublished: {what}: {status}, from {donor}, amount not published ({on:day})
-- sentence money unpublished told: {what}: {status}, from {donor}, amount not published ({on:day}): {detail}
-- sentence figure: {what}: {value_in_words} {unit} ({on:day})
-- sentence statement: {detail} ({what}, {on:day})
-- note: A review's general statement names no place: it is counted in no number, and left out as soon as a region or country is chosen.
-- hidden: kind_place, on_from, events, products, others, countries_moved, variant
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events, bodies and funds are not tied to product types
with held_nationally as (
    select
        2 as kind_place, 'event' as kind,
        event_sentence(starts_on, ends_on, participants, if(is_unconfirmed, 'announced', evidence)) as sentence, title as what, place_words(city, hosts.name, format) as place,
        starts_on as "on", starts_on_from as on_from, ends_on,
        participants, participants_qualifier, concat_ws('; ', case when is_unconfirmed then 'its announced day has passed, and none of its sources is later' end, evidence) as detail,
        case when len(countries) = 1 then countries[1] end as iso3, events.known_on, corrected_on, source_id
    from events_of($as_of, $regions, $countries) as events
    left join places as hosts on hosts.iso3 = host_iso3
    where events.level = 'national' and events.state = 'held'
      and events.starts_on_from > $compare_with
),
first_named as (
    select
        iso3, product_id,
        min(seen_on_from) as on_from,
        arg_min(seen_on, (seen_on_from, seen_on)) as "on",
        arg_min(known_on, (known_on_from, known_on)) as known_on
    from product_claims_as_of($as_of)
    group by iso3, product_id
),
new_products as (
    select
        1 as kind_place, 'product' as kind,
        case when now.evidence_strength = 'stated' then 'product' else 'product inferred' end as sentence,
        now.product as what, now.wordings as detail,
        first_named."on", first_named.on_from, now.iso3, first_named.known_on, now.corrected_on, now.source_id
    from country_products_as_of($as_of) as now
    join first_named using (iso3, product_id)
    anti join country_products_as_of($compare_with) as before using (iso3, product_id)
    where first_named.on_from > $compare_with
      and picked($regions, now.region)
      and picked($countries, now.iso3)
),
task_forces_moved as (
    select
        3 as kind_place, 'body' as kind,
        case when before.body_id is null then 'body' else 'body moved' end as sentence,
        now.body as what, before.status as status_before, now.status, now.iso3,
        coalesce(case when now.status = 'established' then now.established_on end, now.reported_on) as "on",
        coalesce(case when now.status = 'established' then now.established_from end, known_from) as on_from,
        now.reported_on as known_on, now.corrected_on, now.source_id
    from (
        select bodies.*, bodies.reported_from as known_from
        from bodies_as_of($as_of) as bodies
    ) as now
    left join bodies_as_of($compare_with) as before using (body_id)
    where now.level in ('national task force', 'national arrangement') and not now.is_undated
      and now.status is distinct from before.status
      and coalesce(case when now.status = 'established' then now.established_from end, known_from) > $compare_with
      and picked($regions, now.region)
      and picked($countries, now.iso3)
),
reported_money as (
    select
        4 as kind_place, 'money' as kind,
        fund_sentence(amount_usd, reports.evidence) as sentence,
        funds.project as what,
        amount_usd, funds.donor, stage as status,
        stage_on(stage, reports.starts_on, reports.ends_on, reports.known_on) as "on",
        stage_from(stage, reports.starts_on_from, reports.ends_on_to, reports.first_known_from) as on_from,
        reports.evidence as detail, reports.countries[1] as iso3, reports.known_on, reports.corrected_on, reports.source_id
    from known('fund_reports', $as_of) as reports
    join funds using (fund_id)
    join places on places.iso3 = reports.countries[1]
    where reports.first_known_basis <> 'compiled'
      and len(reports.countries) = 1
      and stage_from(stage, reports.starts_on_from, reports.ends_on_to, reports.first_known_from) <= $as_of
      and stage_from(stage, reports.starts_on_from, reports.ends_on_to, reports.first_known_from) > $compare_with
      and picked($regions, places.region)
      and picked($countries, places.iso3)
),
stated_figures as (
    select
        5 as kind_place, 'figure' as kind, 'figure' as sentence,
        concat_ws(', ', indicators.name, places.name, scope) as what,
        statements.value, statements.qualifier as value_qualifier, indicators.unit, places.iso3,
        statements."on", statements.on_from, statements.wording as detail, statements.known_on, statements.corrected_on, statements.source_id
    from figures_as_of($as_of) as statements
    join indicators using (indicator)
    join places using (place_id)
    where places.kind = 'country' and category is null
      and statements.on_from > $compare_with
      and picked($regions, places.region)
      and picked($countries, places.iso3)
    qualify row_number() over (partition by indicator, place_id, scope order by stated_on desc, statements.grade, figure_id) = 1
),
stated_generally as (
    from statements_between($as_of, $compare_with, 'national')
    where len($regions::varchar[]) = 0 and len($countries::varchar[]) = 0
),
together as (
    select * from new_products
    union all by name
    select * from held_nationally
    union all by name
    select * from stated_generally
    union all by name
    select * from task_forces_moved
    union all by name
    select * from reported_money
    union all by name
    select * from stated_figures
)
select
    together.kind,
    sentence,
    what,
    homes.name as country,
    "on", ends_on, place, participants_qualifier, participants,
    amount_usd, donor,
    status_before, status,
    value_qualifier, value, unit, detail, known_on,
    homes.region,
    together.iso3,
    corrected_on,
    source_id,
    kind_place,
    on_from,
    count(*) filter (where together.kind = 'event') over () as events,
    count(*) filter (where together.kind = 'product') over () as products,
    count(*) filter (where together.kind not in ('event', 'product', 'statement')) over () as others,
    (select count(distinct iso3) from together) as countries_moved,
    case when count(*) over () = 1 then 'one' end as variant
from together
left join places as homes on homes.iso3 = together.iso3
where $compare_with::date < $as_of::date
order by kind_place, on_from, homes.name, what
