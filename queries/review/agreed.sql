-- title: Decisions of this review
-- unit: decisions
-- grain: one row per decision of a review held in the period
-- finding: {rows} decisions of {first.review} ({first.review_on:day}) are on record
-- finding one: One decision of {first.review} ({first.review_on:day}) is on record
-- empty: No decision of a review held in this period is on record.
-- note: The next review opens with these decisions and what became of each.
-- sentence decision: {place}. {decision}: {actions_in_words}
-- sentence decision alone: {place}. {decision}
-- hidden: place, review, review_on, actions_in_words, variant
-- ignores: regions, countries, because decisions of a review concern the whole initiative
-- ignores: categories, because decisions are not tied to product types
with decided as (
    select decisions.*, reviews.title as review, reviews."on" as review_on, reviews.on_from as review_from
    from known('review_decisions', $as_of) as decisions
    join referred('reviews', $as_of) as reviews using (review_id)
    where reviews.on_from > $compare_with and reviews.on_from <= $as_of
),
carried as (
    select
        decisions.decision_id,
        list(actions.statement order by actions.action_id) as actions
    from decided as decisions
    join actions_as_of($as_of) as actions on list_contains(decisions.action_ids, actions.action_id)
    group by decisions.decision_id
)
select
    decided.priority_area || '. ' || areas.name as area,
    case when carried.actions is null then 'decision alone' else 'decision' end as sentence,
    decided.decision,
    coalesce(carried.actions, []::varchar[]) as carried_by,
    decided.known_on,
    decided.source_id,
    decided.corrected_on,
    decided.priority_area as place,
    decided.review,
    decided.review_on,
    array_to_string(carried.actions, '; ') as actions_in_words,
    case when count(*) over () = 1 then 'one' end as variant
from decided
left join carried using (decision_id)
left join known('priority_areas', $as_of) as areas on areas.priority_area = decided.priority_area
order by decided.review_from, decided.priority_area, decided.decision_id
