-- The days on which the rows of the record became known, beside the sources that say so.
--
-- | name | what it gives |
-- |---|---|
-- | is_kept_by_hand | whether the table of figures is short enough to be one; a longer one is not looked through for doubts |
-- | known_rows | one row per standing row of any table with a day of becoming known: its file, its key, that day and its basis, its source |

create macro is_kept_by_hand() as (select count(*) <= 100_000 from figures);

create macro known_rows() as table
    select 'action_reports.csv' as file, report_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('action_reports') as action_reports
    union all
    select 'actions.csv' as file, action_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('actions') as actions
    union all
    select 'announcements.csv' as file, event_id || ', ' || source_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('announcements') as announcements
    union all
    select 'events.csv' as file, event_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('events') as events
    union all
    select 'figures.csv' as file, figure_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('figures') as figures
    union all
    select 'fund_reports.csv' as file, report_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('fund_reports') as fund_reports
    union all
    select 'fund_scopes.csv' as file, fund_id || ', ' || source_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('fund_scopes') as fund_scopes
    union all
    select 'member_summaries.csv' as file, iso3 as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('member_summaries') as member_summaries
    union all
    select 'members.csv' as file, claim_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('members') as members
    union all
    select 'milestones.csv' as file, milestone_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('milestones') as milestones
    union all
    select 'place_changes.csv' as file, change_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('place_changes') as place_changes
    union all
    select 'place_products.csv' as file, claim_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('place_products') as place_products
    union all
    select 'priority_areas.csv' as file, priority_area as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('priority_areas') as priority_areas
    union all
    select 'programme_units.csv' as file, programme_unit_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('programme_units') as programme_units
    union all
    select 'programmes.csv' as file, programme_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('programmes') as programmes
    union all
    select 'record_notes.csv' as file, note_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('record_notes') as record_notes
    union all
    select 'review_decisions.csv' as file, decision_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('review_decisions') as review_decisions
    union all
    select 'review_statements.csv' as file, statement_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('review_statements') as review_statements
    union all
    select 'reviews.csv' as file, review_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('reviews') as reviews
    union all
    select 'star_classes.csv' as file, class_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('star_classes') as star_classes
    union all
    select 'support_rules.csv' as file, rule_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('support_rules') as support_rules
    union all
    select 'target_milestones.csv' as file, target_id || ', ' || "on" as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('target_milestones') as target_milestones
    union all
    select 'targets.csv' as file, target_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('targets') as targets
    union all
    select 'task_forces.csv' as file, report_id as row_key, known_on, known_on_from, known_on_to, known_on_basis, corrected_on, source_id from standing('task_forces') as task_forces;
