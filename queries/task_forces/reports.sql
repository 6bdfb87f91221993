-- title: What each report says
-- unit: reports
-- grain: one row per body and report
-- finding: {rows} reports stand behind {first.bodies} bodies
-- finding single: {rows} reports speak of one body
-- finding one: One report speaks of one body
-- empty: No report on a governing body of this choice was public on this day.
-- note: Two reports on one body are two rows. A report without a date counts from the day on which this record was compiled and stands last.
-- hidden: bodies, variant
-- ignores: categories, because no body is tied to a product type
-- ignores: compare_with, because it shows all days up to the chosen one
with reports as (
    select task_forces.*, places.name as country, coalesce(task_forces.region, places.region) as home_region
    from known('task_forces', $as_of) as task_forces
    left join places on places.iso3 = task_forces.iso3
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
    count(distinct reports.body_id) over () as bodies,
    case
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
    reports.body_id, known_rank(reports.known_on_basis, reports.known_on_from) desc, reports.report_id
