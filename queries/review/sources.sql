-- title: Sources of this review
-- unit: sources
-- grain: one row per source that became public between the two days, or that states what happened between them
-- finding: {rows} sources speak of this period, {first.official} of them official
-- empty: No source speaks for {scope} and these days.
-- note: Grades: A the initiative's own or another official publication, B a partner's, C press, D a mirror, aggregator or blog. An address of grade D is never a link.
-- hidden: official
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because not every source is tied to product types
with home as (
    select list(iso3) as codes
    from places
    where kind = 'country' and picked($regions, region) and picked($countries, iso3)
),
stated as (
    select source_id, 'countries' as subject, known_on_from, shown_on_from as on_from, [iso3] as codes from initiative.claims where is_known(known_on_from, superseded_from, $as_of)
    union all
    select source_id, 'products', known_on_from, seen_on_from, [iso3] from initiative.product_claims where is_known(known_on_from, superseded_from, $as_of)
    union all
    select
        initiative.figures.source_id, 'figures', known_on_from, on_from,
        case when places.iso3 is not null then [places.iso3]
             when places.kind <> 'world' then (select list(iso3) from places as inner_places where inner_places.region = places.region and kind = 'country')
        end
    from initiative.figures
    join places using (place_id)
    where is_known(known_on_from, superseded_from, $as_of)
    union all
    select source_id, 'bodies', known_on_from, established_on_from, case when iso3 is not null then [iso3] end from known('task_forces', $as_of) as task_forces
    union all
    select source_id, 'events', events.known_on_from, starts_on_from, codes
    from events_of($as_of, $regions, $countries) as events
    cross join home
    where not events.is_announced
    union all
    select source_id, 'announcements', known_on_from, null, null from known('announcements', $as_of) as announcements
    union all
    select source_id, 'funds', known_on_from, starts_on_from, countries from known('fund_reports', $as_of) as fund_reports
    union all
    select source_id, 'actions', known_on_from, null, case when iso3 is not null then [iso3] end from known('actions', $as_of) as actions
    union all
    select reports.source_id, 'actions', reports.known_on_from, reports.on_from, case when actions.iso3 is not null then [actions.iso3] end
    from known('action_reports', $as_of) as reports
    join referred('actions', $as_of) as actions using (action_id)
),
used as (
    select source_id, list(distinct subject order by subject) as subjects, count(*) as citations
    from stated
    cross join home
    where (known_on_from > $compare_with or (on_from > $compare_with and on_from <= $as_of))
      and (len($regions::varchar[]) + len($countries::varchar[]) = 0 or list_has_any(stated.codes, home.codes))
    group by source_id
)
select
    sources.publisher,
    sources.published_on,
    sources.grade,
    used.subjects,
    used.citations,
    case
        when sources.is_copy then regexp_replace(sources.address, '^https?://', '') || ' (read in a copy)'
        when sources.grade = 'D' or not starts_with(sources.address, 'http') then sources.address
    end as unlinked_address,
    used.source_id,
    count(*) filter (where sources.grade = 'A') over () as official
from used
join sources using (source_id)
where $compare_with::date <= $as_of::date
order by sources.grade, sources.published_on desc nulls last, used.source_id
