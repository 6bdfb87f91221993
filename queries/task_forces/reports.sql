-- title: What each report says
-- unit: reports
-- grain: one row per body and report
-- slip: body, status, reported_on, evidence
-- finding: {rows} reports stand behind {first.bodies} bodies
-- finding single: {rows} reports speak of one body
-- finding one: One report speaks of one body
-- empty: No report on a governing body for {scope} was public on this day.
-- note: Two reports on one body are two rows. A report without a date counts from the day on which this record was compiled and stands last.
-- finding dropped: {rows} reports stand behind {first.bodies} bodies, and behind {first.dropped} more that were dropped and are not counted
-- hidden: bodies, dropped, variant
-- ignores: categories, because no body is tied to a product type
-- ignores: compare_with, because it shows all days up to the chosen one
with reports as (
    select task_forces.*, places.name as country, coalesce(task_forces.region, places.region) as home_region, bodies.is_dropped
    from known('task_forces', $as_of) as task_forces
    left join places on places.iso3 = task_forces.iso3
    join (select body_id, status = 'dropped' as is_dropped from every_body_as_of($as_of)) as bodies using (body_id)
    where coalesce(task_forces.established_on_from, task_forces.known_on_from) <= $as_of
)
select
    reports.name as body,
    reports.status,
    case when reports.known_on_basis <> 'compiled' then reports.known_on end as reported_on,
    reports.evidence,
    reports.composition,
    reports.established_on,
    reports.note,
    reports.corrected_on,
    reports.source_id,
    reports.level,
    reports.country,
    reports.home_region as region,
    reports.report_id,
    count(distinct reports.body_id) filter (where not is_dropped) over () as bodies,
    count(distinct reports.body_id) filter (where is_dropped) over () as dropped,
    case
        when count(*) filter (where is_dropped) over () > 0 then 'dropped'
        when count(*) over () = 1 then 'one'
        when count(distinct reports.body_id) over () = 1 then 'single'
    end as variant
from reports
where picked($regions, reports.home_region)
  and picked($countries, reports.iso3)
order by
    list_position(
        ['steering committee', 'secretariat', 'regional organizing group', 'national task force', 'national arrangement'],
        reports.level
    ),
    reports.body_id, known_rank(reports.first_known_basis, reports.first_known_from) desc, reports.report_id
