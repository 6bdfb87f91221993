-- title: Sources of the events
-- unit: events per source
-- grain: one row per source that an event of this choice rests on
-- slip: publisher, events, grade
-- finding: {rows} public sources stand behind these events, {first.official} of them of the initiative itself or another official body
-- finding official: {rows} public sources stand behind these events, all of the initiative itself or another official body
-- finding one: One public source stands behind these events
-- empty: No event for {scope} had become public on this day.
-- hidden: official, variant
-- note: Grade A: the initiative or another official publication; B: a partner; C: press; D: a mirror, an aggregator or a blog, shown without a link.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- ignores: categories, because events are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from events_of($as_of, $regions, $countries)
),
cited as (
    select event_id, unnest(list_prepend(source_id, coalesce(other_source_ids, []::varchar[]))) as source_id
    from chosen
    where not is_announced
    union
    select event_id, announcements.source_id
    from known('announcements', $as_of) as announcements
    join chosen using (event_id)
)
select
    publisher,
    count(distinct event_id) as events,
    published_on,
    grade,
    source_id,
    count(*) filter (where grade = 'A') over () as official,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where grade = 'A') over () = count(*) over () then 'official'
    end as variant
from cited
join sources using (source_id)
group by source_id, publisher, published_on, published_on_from, grade
order by events desc, grade, published_on_from desc nulls last, source_id
