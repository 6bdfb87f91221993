-- title: What the figures of the initiative count
-- unit: indicators
-- grain: one row per indicator with a written definition
-- finding: {rows} indicators have a written definition
-- note: The words of each source stay beside its value, because the meaning of a figure drifted over the years.
-- ignores: regions, countries, categories, because a definition holds everywhere
-- ignores: as_of, compare_with, because a definition holds on every day
select
    indicators.indicator,
    indicators.name as indicator_name,
    indicators.unit,
    indicators.measure,
    indicators.definition,
    indicators.counting_rule,
    indicators.double_count_rule,
    indicators.stale_after_months,
    count(figures.figure_id) filter (where figures.programme_id = 'ocop-fao') as statements
from indicators
left join standing('figures') as figures using (indicator)
where indicators.definition is not null
group by
    indicators.indicator, indicators.name, indicators.unit, indicators.measure, indicators.definition,
    indicators.counting_rule, indicators.double_count_rule, indicators.stale_after_months
order by list_position(['countries_joined', 'saps', 'demonstration_countries', 'secretariat_members'], indicators.indicator) nulls last, statements desc, indicators.name
