-- title: The reports of one fund follow each other
-- unit: reports
-- grain: one row per report that goes back behind an earlier one, gives another span, or names more countries than a source counts
-- level: warn
with told as (
    select
        *,
        list_position(['planned', 'in formulation', 'pledged', 'committed', 'provided', 'ongoing', 'implemented', 'completed'], stage) as step
    from standing('fund_reports') as fund_reports
),

judged as (
    select
        later.report_id,
        'stage' as cell,
        later.stage as said,
        'goes back' as rule,
        'Report ' || max_by(earlier.report_id, earlier.step) || ' says ' || max_by(earlier.stage, earlier.step) || ', and was known before. Correct a stage or a day, or confirm it with its source.' as advice
    from told as later
    join told as earlier on earlier.fund_id = later.fund_id and earlier.known_on_to < later.known_on_from and earlier.step > later.step
    where later.known_on_basis <> 'compiled' and earlier.known_on_basis <> 'compiled'
    group by all
    union all
    select later.report_id, 'starts_on', later.starts_on, 'two beginnings of one fund', 'Report ' || min(earlier.report_id) || ' says ' || min_by(earlier.starts_on, earlier.report_id) || '. Correct one of the two, or confirm both.'
    from told as later
    join told as earlier on earlier.fund_id = later.fund_id and earlier.report_id < later.report_id
    where earlier.starts_on_to < later.starts_on_from or later.starts_on_to < earlier.starts_on_from
    group by all
    union all
    select later.report_id, 'ends_on', later.ends_on, 'two ends of one fund', 'Report ' || min(earlier.report_id) || ' says ' || min_by(earlier.ends_on, earlier.report_id) || '. Correct one of the two, or confirm both.'
    from told as later
    join told as earlier on earlier.fund_id = later.fund_id and earlier.report_id < later.report_id
    where earlier.ends_on_to < later.ends_on_from or later.ends_on_to < earlier.ends_on_from
    group by all
    union all
    select report_id, 'stage', stage, 'before its end', 'The money ends on ' || ends_on || ', after the report was known. Correct the stage or the day.'
    from told
    where stage = 'completed' and ends_on_from > known_on_to
    union all
    select report_id, 'stage', stage, 'after its end', 'The money ended on ' || ends_on || ', before the report was known. Correct the stage or the day.'
    from told
    where stage in ('planned', 'in formulation') and ends_on_to < known_on_from
    union all
    select told.report_id, 'countries', len(told.countries)::varchar, 'more countries than a source counts', 'Source ' || max_by(fund_scopes.source_id, fund_scopes.known_on_from) || ' counts ' || max_by(fund_scopes.countries_in_all, fund_scopes.known_on_from) || ' in all. Correct one of the two, or confirm both with their sources.'
    from told
    join standing('fund_scopes') as fund_scopes using (fund_id)
    where len(list_distinct(told.countries)) > fund_scopes.countries_in_all
    group by all
)

select 'fund_reports.csv' as file, report_id as row_key, cell as "column", said as value, rule, advice
from judged
order by row_key, "column", rule
