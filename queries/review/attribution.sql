-- title: Reported totals and the names behind them
-- unit: countries, products
-- grain: one row per reported total
-- finding: {first.sentence}
-- empty: No total was reported for {scope} on either day, so there is no rise to attribute to anybody.
-- note: Between a rise and the names that became public lies no source: which countries a total counts is never published as a list. What is counted here are names newly on record, less those that a source shows before the first day.
-- note: The two statements of a total may be worded otherwise ("expressed interest", "joined"). So nothing is said here of those added but that the later total counts them.
-- note: A name that became public between the two days may have been counted long before. So the number without a name is a lower bound.
-- reading: For each total that the initiative reported: how much it rose, how many names became public, how many stay without one.
-- sentence part: {what} rose from {before} to {after} as reported; at least {without_a_name} of the {rise} added to the total are not named in public sources
-- sentence none: {what} rose from {before} to {after} as reported; none of the {rise} added to the total is named in public sources
-- sentence one: {what} rose from {before} to {after} as reported; the one added to the total is not named in public sources
-- sentence covered: {what} rose from {before} to {after} as reported, by {rise}; first named between the two days: {may_be_new}; no source says which of them were added in between
-- sentence unnamed: {what} rose from {before} to {after} as reported, by {rise}; first named between the two days: {may_be_new}; no source says which of them were added in between, and {unnamed} of the {after} are not named in public sources
-- sentence covered of products: {what} rose from {before} to {after} as reported, by {rise}; product groups first named between the two days: {may_be_new}; no source says which of them were added in between
-- sentence unnamed of products: {what} rose from {before} to {after} as reported, by {rise}; product groups first named between the two days: {may_be_new}; no source says which of them were added in between, and {unnamed} of the {after} are not named in public sources
-- sentence bound: {what} stood at {before_in_words} before and at {after_in_words} now, as reported; a bound gives no exact rise, so nothing can be attributed; newly named: {newly_named}
-- sentence fell: {what} fell from {before} to {after} as reported; no source says which left the count; newly named: {newly_named}
-- sentence same: {what} stand at {after_in_words} as reported; newly named between the two days: {newly_named}
-- sentence first: {what} stand at {after_in_words} as reported, with no total on record for the earlier day; newly named: {newly_named}
-- hidden: place
-- ignores: countries, because totals are reported for the world and for regions
-- ignores: categories, because the reported total covers all product types
with scopes as (
    select place_id
    from places
    where (len($regions::varchar[]) = 0 and place_id = 'WORLD')
       or (len($regions::varchar[]) = 1 and kind = 'fao region' and place_id = $regions[1])
),
totals as (
    select
        now.indicator, now.place_id,
        before.value as before, before.qualifier as before_qualifier, before."on" as before_on,
        now.value as after, now.qualifier as after_qualifier, now."on" as after_on,
        now.source_id, now.corrected_on
    from reported_as_of($as_of) as now
    join scopes using (place_id)
    left join reported_as_of($compare_with) as before
        on before.indicator = now.indicator and before.place_id = now.place_id and before.category is null and before.scope is null
    where now.category is null and now.scope is null
      and now.indicator in ('countries_joined', 'saps')
      and $compare_with::date <= $as_of::date
),
-- names on record on the later day and not on the earlier; shown_before: a source shows it on or before the earlier day
new_countries as (
    select now.iso3, min(claims.shown_on_to) as shown_by, min(claims.joined_on_to) as joined_by, min(claims.joined_on_from) as joined_from
    from countries_as_of($as_of) as now
    join claims_as_of($as_of) as claims on claims.iso3 = now.iso3 and stage_rank(claims.stage) >= stage_rank('named')
    left join countries_as_of($compare_with) as before on before.iso3 = now.iso3
    where now.is_on_record and not coalesce(before.is_on_record, false) and picked($regions, now.region)
    group by now.iso3
),
-- named before, and no source excludes that it joined between the two days: its day of joining is known to the year or month only, or lies there
may_have_joined as (
    select claims.iso3
    from claims_as_of($as_of) as claims
    join countries_as_of($compare_with) as before using (iso3)
    where before.is_on_record and has_begun(claims.joined_on_from, $as_of) and picked($regions, before.region)
    group by claims.iso3
    having may_be_new(min(claims.joined_on_to), $compare_with)
),
new_products as (
    select product_id, min(seen_on_to) as shown_by
    from product_claims_as_of($as_of)
    where picked($regions, country_region)
      and product_id not in (select product_id from product_claims_as_of($compare_with) where picked($regions, country_region))
    group by product_id
),
named as (
    select
        'countries_joined' as indicator,
        (select count(*) from new_countries) as newly_named,
        (select count(*) from new_countries where is_over(shown_by, $compare_with) or is_over(joined_by, $compare_with)) as shown_before,
        (select count(*) from new_countries where is_new(joined_from, $compare_with)) as with_joining_day,
        (select count(*) from may_have_joined) as named_before_may_have_joined,
        (select count(*) from countries_as_of($as_of) where is_on_record and picked($regions, region)) as named
    union all
    select
        'saps',
        (select count(*) from new_products),
        (select count(*) from new_products where is_over(shown_by, $compare_with)),
        null,
        0,
        (select count(distinct product_id) from product_claims_as_of($as_of) where picked($regions, country_region))
),
counted as (
    select
        totals.*,
        named.newly_named,
        named.shown_before,
        named.newly_named - named.shown_before as may_be_new,
        named.with_joining_day,
        named.named_before_may_have_joined,
        named.named,
        before_qualifier = 'eq' and after_qualifier = 'eq' as is_exact,
        case when before_qualifier = 'eq' and after_qualifier = 'eq' then (after - before)::bigint end as rise,
        case when after_qualifier = 'eq' and named.named < after then (after - named.named)::bigint end as unnamed
    from totals
    join named using (indicator)
)
select
    indicators.name as what,
    case
        when before is null then 'first'
        when not is_exact and (before, before_qualifier) is not distinct from (after, after_qualifier) then 'same'
        when not is_exact then 'bound'
        when rise = 0 then 'same'
        when rise < 0 then 'fell'
        else
            case
                when may_be_new + named_before_may_have_joined = 0 then if(rise = 1, 'one', 'none')
                when may_be_new + named_before_may_have_joined < rise then 'part'
                else if(unnamed > 0, 'unnamed', 'covered') || if(counted.indicator = 'saps', ' of products', '')
            end
    end as sentence,
    before_qualifier,
    before,
    before_on,
    after_qualifier,
    after,
    after_on,
    rise,
    newly_named,
    shown_before,
    may_be_new,
    with_joining_day,
    named_before_may_have_joined,
    case when rise > 0 then greatest(rise - may_be_new - named_before_may_have_joined, 0) end as without_a_name,
    named,
    unnamed,
    counted.source_id,
    counted.corrected_on,
    place_id as place
from counted
join indicators using (indicator)
order by counted.indicator
