-- title: What changed
-- unit: changes
-- grain: one row per kind of change
-- finding: {first.changes} changes came on record between {compare_with:day} and {as_of:day}; {first.happened_in_all} happened in between, the others only became known or were revised
-- finding happened: {first.changes} changes came on record between {compare_with:day} and {as_of:day}, all of which happened in between
-- finding late: {first.changes} changes came on record between {compare_with:day} and {as_of:day}; none is known to have happened in between
-- finding one: One change came on record between {compare_with:day} and {as_of:day}
-- empty: Nothing changed between the two days, as far as public sources say.
-- note: A change counts when it became known between the two days, which may be later than it happened. These are the counts of all changes; the page Review lists each with its sentence.
-- note: With a region or country chosen, an event counts if it was held there, if it was held for it, or if its sources name it, or one of its countries, as taking part. So an event may count for several.
-- hidden: place, happened_in_all, variant
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- ignores: categories, because not every kind of change is tied to product types
with told as (
    select
        *,
        case subject
            when 'figure' then what || ': ' || case
                when before is null then 'first figure, ' || in_words(after, after_qualifier)
                when after is null then in_words(before, before_qualifier) || ', no longer on record'
                else in_words(before, before_qualifier) || ' to ' || in_words(after, after_qualifier) end
            when 'product' then what || ' (' || country || ')'
            when 'event' then what
            when 'decision' then what
            else what || coalesce(': ' || status, '')
        end as words
    from changes($as_of, $compare_with, $regions, $countries)
)
select
    row_number() over (order by list_position(['corrected', 'withdrawn'], kind) nulls first, min(kind_place) nulls last, kind) as place,
    kind,
    count(*) as count,
    count(*) filter (where how_known = 'happened in the period') as happened,
    list(words order by if(subject = 'figure', len(words), 0), words) as what,
    sum(count(*)) over () as changes,
    sum(count(*) filter (where how_known = 'happened in the period')) over () as happened_in_all,
    case
        when sum(count(*)) over () = 1 then 'one'
        when sum(count(*) filter (where how_known = 'happened in the period')) over () = sum(count(*)) over () then 'happened'
        when sum(count(*) filter (where how_known = 'happened in the period')) over () = 0 then 'late'
    end as variant
from told
group by kind
order by place
