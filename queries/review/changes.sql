-- title: What changed between the two days
-- unit: changes
-- grain: one row per change
-- finding: {first.changes} changes between {compare_with:day} and {as_of:day}: {first.happened} in between, {first.late} newly on record
-- finding happened: {first.changes} changes between {compare_with:day} and {as_of:day}, all of which happened in between
-- finding late: {first.changes} changes between {compare_with:day} and {as_of:day}, all newly on record: none is known to have happened in between
-- finding one: One change between {compare_with:day} and {as_of:day}: {first.sentence}
-- empty: Nothing changed between the two days, as far as public sources say.
-- reading: One bar for each kind of change: filled is what happened between the two days, the outline adds what is only newly on record.
-- note: Newly on record means that it became public between the two days and happened earlier, or that no source dates it. It is no progress of this time.
-- note: Changes of global level belong to no region: all but events are left out as soon as a region or country is chosen. A fund counts for every region and country that it names.
-- sentence figure: {what}: {after_in_words} {unit} reported, first figure on record ({how_known:sentence})
-- sentence figure changed: {what}: {after_in_words} {unit} reported, before that {before_in_words} ({how_known:sentence})
-- sentence figure money: {what}: {amount_usd:money} reported, first figure on record ({how_known:sentence})
-- sentence figure money changed: {what}: {amount_usd:money} reported, before that {amount_before_usd:money} ({how_known:sentence})
-- sentence country: {country} is named in public sources ({how_known:sentence})
-- sentence stage: {country} moved from {status_before} to {status} ({how_known:sentence})
-- sentence joined: {country} has joined ({how_known:sentence})
-- sentence joined disputed: {country} has joined, in {on:day} or {other_on:day}: sources disagree ({how_known:sentence})
-- sentence product: {country}: {what} is named as a product ({how_known:sentence})
-- sentence product inferred: {country}: a page suggests {what} as a product, none states it ({how_known:sentence})
-- sentence product stated: {country}: a source now states {what} as a product; before, a page only suggested it ({how_known:sentence})
-- sentence product moved: {country}: {what} moved from {status_before} to {status} ({how_known:sentence})
-- sentence body: {what}: {status} ({how_known:sentence})
-- sentence body moved: {what}: moved from {status_before} to {status} ({how_known:sentence})
-- sentence event: {what}, {place} ({how_known:sentence})
-- sentence event without a place: {what} ({how_known:sentence})
-- sentence event announced: {what}, {place}: its announced day has passed, and none of its sources is later ({how_known:sentence})
-- sentence money: {what}: {amount_usd:money} from {donor}, {status} ({how_known:sentence})
-- sentence money unpublished: {what}: {status}, from {donor}, amount not published ({how_known:sentence})
-- sentence money moved: {what}: {amount_usd:money} from {donor}, now {status}, before that {status_before} ({how_known:sentence})
-- sentence money moved unpublished: {what}: now {status}, before that {status_before}, amount not published ({how_known:sentence})
-- sentence target: {what}: moved from {status_before} to {status}
-- sentence target new: {what}: {status}, target new on record
-- sentence done: Done: {what} ({how_known:sentence})
-- sentence done late: Done, reported late: {what} (due {due_on:day}, reported {known_on:day})
-- sentence begun: Under way: {what} ({how_known:sentence})
-- sentence overdue: Past due: {what} (due {due_on:day}, no report of completion found)
-- sentence overdue on record: Past due: {what} (newly on record, from {due_on:day}; no report of completion found)
-- sentence happened in the period: {on:day}
-- sentence newly on record: newly on record, from {on:day}
-- sentence newly on record without a date: newly on record, without a date; known since {known_on:day}
-- sentence newly on record with a vague date: newly on record, dated {on:day}, which may lie before {compare_with:day}
-- hidden: place, donor, other_on, amount_before_usd, of_kind, happened_of_kind, kind_place, is_news, changes, happened, late, variant
-- note: With a country chosen, an event counts if the country hosted it, if it was held for the country or if its sources name the country as taking part. With a region alone, events of that region count and others that name its countries.
-- ignores: categories, because not every kind of change is tied to product types
with home as (
    select list(iso3) as codes
    from places
    where kind = 'country' and picked($regions, region) and picked($countries, iso3)
),
is_everywhere as (
    select len($regions::varchar[]) + len($countries::varchar[]) = 0 as everywhere
),
figures_moved as (
    select
        'figure reported' as kind,
        case when indicators.unit = 'USD million' then 'figure money' else 'figure' end
            || case when before.value is null then '' else ' changed' end as sentence,
        concat_ws(', ', indicators.name, nullif(places.name, 'World'), replace(now.category, '-', ' '), now.scope) as what,
        indicators.unit,
        case when indicators.unit = 'USD million' then 1e6 * now.value end as amount_usd,
        case when indicators.unit = 'USD million' then 1e6 * before.value end as amount_before_usd,
        before.value as before, before.qualifier as before_qualifier, now.value as after, now.qualifier as after_qualifier,
        now."on", now.known_on, now.known_on_basis, places.region, places.iso3, now.source_id
    from reported_as_of($as_of) as now
    join indicators using (indicator)
    join places using (place_id)
    left join reported_as_of($compare_with) as before
        on before.indicator = now.indicator and before.place_id = now.place_id
        and before.category is not distinct from now.category and before.scope is not distinct from now.scope
    where (now.value, now.qualifier) is distinct from (before.value, before.qualifier)
),
-- when a country was first shown, and when that became known
naming as (
    select
        iso3,
        arg_min(shown_on, shown_on_from) as shown_on,
        arg_min(known_on, known_rank_first) as named_known_on,
        arg_min(known_on_basis, known_rank_first) as named_basis,
        arg_min(known_on, joined_on_from) as joined_known_on,
        arg_min(known_on_basis, joined_on_from) as joined_basis,
        arg_min(source_id, joined_on_from) as joined_source_id,
        arg_max(joined_on, joined_on_from) as last_joined_on
    from (select *, known_on_from as known_rank_first from claims_as_of($as_of))
    where stage_rank(stage) >= stage_rank('named')
    group by iso3
),
countries_moved as (
    select
        case when stage_rank(now.stage) >= stage_rank('joined') then 'country joined' else 'country named' end as kind,
        case
            when stage_rank(now.stage) >= stage_rank('joined') and last_joined_on <> now.joined_on then 'joined disputed'
            when stage_rank(now.stage) >= stage_rank('joined') then 'joined'
            when before.is_on_record then 'stage'
            else 'country'
        end as sentence,
        now.country as what,
        before.stage as status_before, now.stage as status,
        case when stage_rank(now.stage) >= stage_rank('joined') then now.joined_on else shown_on end as "on",
        last_joined_on as other_on,
        case when stage_rank(now.stage) >= stage_rank('joined') then coalesce(joined_known_on, named_known_on) else named_known_on end as known_on,
        case when stage_rank(now.stage) >= stage_rank('joined') then coalesce(joined_basis, named_basis) else named_basis end as known_on_basis,
        now.country, now.region, now.iso3,
        case when stage_rank(now.stage) >= stage_rank('joined') then coalesce(joined_source_id, now.source_id) else now.source_id end as source_id
    from countries_as_of($as_of) as now
    join naming using (iso3)
    left join countries_as_of($compare_with) as before using (iso3)
    where now.is_on_record
      and (not coalesce(before.is_on_record, false) or stage_rank(now.stage) > stage_rank(before.stage))
),
product_words as (
    select
        iso3, product_id,
        arg_max(status, known_rank(known_on_basis, known_on_from)) as status,
        arg_min(seen_on, seen_on_from) as seen_on,
        arg_min(known_on, known_on_from) as first_known_on,
        arg_min(known_on_basis, known_on_from) as first_basis,
        arg_max(known_on, known_on_from) as last_known_on,
        arg_max(known_on_basis, known_on_from) as last_basis,
        arg_max(seen_on, known_on_from) as last_seen_on
    from initiative.product_claims
    where is_known(known_on_from, superseded_from, $as_of) and counts_from <= $as_of
    group by iso3, product_id
),
product_words_before as (
    select iso3, product_id, arg_max(status, known_rank(known_on_basis, known_on_from)) as status
    from initiative.product_claims
    where is_known(known_on_from, superseded_from, $compare_with) and counts_from <= $compare_with
    group by iso3, product_id
),
products_moved as (
    select
        case
            when before.product_id is null then 'product added'
            when words.status in ('dropped', 'lapsed') then 'product dropped'
            else 'product changed'
        end as kind,
        case
            when before.product_id is null then case when now.evidence_strength = 'stated' then 'product' else 'product inferred' end
            when words.status is distinct from words_before.status then 'product moved'
            else 'product stated'
        end as sentence,
        now.product as what,
        words_before.status as status_before, words.status,
        case when before.product_id is null then seen_on else last_seen_on end as "on",
        case when before.product_id is null then first_known_on else last_known_on end as known_on,
        case when before.product_id is null then first_basis else last_basis end as known_on_basis,
        now.country, now.region, now.iso3, now.source_id
    from every_country_product_as_of($as_of) as now
    join product_words as words using (iso3, product_id)
    left join every_country_product_as_of($compare_with) as before using (iso3, product_id)
    left join product_words_before as words_before using (iso3, product_id)
    where (before.product_id is null and words.status not in ('dropped', 'lapsed'))
       or (before.product_id is not null
           and (words.status is distinct from words_before.status or now.evidence_strength <> before.evidence_strength))
),
bodies_moved as (
    select
        'body moved' as kind,
        case when before.body_id is null then 'body' else 'body moved' end as sentence,
        now.body as what,
        before.status as status_before, now.status,
        coalesce(case when now.status = 'established' then now.established_on end, case when not now.is_undated then now.reported_on end) as "on",
        now.reported_on as known_on,
        case when now.is_undated then 'compiled' else 'source' end as known_on_basis,
        now.country, now.region, now.iso3, now.source_id
    from bodies_as_of($as_of) as now
    left join bodies_as_of($compare_with) as before using (body_id)
    where now.status is distinct from before.status
),
events_moved as (
    select
        'event held' as kind,
        case
            when now.known_on_from < now.starts_on_from and now.other_source_ids is null then 'event announced'
            when nullif(concat_ws(', ', now.city, hosts.name), '') is null and now.format <> 'virtual' then 'event without a place'
            else 'event'
        end as sentence,
        now.title as what,
        coalesce(nullif(concat_ws(', ', now.city, hosts.name), ''), case when now.format = 'virtual' then now.format end) as place,
        now.starts_on as "on", now.known_on, now.known_on_basis,
        now.region,
        case when len(now.countries) = 1 then now.countries[1] end as iso3,
        now.source_id
    from events_told_to($as_of, $regions, $countries) as now
    left join events_as_of($compare_with) as before using (event_id)
    left join places as hosts on hosts.iso3 = now.host_iso3
    where now.state <> 'upcoming'
      and (before.event_id is null or before.state = 'upcoming')
),
fund_days as (
    select
        fund_id,
        arg_min(known_on, known_on_from) as first_known_on,
        arg_min(known_on_basis, known_on_from) as first_basis,
        arg_max(known_on_basis, known_rank(known_on_basis, known_on_from)) as last_basis
    from known('fund_reports', $as_of) as fund_reports
    group by fund_id
),
money_moved as (
    select
        'money reported' as kind,
        case when before.fund_id is null then 'money' else 'money moved' end
            || case when now.amount_usd is null then ' unpublished' else '' end as sentence,
        now.project as what,
        before.stage as status_before, now.stage as status,
        now.amount_usd, now.donor,
        case
            when before.fund_id is null and now.starts_from <= $as_of then now.starts_on
            when before.fund_id is null and first_basis <> 'compiled' then first_known_on
            when before.fund_id is null then null
            when last_basis <> 'compiled' then now.reported_on
        end as "on",
        case when before.fund_id is null then first_known_on else now.reported_on end as known_on,
        case when before.fund_id is null then first_basis else last_basis end as known_on_basis,
        case when len(now.countries) = 1 then now.countries[1] end as iso3,
        now.source_id
    from funds_as_of($as_of) as now
    join fund_days using (fund_id)
    cross join home
    cross join is_everywhere
    left join funds_as_of($compare_with) as before using (fund_id)
    where (now.stage, now.amount_usd) is distinct from (before.stage, before.amount_usd)
      and (everywhere or list_has_any(now.countries, codes))
),
targets_moved as (
    select
        'status moved' as kind,
        case when before.target_id is null then 'target new' else 'target' end as sentence,
        concat_ws(', ', indicators.name, places.name) as what,
        before.status as status_before, now.status,
        $as_of::varchar as "on", now.actual_on as known_on,
        places.region, places.iso3, now.source_id
    from statuses_as_of($as_of) as now
    join indicators using (indicator)
    join places using (place_id)
    left join statuses_as_of($compare_with) as before using (target_id, rule_id)
    where now.is_default and now.programme_id = 'ocop-fao'
      and now.status is distinct from before.status
),
compared_actions as (
    select
        now.*,
        case
            when now.status = 'done' and before.status is distinct from 'done' then 'action done'
            when now.status = 'overdue' and before.status is distinct from 'overdue' then 'action past due'
            when now.reports > coalesce(before.reports, 0) and now.status <> 'done' then 'action under way'
        end as change
    from actions_as_of($as_of) as now
    left join actions_as_of($compare_with) as before using (action_id)
),
action_days as (
    select
        action_id,
        arg_max(coalesce("on", case when known_on_basis <> 'compiled' then known_on end), known_rank(known_on_basis, known_on_from)) as reported_day
    from known('action_reports', $as_of) as action_reports
    where coalesce(on_from, known_on_from) <= $as_of
    group by action_id
),
actions_moved as (
    select
        change as kind,
        case
            when change = 'action done' then case when is_reported_late then 'done late' else 'done' end
            when change = 'action under way' then 'begun'
            when due_on_to < $compare_with then 'overdue on record'
            else 'overdue'
        end as sentence,
        statement as what,
        case
            when change <> 'action past due' then reported_day
            else (due_on_to + interval 1 day)::date::varchar
        end as "on",
        case when change <> 'action past due' then last_known_on else known_on end as known_on,
        case when change = 'action past due' then known_on_basis end as known_on_basis,
        due_on, country, home_region as region, iso3,
        case when change <> 'action past due' then last_source_id else source_id end as source_id
    from compared_actions
    left join action_days using (action_id)
    where change is not null
),
every_kind as (
    select 1 as kind_place, * from figures_moved
    union all by name select 2 as kind_place, * from countries_moved
    union all by name select 3 as kind_place, * from products_moved
    union all by name select 4 as kind_place, * from bodies_moved
    union all by name select 5 as kind_place, * from events_moved
    union all by name select 6 as kind_place, * from money_moved
    union all by name select 7 as kind_place, * from targets_moved
    union all by name select 8 as kind_place, * from actions_moved
),
chosen as (
    select
        every_kind.* exclude (country, region),
        coalesce(every_kind.country, homes.name) as country,
        coalesce(every_kind.region, homes.region) as region,
        (every_kind."on" || right('-01-01', 10 - length(every_kind."on")))::date as first_day
    from every_kind
    left join places as homes on homes.iso3 = every_kind.iso3
    where $compare_with::date < $as_of::date
      and (every_kind.kind in ('event held', 'money reported')
           or (picked($regions, coalesce(every_kind.region, homes.region)) and picked($countries, every_kind.iso3)))
),
dated as (
    select
        *,
        case length("on")
            when 4 then first_day + interval 1 year - interval 1 day
            when 7 then last_day(first_day)
            else first_day
        end::date as last_day
    from chosen
),
judged as (
    select
        *,
        case
            when "on" is null then 'newly on record without a date'
            when first_day > $compare_with then 'happened in the period'
            when last_day <= $compare_with then 'newly on record'
            else 'newly on record with a vague date'
        end as how_known
    from dated
)
select
    kind,
    sentence,
    how_known,
    what,
    country,
    region,
    before_qualifier,
    before,
    after_qualifier,
    after,
    unit,
    status_before,
    status,
    amount_usd,
    due_on,
    "on",
    known_on,
    known_on_basis,
    iso3,
    source_id,
    place,
    donor,
    other_on,
    amount_before_usd,
    count(*) over (partition by kind) as of_kind,
    count(*) filter (where how_known = 'happened in the period') over (partition by kind) as happened_of_kind,
    kind_place,
    how_known = 'happened in the period' as is_news,
    count(*) over () as changes,
    count(*) filter (where how_known = 'happened in the period') over () as happened,
    count(*) filter (where how_known <> 'happened in the period') over () as late,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where how_known <> 'happened in the period') over () = 0 then 'happened'
        when count(*) filter (where how_known = 'happened in the period') over () = 0 then 'late'
    end as variant
from judged
order by kind_place, kind, how_known <> 'happened in the period', first_day desc nulls last, what, iso3
