-- title: Countries reported and countries named in public sources
-- unit: countries
-- grain: one row for the world and one per region
-- chart: bars label=place value=named of=outline of_qualifier=outline_qualifier
-- finding: Of {first.reported_in_words} countries of {first.place} reported for {first.on:day}, {first.named} are named in public sources
-- finding beyond: {first.named} countries of {first.place} are named in public sources by now, {first.reported_in_words} were reported for {first.on:day}
-- finding world: {first.named} of {first.reported_in_words} countries reported are named in public sources
-- finding unreported: {first.named} countries of {first.place} are named in public sources; no total was reported
-- empty: No country was named in public sources on this day, and no total was reported
-- reading: Each bar is the number of countries named in public sources; the outline is the number that the initiative reported, where it reported one that is not lower.
-- note: Reported is the figure that was published, on record is counted from rows that we hold. A region can have more countries on record than an older report says; then no share is drawn.
-- hidden: variant, outline, outline_qualifier, is_beyond
-- ignores: countries, because it compares whole regions
-- ignores: categories, because reported figures cover all product types
-- ignores: compare_with, because it shows one day
with reported as (
    select place_id, value, qualifier, "on", other_statements, corrected_on, source_id
    from reported_as_of($as_of)
    where indicator = 'countries_joined' and category is null and scope is null
),
named as (
    select
        region,
        count(*) filter (where is_on_record) as named,
        count(*) filter (where stage = 'indirect') as indirect,
        count(*) filter (where stage = 'participant') as participants
    from countries_as_of($as_of)
    group by rollup (region)
),
compared as (
    select
        places.place_id,
        places.name as place,
        places.kind,
        coalesce(named.named, 0) as named,
        reported.value as reported,
        reported.qualifier,
        reported."on",
        reported.other_statements,
        coalesce(named.indirect, 0) as indirect,
        coalesce(named.participants, 0) as participants,
        reported.source_id,
        reported.corrected_on,
        coalesce(named.named > reported.value, false) as is_beyond
    from places
    left join named on named.region is not distinct from places.region
    left join reported using (place_id)
    where places.kind = 'fao region' and picked($regions, places.region)
       or places.kind = 'world' and len($regions::varchar[]) = 0
)
select
    place_id,
    place,
    named,
    reported,
    qualifier,
    case when reported > 0 and qualifier = 'eq' and not is_beyond then named / reported end as share,
    "on",
    other_statements,
    indirect,
    participants,
    source_id,
    corrected_on,
    is_beyond,
    case when not is_beyond then reported end as outline,
    case when not is_beyond then qualifier end as outline_qualifier,
    case
        when reported is null then 'unreported'
        when is_beyond then 'beyond'
        when kind = 'world' then 'world'
    end as variant
from compared
qualify sum(named) over () > 0 or count(reported) over () > 0
order by kind = 'fao region', named desc, place
