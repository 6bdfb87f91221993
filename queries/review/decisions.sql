-- title: Decisions of the last review, and what became of each
-- unit: actions
-- grain: one row per action that carries out a decision of the last review before the period
-- finding: Of {rows} actions agreed on {first.review_on:day} ({first.review}), {first.done} are reported done, {first.under_way} under way, {first.overdue} past due and {first.silent} without any later report
-- finding dropped: Of {rows} actions agreed on {first.review_on:day} ({first.review}), {first.done} are reported done, {first.under_way} under way, {first.overdue} past due, {first.dropped} dropped and {first.silent} without any later report
-- empty: The last review before this period left no decision on record.
-- note: Done and under way are what later public reports say. No report found is not the same as nothing done.
-- sentence done: {what}: done ({reported_on:day}). {detail}
-- sentence done late: {what}: done, late by {late_unit:sentence} (due {due_on:day}, done {reported_on:day}). {detail}
-- sentence days late: {late_by} days
-- sentence months late: {late_by} months
-- sentence years late: {late_by} years
-- sentence done and reported late: {what}: done, reported late (due {due_on:day}, reported {reported_on:day}). {detail}
-- sentence under way: {what}: under way ({reported_on:day}). {detail}
-- sentence overdue: {what}: past due since {due_on:day}; no report of completion found
-- sentence dropped: {what}: dropped ({reported_on:day}). {detail}
-- sentence not yet due: {what}: due {due_on:day}; no later report found
-- sentence no due date: {what}: no due date was published, and no later report is found
-- hidden: late_unit, late_by, review, review_on, done, under_way, overdue, dropped, silent, variant
-- ignores: regions, countries, because decisions of a review concern the whole initiative
-- ignores: categories, because decisions are not tied to product types
with last_review as (
    select review_id, title, on_from, "on"
    from known('reviews', $as_of) as reviews
    where on_from <= $compare_with
    order by on_from desc
    limit 1
),
decided as (
    select
        decisions.decision_id, decisions.decision, decisions.priority_area, last_review.title as review, last_review."on" as review_on,
        unnest(coalesce(decisions.action_ids, []::varchar[])) as action_id
    from known('review_decisions', $as_of) as decisions
    join last_review using (review_id)
)
select
    decided.priority_area || '. ' || decided.decision as decision,
    case when late_by is not null then 'done late' when is_reported_late then 'done and reported late' else actions.status end as sentence,
    actions.statement as what,
    actions.status,
    actions.due_on,
    coalesce(actions.last_on, actions.last_known_on) as reported_on,
    actions.last_evidence as detail,
    coalesce(actions.last_source_id, actions.source_id) as source_id,
    actions.corrected_on,
    late_unit,
    late_by,
    decided.review,
    decided.review_on,
    count(*) filter (where actions.status = 'done') over () as done,
    count(*) filter (where actions.status = 'under way') over () as under_way,
    count(*) filter (where actions.status = 'overdue') over () as overdue,
    count(*) filter (where actions.status = 'dropped') over () as dropped,
    count(*) filter (where actions.reports = 0) over () as silent,
    case when count(*) filter (where actions.status = 'dropped') over () > 0 then 'dropped' end as variant
from decided
join actions_as_of($as_of) as actions using (action_id)
where $compare_with::date <= $as_of::date
order by decided.priority_area, decided.decision_id, actions.action_id
