-- title: A row whose source has a date became known by its source
-- unit: rows
-- grain: one row per row that gives another day although its source has one
with said as (
    select 'action_reports.csv' as file, report_id as row_key, known_on, known_on_basis, source_id from action_reports
    union all
    select 'actions.csv' as file, action_id as row_key, known_on, known_on_basis, source_id from actions
    union all
    select 'announcements.csv' as file, event_id || ', ' || known_on as row_key, known_on, known_on_basis, source_id from announcements
    union all
    select 'events.csv' as file, event_id as row_key, known_on, known_on_basis, source_id from events
    union all
    select 'figures.csv' as file, figure_id as row_key, known_on, known_on_basis, source_id from figures
    union all
    select 'fund_reports.csv' as file, report_id as row_key, known_on, known_on_basis, source_id from fund_reports
    union all
    select 'member_summaries.csv' as file, iso3 as row_key, known_on, known_on_basis, source_id from member_summaries
    union all
    select 'members.csv' as file, claim_id as row_key, known_on, known_on_basis, source_id from members
    union all
    select 'milestones.csv' as file, milestone_id as row_key, known_on, known_on_basis, source_id from milestones
    union all
    select 'place_changes.csv' as file, change_id as row_key, known_on, known_on_basis, source_id from place_changes
    union all
    select 'place_products.csv' as file, claim_id as row_key, known_on, known_on_basis, source_id from place_products
    union all
    select 'priority_areas.csv' as file, priority_area as row_key, known_on, known_on_basis, source_id from priority_areas
    union all
    select 'programme_units.csv' as file, programme_unit_id as row_key, known_on, known_on_basis, source_id from programme_units
    union all
    select 'programmes.csv' as file, programme_id as row_key, known_on, known_on_basis, source_id from programmes
    union all
    select 'record_notes.csv' as file, note_id as row_key, known_on, known_on_basis, source_id from record_notes
    union all
    select 'review_decisions.csv' as file, decision_id as row_key, known_on, known_on_basis, source_id from review_decisions
    union all
    select 'reviews.csv' as file, review_id as row_key, known_on, known_on_basis, source_id from reviews
    union all
    select 'star_classes.csv' as file, class_id as row_key, known_on, known_on_basis, source_id from star_classes
    union all
    select 'support_rules.csv' as file, rule_id as row_key, known_on, known_on_basis, source_id from support_rules
    union all
    select 'target_milestones.csv' as file, target_id || ', ' || "on" as row_key, known_on, known_on_basis, source_id from target_milestones
    union all
    select 'targets.csv' as file, target_id as row_key, known_on, known_on_basis, source_id from targets
    union all
    select 'task_forces.csv' as file, report_id as row_key, known_on, known_on_basis, source_id from task_forces
)
select
    said.file,
    said.row_key,
    'known_on' as column,
    said.known_on as value,
    'not the date of its source' as rule,
    'Source ' || said.source_id || ' was published on ' || sources.published_on || '. A row became known on the date of its source; only where that is missing on the day it speaks of, and only where that is missing too on the day of compilation. Write the source''s date and the basis source.' as advice
from said
join sources using (source_id)
where sources.published_on is not null
  and said.known_on_basis <> 'source'
order by said.file, said.row_key
