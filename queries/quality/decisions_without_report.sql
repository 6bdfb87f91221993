-- title: Decisions and promises without a report
-- unit: decisions and promises
-- grain: one row per decision of a review, or promise past its day, that no report follows
-- finding: {rows} decisions and promises have no report after them
-- finding one: One decision or promise has no report after it
-- empty: No decision or promise about {scope} is past its day without a report.
-- sentence decision: Decided: {what}; no report on any of its actions
-- sentence unlinked: Decided: {what}; no action is tied to it
-- sentence promise: Promised for {on:day}: {what}; no report of completion
-- note: A report on one of its actions closes a decision; a report of completion closes a promise. Absence from public sources is not failure.
-- note: Sorted by weight, reach times severity. Severity here is 2: nobody can say what came of it. Reach is 3 for the whole initiative, 2 for a region, 1 for a country.
-- hidden: variant, what, severity, reach, weight, row_key, iso3
-- ignores: categories, because a lack of the record is one of a place, whatever grows there
-- ignores: compare_with, because it shows one day
with reported as (
    select action_id, status, reports, region, iso3, country, statement, due_on, source_id, home_region, is_own, last_source_id, corrected_on
    from actions_as_of($as_of)
),
lacking as (
    select
        if(len(action_ids) > 0, 'decision', 'unlinked') as sentence, decision as what, reviews."on", null as country, null as region, null as iso3,
        decision_id as row_key, decisions.corrected_on, decisions.source_id
    from known('review_decisions', $as_of) as decisions
    left join referred('reviews', $as_of) as reviews using (review_id)
    where not exists (from reported where list_contains(action_ids, action_id) and reports > 0)
    union all
    select 'promise', statement, due_on, country, home_region, iso3, action_id, corrected_on, coalesce(last_source_id, source_id)
    from reported
    where is_own and status = 'overdue'
)
select sentence, what, "on", country, region, iso3, 2 as severity, reach_of(region, iso3) as reach, weight_of(2, region, iso3) as weight, row_key, corrected_on, source_id,
    case when count(*) over () = 1 then 'one' end as variant
from lacking
where belongs($regions, $countries, region, iso3)
order by weight desc, region nulls first, country nulls first, what, row_key
