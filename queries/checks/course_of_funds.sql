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

ends as (
    select report_id, fund_id, 'starts_on' as cell, starts_on as said, starts_on_from as said_from, starts_on_to as said_to, 'two beginnings of one fund' as rule from told
    union all
    select report_id, fund_id, 'ends_on', ends_on, ends_on_from, ends_on_to, 'two ends of one fund' from told
),

judged as (
    select
        later.report_id,
        'stage' as cell,
        later.stage as said,
        'goes back' as rule,
        'Report ' || max_by(earlier.report_id, earlier.step) || ' says ' || max_by(earlier.stage, earlier.step) || ', and was known before. Correct a stage or a day, or confirm it with its source.' as advice
    from told as later
    join told as earlier on earlier.fund_id = later.fund_id and earlier.known_on_to < later.first_known_from and earlier.step > later.step
    where later.known_on_basis <> 'compiled' and earlier.known_on_basis <> 'compiled'
    group by all
    union all
    select later.report_id, later.cell, later.said, later.rule, 'Report ' || min(earlier.report_id) || ' says ' || min_by(earlier.said, earlier.report_id) || '. Correct one of the two, or confirm both.'
    from ends as later
    join ends as earlier on earlier.fund_id = later.fund_id and earlier.cell = later.cell and earlier.report_id < later.report_id
    where earlier.said_to < later.said_from or later.said_to < earlier.said_from
    group by all
    union all
    select report_id, 'stage', stage, 'before its end', 'The money ends on ' || ends_on || ', after the report was known. Correct the stage or the day.'
    from told
    where stage = 'completed' and ends_on_from > known_on_to
    union all
    select report_id, 'stage', stage, 'after its end', 'The money ended on ' || ends_on || ', before the report was known. Correct the stage or the day.'
    from told
    where stage in ('planned', 'in formulation') and ends_on_to < first_known_from
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
