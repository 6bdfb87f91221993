-- title: All indicators and the programmes that report them
-- unit: indicators
-- grain: one row per indicator and programme
-- slip: indicator_name, programme, unit, latest_on
-- finding: {rows} series of indicators are on record by programme, never added up across programmes
-- empty: No figure was public on this day.
-- note: An indicator of the same name may be counted differently in another programme.
-- ignores: regions, countries, categories, because it lists what is counted, not where
-- ignores: compare_with, because it shows one day
with reached as (
    select programme_id, indicator, count(distinct place_id) as places
    from tally.places
    where is_known(since, until, $as_of)
    group by programme_id, indicator
)
select
    programmes.name as programme,
    indicators.name as indicator_name,
    indicators.unit,
    indicators.measure,
    sum(figures.n)::bigint as statements,
    any_value(reached.places) as places,
    arg_min(figures."on", (figures.on_from, figures."on")) filter (where figures.on_from is not null) as first_on,
    arg_max(figures."on", (figures.on_to, figures."on")) filter (where figures.on_to is not null) as latest_on,
    coalesce(sum(figures.n) filter (where figures."on" is null), 0)::bigint as undated,
    indicators.definition
from known('tally.statements', $as_of) as figures
join indicators on indicators.indicator = figures.indicator
join referred('programmes', $as_of) as programmes on programmes.programme_id = figures.programme_id
left join reached on reached.programme_id = figures.programme_id and reached.indicator = figures.indicator
where coalesce(figures.on_from, figures.known_on_from) <= $as_of
group by programmes.programme_id, programmes.name, indicators.indicator, indicators.name, indicators.unit, indicators.measure, indicators.definition
order by programmes.programme_id <> 'ocop-fao', programmes.name, statements desc, indicators.name
