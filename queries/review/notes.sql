-- title: Notes of reviews and judgements of managers
-- unit: notes
-- grain: one row per note of a review in the period and per judgement that holds on its last day
-- finding: {rows} notes are on record for this period
-- finding one: One note is on record for this period
-- empty: No note and no judgement of a manager is on record for this period.
-- note: A note is what a review wrote beside the figures; a judgement is a manager's own view of a status, with its reason and its end. Neither replaces a computed status.
-- sentence note: {detail} ({author}, {on:day})
-- sentence note on: {what}: {detail} ({author}, {on:day})
-- sentence judgement: {what}: judged {status} by {author} {on:on}, until {ends_on:day}: {detail}
-- hidden: on_from, variant
-- ignores: categories, because notes are not tied to product types
with written as (
    select
        'note' as kind,
        case when review_notes.indicator is null and place_id is null then 'note' else 'note on' end as sentence,
        concat_ws(', ', indicators.name, places.name) as what,
        review_notes.note as detail, null as status, author, review_notes."on", review_notes.on_from, null as ends_on,
        places.region, places.iso3, reviews.source_id
    from review_notes
    join referred('reviews', $as_of) as reviews using (review_id)
    left join indicators on indicators.indicator = review_notes.indicator
    left join places using (place_id)
    where review_notes.on_from > $compare_with and review_notes.on_from <= $as_of
      and (place_id is null or picked($regions, places.region))
      and (place_id is null or picked($countries, places.iso3))
    union all
    select
        'judgement', 'judgement', concat_ws(', ', indicators.name, places.name), judgements.reason, judgements.status, judgements.author,
        judgements."on", judgements.on_from, judgements.expires_on, places.region, places.iso3, targets.source_id
    from judgements
    join referred('targets', $as_of) as targets using (target_id)
    join indicators using (indicator)
    join places using (place_id)
    where judgements.on_from <= $as_of and judgements.expires_on_to >= $as_of
      and $compare_with::date <= $as_of::date
      and picked($regions, places.region)
      and picked($countries, places.iso3)
)
select
    kind,
    sentence,
    what,
    detail,
    status,
    author,
    "on",
    ends_on,
    region,
    iso3,
    source_id,
    on_from,
    case when count(*) over () = 1 then 'one' end as variant
from written
order by on_from, what
