-- title: Indicators of the initiative and their targets
-- unit: indicators
-- grain: one row per indicator of the initiative
-- finding: {first.with_target} of {rows} indicators of the initiative have a published target
-- finding none: No target of the initiative has been published; {rows} indicators carry values only
-- note: A three-year workplan with yearly targets was promised in August 2025. Once a target is published it is one row in the table of targets, and its status appears by itself.
-- hidden: with_target, variant
-- ignores: regions, countries, categories, because the initiative's own targets would be global
-- ignores: compare_with, because it shows one day
with own as (
    select indicator, count(*) as targets
    from targets_as_of($as_of)
    where programme_id = 'ocop-fao'
    group by indicator
)
select
    reported.indicator,
    concat_ws(', ', indicators.name, reported.scope) as indicator_name,
    indicators.definition,
    indicators.counting_rule,
    indicators.double_count_rule,
    indicators.priority_area,
    reported.value,
    reported.qualifier,
    reported."on",
    coalesce(own.targets, 0) as targets,
    reported.corrected_on,
    reported.source_id,
    count(own.targets) over () as with_target,
    case when count(own.targets) over () = 0 then 'none' end as variant
from reported_as_of($as_of) as reported
join indicators using (indicator)
left join own using (indicator)
where reported.place_id = 'WORLD' and reported.category is null and (reported.scope is null or indicators.measure = 'total')
-- of several sets of one name the one that was reported last, with its scope
qualify row_number() over (partition by reported.indicator order by reported.scope is null desc, reported.stated_on desc, reported.figure_id) = 1
order by list_position(['countries_joined', 'saps', 'secretariat_members', 'demonstration_countries'], reported.indicator) nulls last, indicators.name
