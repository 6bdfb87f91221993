-- title: Products by class over time
-- unit: products
-- grain: one row per statement of the figures that are reported most often
-- chart: steps on_from=on_from on_to=on_to value=value qualifier=qualifier series=line detail=words
-- slip: line, value, on
-- finding: {first.main} stood at {first.main_value} on the latest report, for {first.main_on:day}
-- empty: No figure of this unit over time was public on this day.
-- reading: Every statement as it was reported. A line ends where the unit became another one by a merger; the next one begins there.
-- note: Sources count in different ways. Two values for one day are both drawn; neither is chosen.
-- note: Drawn are at most three counts of products that are reported more than once, those with most statements; provinces, producers and shares stand with the other figures.
-- hidden: on_from, on_to, words, main, main_value, main_on
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because product types of national programmes are their own
-- ignores: compare_with, because it shows all days up to the chosen one
with statements as (
    select told.*, indicators.name as indicator_name
    from national.statements as told
    join indicators using (indicator)
    where programme_id = $programme
      and place_id = unit_of($programme, $unit)
      and is_known(known_on_from, superseded_from, $as_of)
      and has_begun(on_from, $as_of)
      and category is null and scope is null
      and unit = 'products' and measure = 'total' and indicators.name ilike '%products%' and not starts_with(indicators.indicator, 'provinces')
),
most as (
    select indicator, count(*) as n, indicator = headline_of($programme) as is_headline
    from statements
    group by indicator
    having count(distinct on_from) > 1
    order by is_headline desc, n desc, indicator
    limit 3
),
changes as (
    select min(changed_from) as changed_from
    from unit_changes_as_of($as_of)
    where place_id = unit_of($programme, $unit)
)
select
    indicator_name || case
        when min(on_from) over () >= changed_from or changed_from is null or max(on_from) over () < changed_from then ''
        when on_from >= changed_from then ', after the merger'
        else ', before the merger'
    end as line,
    statements."on",
    statements.value,
    statements.qualifier,
    statements.note,
    statements.wording,
    statements.grade,
    statements.known_on,
    statements.corrected_on,
    statements.source_id,
    statements.on_from,
    statements.on_to,
    coalesce(statements.note, statements.wording) as words,
    arg_max(indicator_name, (is_headline, most.n, statements.stated_on, statements.indicator, statements.standing)) over () as main,
    in_words(
        arg_max(statements.value, (is_headline, most.n, statements.stated_on, statements.indicator, statements.standing)) over (),
        arg_max(statements.qualifier, (is_headline, most.n, statements.stated_on, statements.indicator, statements.standing)) over ()) as main_value,
    arg_max(statements."on", (is_headline, most.n, statements.stated_on, statements.indicator, statements.standing)) over () as main_on
from statements
join most using (indicator)
cross join changes
order by on_from >= changed_from nulls first, statements.stated_on, statements.indicator, statements.standing
