-- title: Who says so
-- unit: sources
-- grain: one row per source that speaks of the country
-- slip: publisher, subjects, grade
-- finding: {rows} sources stand behind this page, {first.official} of them official
-- finding one: One source stands behind this page, grade {first.grade}
-- empty: No public source speaks of this country and the initiative.
-- note: Grade A: the initiative or another official publication. B: a partner. C: press. D: a mirror, aggregator or blog, shown without a link.
-- hidden: official, variant
-- note: Of events those count that the country hosted, that were held for it, or whose sources name it as taking part.
-- ignores: regions, because a profile is of one country
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because a profile shows all days up to the chosen one
with chosen as (
    select iso3
    from places
    where kind = 'country' and iso3 = ($countries::varchar[])[1]
),
cited as (
    select 'taking part' as subject, source_id
    from claims_as_of($as_of)
    join chosen using (iso3)
    union all
    select 'products', source_id
    from product_claims_as_of($as_of)
    join chosen using (iso3)
    union all
    select 'events', unnest(list_append(coalesce(other_source_ids, []::varchar[]), source_id))
    from events_of($as_of, []::varchar[], ($countries::varchar[])[1:1]) as events
    union all
    select 'milestones', source_id
    from known('milestones', $as_of) as milestones
    join chosen on list_contains(milestones.countries, chosen.iso3)
    where on_from <= $as_of
    union all
    select 'task force', source_id
    from known('task_forces', $as_of) as task_forces
    join chosen using (iso3)
    union all
    select 'funding', source_id
    from known('fund_reports', $as_of) as fund_reports
    join chosen on list_contains(fund_reports.countries, chosen.iso3)
    union all
    select 'actions', source_id
    from known('actions', $as_of) as actions
    join chosen using (iso3)
    union all
    select 'figures', source_id
    from figures_as_of($as_of) as figures
    join chosen on figures.place_id = chosen.iso3
)
select
    sources.publisher,
    sources.published_on,
    sources.grade,
    list_sort(list_distinct(list(subject))) as subjects,
    count(*) as statements,
    sources.source_id,
    case
        when sources.is_copy then regexp_replace(sources.address, '^https?://', '') || ' (read in a copy)'
        when sources.grade = 'D' or not starts_with(sources.address, 'http') then sources.address
    end as unlinked_address,
    count(*) filter (where sources.grade = 'A') over () as official,
    case when count(*) over () = 1 then 'one' end as variant
from cited
join sources using (source_id)
group by sources.source_id, sources.publisher, sources.published_on, sources.grade, sources.address, sources.is_copy
order by sources.grade, sources.published_on desc nulls last, sources.source_id
