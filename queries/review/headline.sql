-- title: Headline numbers, then and now
-- unit: as each line says
-- grain: one row per headline number
-- chart: slope label=what before=before after=after before_qualifier=before_qualifier after_qualifier=after_qualifier
-- finding: {first.changed} of {rows} headline numbers changed after {compare_with:day}
-- finding none: No headline number changed after {compare_with:day}
-- finding one: {first.sentence}
-- empty: No number for {scope} was public on either day.
-- reading: A ring is the number on the day compared with, a dot the number on the day of this review; reported totals stand above what is on record.
-- note: A number that is limited to a project, an event or a set is a line of its own and is compared with the same one alone.
-- note: Reported is what the initiative published; on record is what public sources name. The two are never mixed: a name on record may be missing from a total, and the other way round.
-- sentence reported: {what} stood at {after_in_words} as reported for {on:day}; as known on {compare_with:day}, at {before_in_words}
-- sentence reported same: {what} stood at {after_in_words} as reported for {on:day}, as before
-- sentence reported first: {what} stood at {after_in_words} as reported for {on:day}; no figure is on record for {compare_with:day}
-- sentence record: {what} stood at {after} on {as_of:day}, at {before} on {compare_with:day}
-- sentence record same: {what} stood at {after}, as on {compare_with:day}
-- hidden: place, changed, variant
-- ignores: categories, because reported totals cover all product types
with scopes as (
    select place_id
    from places
    where len($countries::varchar[]) = 0
      and ((len($regions::varchar[]) = 0 and place_id = 'WORLD')
           or (len($regions::varchar[]) = 1 and kind = 'fao region' and place_id = $regions[1]))
),
reported as (
    select
        list_position(['countries_joined', 'saps', 'secretariat_members', 'demonstration_countries'], now.indicator) * 10 as place,
        concat_ws(', ', indicators.name, now.scope) as what,
        before.value as before, before.qualifier as before_qualifier,
        now.value as after, now.qualifier as after_qualifier,
        now."on", now.known_on, now.other_statements, now.corrected_on, now.source_id,
        before.wording as wording_before, now.wording
    from reported_as_of($as_of) as now
    join scopes using (place_id)
    join indicators using (indicator)
    left join reported_as_of($compare_with) as before
        on before.indicator = now.indicator and before.place_id = now.place_id and before.category is null
        and before.scope is not distinct from now.scope
    where now.category is null
      and now.indicator in ('countries_joined', 'saps', 'secretariat_members', 'demonstration_countries')
),
moments as (
    select 'now' as moment, $as_of::date as day
    union all
    select 'before', $compare_with::date
),
on_record as (
    select
        moment,
        11 as place, 'Countries named in public sources' as what,
        count(*) filter (where is_on_record) as value
    from (select 'now' as moment, * from countries_as_of($as_of) union all select 'before', * from countries_as_of($compare_with))
    where picked($regions, region) and picked($countries, iso3)
    group by moment
    union all
    select moment, 21, 'Product groups named in public sources', count(distinct product_id)
    from (select 'now' as moment, * from product_claims_as_of($as_of) union all select 'before', * from product_claims_as_of($compare_with))
    where picked($regions, country_region) and picked($countries, iso3)
    group by moment
    union all
    select moment, 31, 'National Task Forces established, on record', count(*) filter (where status = 'established')
    from (select 'now' as moment, * from bodies_as_of($as_of) union all select 'before', * from bodies_as_of($compare_with))
    where level = 'national task force' and picked($regions, region) and picked($countries, iso3)
    group by moment
),
counted as (
    select
        place, what,
        coalesce(max(value) filter (where moment = 'before'), 0) as before,
        coalesce(max(value) filter (where moment = 'now'), 0) as after
    from on_record
    group by place, what
),
together as (
    select
        place, what, 'reported' as basis,
        case
            when before is null then 'reported first'
            when (before, before_qualifier) = (after, after_qualifier) then 'reported same'
            else 'reported'
        end as sentence,
        before, before_qualifier, after, after_qualifier, "on", known_on, other_statements, corrected_on, source_id, wording_before, wording
    from reported
    union all
    select
        place, what, 'on record', case when before = after then 'record same' else 'record' end,
        before, 'eq', after, 'eq', null, null, null, null, null, null, null
    from counted
    where after > 0 or before > 0
)
select
    what,
    sentence,
    basis,
    before_qualifier,
    before,
    after_qualifier,
    after,
    case when before_qualifier = 'eq' and after_qualifier = 'eq' then after - before end as difference_since,
    "on",
    known_on,
    other_statements,
    source_id,
    corrected_on,
    wording_before,
    wording,
    place,
    count(*) filter (where sentence in ('reported', 'record')) over () as changed,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where sentence in ('reported', 'record')) over () = 0 then 'none'
    end as variant
from together
order by place, what
