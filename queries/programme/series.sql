-- title: Products by class over time
-- unit: products
-- grain: one row per statement of the figures that are reported most often
-- filled by: figures
-- chart: steps on_from=on_from on_to=on_to value=value qualifier=qualifier series=line detail=words
-- slip: line, value, on
-- finding: {first.main} stood at {first.main_value} on the latest report, for {first.main_on:day}
-- empty: No figure of this unit over time was public on this day.
-- reading: Every statement as it was reported. A line ends where the unit became another one by a merger, and where what is counted changes; the next one begins there.
-- note: Numbers that a source gives as valid certificates only are a line of their own: other numbers may count all that were ever recognised. Why a line begins anew stands with its rows.
-- note: Sources count in different ways. Two values for one day are both drawn; neither is chosen.
-- note: Drawn are at most three counts of products that are reported more than once, those with most statements, and where a merger breaks them the first alone; provinces, producers and shares stand with the other figures.
-- hidden: on_from, on_to, words, reasons, main, main_value, main_on
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because product types of national programmes are their own
-- ignores: compare_with, because it shows all days up to the chosen one
with told as (
    from statements_as_of($programme, $as_of)
    where place_id = unit_of($programme, $unit) and category is null and scope is null
),
statements as (
    select told.*, indicators.name as indicator_name, coalesce(regexp_matches(qualifier_as_received, '\bvalid\b'), false) as is_valid_only
    from ranked('told') as told
    join indicators using (indicator)
    where unit = 'products' and measure = 'total' and indicators.name ilike '%products%'
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
),
-- what went into this unit, or into what it went, in words
mergers as (
    select string_agg(
        place_changes.name || ' was merged into ' || into_places.name || ' (' || place_changes."on" || ')', '; ' order by on_from, place_changes.name) as words
    from known('place_changes', $as_of) as place_changes
    join places as into_places on into_places.place_id = place_changes.into_place_id
    where has_begun(on_from, $as_of)
      and unit_of($programme, $unit) in (place_changes.place_id, place_changes.into_place_id)
),
decrees as (
    select string_agg(decree, '; ' order by decreed) as words
    from (
        select distinct regexp_extract(rule_set, '^[^,]+') as decree, regexp_extract(rule_set, 'of (20[0-9][0-9](-[0-9-]+)?)', 1) as decreed
        from known('star_classes', $as_of)
        where programme_id = $programme
    )
    where decreed <> ''
    having count(*) > 1
),
lines as (
    select
        statements.*,
        most.is_headline,
        most.n,
        case
            when min(on_from) over () >= changed_from or changed_from is null or max(on_from) over () < changed_from then ''
            when on_from >= changed_from then ', after the merger'
            else ', before the merger'
        end as side,
        if(is_headline and is_valid_only and count(*) filter (where not is_valid_only) over (partition by statements.indicator) > 0, ', valid certificates only', '') as of_what,
        changed_from
    from statements
    join most using (indicator)
    cross join changes
),
-- a line that is broken is drawn alone: three broken ones cannot be told apart
drawn as (
    from lines
    qualify is_headline or count(*) filter (where side <> '') over () = 0 or count(*) filter (where is_headline) over () = 0
)
select
    indicator_name || of_what || side as line,
    statements."on",
    statements.value,
    statements.qualifier,
    statements.note,
    statements.wording,
    statements.grade,
    statements.known_on,
    statements.corrected_on,
    statements.source_id,
    nullif(concat_ws('; ', if(side = ', after the merger', mergers.words, null),
        if(of_what = '', null, 'counted are valid certificates only, the other numbers may be of all ever recognised')), '') as break_reason,
    statements.on_from,
    statements.on_to,
    coalesce(statements.note, statements.wording) as words,
    list_filter([
        case when count(*) filter (where side <> '') over () > 0 then 'A line is broken by a merger: ' || mergers.words || '.' end,
        case when count(*) filter (where of_what <> '') over () > 0
             then 'A line is broken by what is counted: some sources count valid certificates only, others may count all that were ever recognised.' end,
        case when decrees.words is not null
             then 'Who rates and what a class needs changed with each decree: ' || decrees.words || '. No source says that a count began anew with one; the lines go on.' end
    ], lambda reason: reason is not null) as reasons,
    arg_max(indicator_name, (is_headline, n, stated_on, statements.indicator, standing)) over () as main,
    in_words(
        arg_max(statements.value, (is_headline, n, stated_on, statements.indicator, standing)) over (),
        arg_max(statements.qualifier, (is_headline, n, stated_on, statements.indicator, standing)) over ()) as main_value,
    arg_max(statements."on", (is_headline, n, stated_on, statements.indicator, standing)) over () as main_on
from drawn as statements
cross join mergers
left join decrees on true
order by on_from >= changed_from nulls first, statements.stated_on, statements.indicator, statements.standing
