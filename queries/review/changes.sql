-- title: What changed between the two days
-- unit: changes
-- grain: one row per change
-- finding: {first.changes} changes came on record between {compare_with:day} and {as_of:day}; {first.happened} happened in between, {first.late} only became known then
-- finding happened: {first.changes} changes came on record between {compare_with:day} and {as_of:day}, all of which happened in between
-- finding late: {first.changes} changes came on record between {compare_with:day} and {as_of:day}; none is known to have happened in between
-- finding mixed: {first.changes} changes came on record between {compare_with:day} and {as_of:day}; {first.happened} happened in between, {first.late} only became known then, {first.revised} were corrected, withdrawn or still to come
-- finding one: One change came on record between {compare_with:day} and {as_of:day}
-- empty: Nothing changed between the two days, as far as public sources say.
-- reading: One bar for each kind of change: filled is what happened between the two days, the outline adds what is only newly on record.
-- note: Newly on record means that it became public between the two days and happened earlier, or that no source dates it. It is no progress of this time.
-- note: All changes are here; overview, priorities and task forces show parts of this list. A statement that repeats what stood already is no change.
-- note: Changes of global level belong to no region: all but events are left out as soon as a region or country is chosen. A fund counts for every region and country that it names.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
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
-- sentence event announced without a place: {what}: its announced day has passed, and none of its sources is later ({how_known:sentence})
-- sentence money: {what}: {amount_usd:money} from {donor}, {status} ({how_known:sentence})
-- sentence money unpublished: {what}: {status}, from {donor}, amount not published ({how_known:sentence})
-- sentence money moved: {what}: {amount_usd:money} from {donor}, now {status}, before that {status_before} ({how_known:sentence})
-- sentence money moved unpublished: {what}: now {status}, before that {status_before}, amount not published ({how_known:sentence})
-- sentence target: {what}: moved from {status_before} to {status}
-- sentence target new: {what}: {status}, target new on record
-- sentence done: Done: {what} ({how_known:sentence})
-- sentence done late: Done, late by {late_unit:sentence}: {what} (due {due_on:day}, done {on:day})
-- sentence days late: {late_by} days
-- sentence months late: {late_by} months
-- sentence years late: {late_by} years
-- sentence done and reported late: Done, reported late: {what} (due {due_on:day}, reported {known_on:day})
-- sentence begun: Under way: {what} ({how_known:sentence})
-- sentence overdue: Past due: {what} (due {due_on:day}, no report of completion found)
-- sentence overdue on record: Past due: {what} (newly on record, from {due_on:day}; no report of completion found)
-- sentence traced: {country} appears in public sources: {status} ({how_known:sentence})
-- sentence body again: {what}: a further report, still {status} ({how_known:sentence})
-- sentence event ahead: Announced: {what}, {place} ({how_known:sentence})
-- sentence event ahead without a place: Announced: {what} ({how_known:sentence})
-- sentence money again: {what}: a further report, {amount_usd:money} from {donor}, still {status} ({how_known:sentence})
-- sentence money again unpublished: {what}: a further report, still {status}, amount not published ({how_known:sentence})
-- sentence promised: Promised, without a due date: {what} ({how_known:sentence})
-- sentence promised for a day: Promised for {due_on:day}: {what} ({how_known:sentence})
-- sentence action dropped: Dropped: {what} ({how_known:sentence})
-- sentence decision: Decided: {what} ({how_known:sentence})
-- sentence note: Note of a review: {what} ({how_known:sentence})
-- sentence correction: {what}: what the record says of it was corrected ({how_known:sentence})
-- sentence correction of a figure: {what}: {after_in_words} {unit}, corrected from {before_in_words} ({how_known:sentence})
-- sentence correction of a product: {country}: what the record says of {what} as a product was corrected ({how_known:sentence})
-- sentence correction of a status: {what}: {status}, corrected from {status_before} ({how_known:sentence})
-- sentence correction of money: {what}: {amount_usd:money}, corrected from {amount_before_usd:money} ({how_known:sentence})
-- sentence correction of a day: {what}: {on:day}, corrected from {other_on:day} ({how_known:sentence})
-- sentence correction of a due day: {what}: due {due_on:day}, corrected from {due_before:day} ({how_known:sentence})
-- sentence withdrawal: {what}: no longer on record ({how_known:sentence})
-- sentence withdrawal of a figure: {what}: {before_in_words} {unit} no longer on record ({how_known:sentence})
-- sentence withdrawal of a newer figure: {what}: {before_in_words} {unit} no longer on record; {after_in_words} stands again ({how_known:sentence})
-- sentence withdrawal of a stage: {what}: no longer {status_before}, but {status} ({how_known:sentence})
-- sentence withdrawal of a product: {country}: {what} no longer on record as a product ({how_known:sentence})
-- sentence withdrawal of a statement on a product: {country}: a statement on {what} as a product was taken back ({how_known:sentence})
-- sentence withdrawal of a statement: {what}: a statement on it was taken back ({how_known:sentence})
-- sentence happened in the period: {on:day}
-- sentence newly on record: newly on record, from {on:day}
-- sentence newly on record without a date: newly on record, without a date; known since {known_on:day}
-- sentence newly on record with a vague date: newly on record, dated {on:day}, which may lie before {compare_with:day}
-- sentence corrected: corrected {known_on:on}
-- sentence withdrawn: taken back between {compare_with:day} and {as_of:day}
-- sentence to come: planned for {on:day}
-- hidden: place, donor, other_on, amount_before_usd, due_before, late_unit, late_by, of_kind, happened_of_kind, kind_place, is_news, subject, key, changes, happened, late, revised, variant
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because not every kind of change is tied to product types
with everything as (
    select
        changes.* exclude (country, region),
        coalesce(changes.country, homes.name) as country,
        coalesce(changes.region, homes.region) as region,
        began("on") as first_day,
        how_known = 'happened in the period' as is_news,
        how_known in ('corrected', 'withdrawn', 'to come') as is_revised
    from changes($as_of, $compare_with, $regions, $countries) as changes
    left join places as homes on homes.place_id = changes.iso3
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
    due_before,
    late_unit,
    late_by,
    count(*) over (partition by kind) as of_kind,
    count(*) filter (where is_news) over (partition by kind) as happened_of_kind,
    kind_place,
    is_news,
    subject,
    key,
    count(*) over () as changes,
    count(*) filter (where is_news) over () as happened,
    count(*) filter (where not is_news and not is_revised) over () as late,
    count(*) filter (where is_revised) over () as revised,
    case
        when count(*) over () = 1 then 'one'
        when count(*) filter (where is_revised) over () > 0 then 'mixed'
        when count(*) filter (where not is_news) over () = 0 then 'happened'
        when count(*) filter (where is_news) over () = 0 then 'late'
    end as variant
from everything
order by
    list_position(['corrected', 'withdrawn'], kind) nulls first,
    kind_place nulls last, kind, not is_news, first_day desc nulls last, what, iso3
