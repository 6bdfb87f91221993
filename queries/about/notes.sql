-- title: Notes on the record and on single rows
-- unit: notes
-- grain: one row per note
-- slip: what, noted_in, note, known_on
-- finding: {rows} notes stand with single rows, to be read before a row is used
-- empty: No note was on record on this day.
-- note: Written by this monitor. They hold what two sources say differently, what was inferred, and what a page does not give.
-- note: Notes on figures are listed where the record holds at most 100,000 figures; of more, each stands with its figure alone.
-- ignores: regions, countries, categories, because it lists the notes of every table
-- ignores: compare_with, because it shows one day
with notes as (
    select 'Countries' as noted_in, coalesce(places.name, members.iso3) || ': ' || members.evidence as what, members.note, members.known_on, members.known_on_from, members.source_id
    from known('members', $as_of) as members
    left join places on places.iso3 = members.iso3
    union all
    select 'Products', coalesce(places.name || ': ', '') || place_products.product, note, known_on, known_on_from, source_id
    from known('place_products', $as_of) as place_products
    left join places on places.place_id = place_products.place_id
    union all
    select 'Events', title, note, known_on, known_on_from, source_id from known('events', $as_of) as events
    union all
    select 'Figures', indicators.name || ', ' || places.name, figures.note, figures.known_on, figures.known_on_from, figures.source_id
    from known('figures', $as_of) as figures
    join indicators using (indicator)
    join places using (place_id)
    where is_kept_by_hand()
    union all
    select 'Funding', funds.project, fund_reports.note, fund_reports.known_on, fund_reports.known_on_from, fund_reports.source_id
    from known('fund_reports', $as_of) as fund_reports
    join funds using (fund_id)
    union all
    select 'Task forces', name, note, known_on, known_on_from, source_id from known('task_forces', $as_of) as task_forces
    union all
    select 'Actions', statement, note, known_on, known_on_from, source_id from known('actions', $as_of) as actions
    union all
    select 'Reports on actions', evidence, note, known_on, known_on_from, source_id from known('action_reports', $as_of) as action_reports
    union all
    select programmes.name, record_notes.subject, record_notes.note, record_notes.known_on, record_notes.known_on_from, record_notes.source_id
    from known('record_notes', $as_of) as record_notes
    join referred('programmes', $as_of) as programmes using (programme_id)
    union all
    select 'Milestones', title, note, known_on, known_on_from, source_id from known('milestones', $as_of) as milestones
)
select noted_in, what, note, known_on, source_id
from notes
where note is not null
order by noted_in, what, note, source_id
