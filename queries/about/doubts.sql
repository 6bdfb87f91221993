-- title: Doubts that the checks leave open
-- unit: statements
-- grain: one row per statement on a side of a doubt
-- finding: The checks leave {first.cases} doubts open
-- empty: The checks left no doubt open in what was known on this day.
-- note: Each table is checked against the others when a version of the record is built. What sources may well disagree on is kept as it was said, and listed here until a source settles it.
-- note: `python -m ocop check` prints the same with file, row and advice for whoever keeps the record.
-- hidden: cases, case_key, side
-- ignores: regions, countries, categories, because it lists every doubt of the record
-- ignores: compare_with, because it shows one day
with naming as (
    select *, regexp_extract_all(said, '[A-Z]{2,}(?:-[A-Z]+)*-[0-9]+|S[0-9]{3,}') as named
    from contracts.doubts
),

-- of all rows, of which there may be millions, those alone that are doubted or named
rows_known as materialized (
    select file, row_key, source_id, known_on_from
    from known_rows()
    where row_key in (select row_key from naming union select unnest(named) from naming)
),

doubts as (
    select naming.*, row_number() over (order by naming.file, naming.row_key, rule, said) as case_key
    from naming
    left join rows_known using (file, row_key)
    where coalesce(rows_known.known_on_from <= $as_of, true)
),

against as (
    select case_key, rows_known.file, rows_known.row_key, rows_known.source_id, rows_known.known_on_from
    from (select case_key, row_key as doubted, unnest(named) as row_key from doubts)
    join rows_known using (row_key)
    where row_key <> doubted
    qualify row_number() over (partition by case_key order by rows_known.file, rows_known.row_key) = 1
),

told as (
    select
        'figures.csv' as file,
        figure_id as row_key,
        indicators.name || ', ' || places.name || case when programme_id = 'ocop-fao' then '' else ', ' || programmes.name end as subject,
        in_words(figures.value, figures.qualifier) as says,
        figures."on"
    from standing('figures') as figures
    join indicators using (indicator)
    join places using (place_id)
    join referred('programmes', $as_of) as programmes using (programme_id)
    where figure_id in (select row_key from doubts union select row_key from against)
    union all
    select 'targets.csv', target_id, indicators.name || ', ' || places.name || ', target', digits_of(targets.value), targets.due_on
    from standing('targets') as targets
    join indicators using (indicator)
    join places using (place_id)
    union all
    select 'members.csv', claim_id, places.name, coalesce('joined ' || joined_on, stage), coalesce(shown_on, known_on)
    from standing('members') as members
    join places on places.place_id = members.iso3
    union all
    select 'member_summaries.csv', summaries.iso3, places.name, null, null
    from standing('member_summaries') as summaries
    join places on places.place_id = summaries.iso3
    union all
    select 'events.csv', event_id, title, null, starts_on from standing('events') as events
    union all
    select 'fund_reports.csv', report_id, coalesce(funds.project, funds.donor, fund_id), null, reports.known_on
    from standing('fund_reports') as reports
    left join funds using (fund_id)
    union all
    select 'actions.csv', action_id, statement, null, due_on from standing('actions') as actions
    union all
    select 'action_reports.csv', report_id, statement, null, reports."on"
    from standing('action_reports') as reports
    join standing('actions') as actions using (action_id)
    union all
    select 'task_forces.csv', report_id, name, null, known_on from standing('task_forces') as bodies
),

reasons as (
    select
        case_key,
        regexp_replace(split_part(said, '. ', 1), '([0-9])[.]0\b', '\1', 'g') as reason,
        nullif(regexp_extract(said, ' on ([0-9]{4}(?:-[0-9]{2}){0,2})\b', 1), '') as "on",
        list_filter(named, lambda name: regexp_matches(name, '^S[0-9]+$'))[1] as source_id
    from doubts
    anti join against using (case_key)
),

plain_reasons as (
    select
        case_key,
        replace(replace(replace(regexp_replace(regexp_replace(reason, ' on [0-9]{4}(-[0-9]{2}){0,2},?', ''), '^Source S[0-9]+ ', 'This source '),
            coalesce(indicator, '') || ' more', coalesce(indicators.name, '') || ' more'),
            coalesce(places.place_id, ''), coalesce(places.name, '')),
            coalesce(programme_id, ''), coalesce(programmes.name, '')) as reason,
        reasons."on",
        reasons.source_id
    from reasons
    left join indicators on contains(reason, 'of ' || indicator || ' more')
    left join places on places.kind = 'country' and places.place_id = regexp_extract(reason, ' of ([A-Z]{3})\b', 1)
    left join referred('programmes', $as_of) as programmes on contains(reason, 'programme ' || programme_id || ' ')
),

sides as (
    select
        doubts.case_key,
        1 as side,
        coalesce(
            told.says,
            replace(replace(column_name, '_iso3', ''), '_', ' ') || ': ' || coalesce(countries.name, doubts.value, 'not given')
        ) as says,
        told."on",
        rows_known.source_id
    from doubts
    left join told using (file, row_key)
    left join rows_known using (file, row_key)
    left join places as countries on countries.kind = 'country' and countries.place_id = doubts.value
    union all
    select against.case_key, 2, told.says, told."on", against.source_id
    from against
    left join told using (file, row_key)
    where against.known_on_from <= $as_of
    union all
    select case_key, 2, reason, "on", source_id from plain_reasons
)

select
    case rule
        when 'running total falls' then 'A running total that falls'
        when 'two days of joining' then 'Two days of joining'
        when 'differs from the evidence' then 'The summary of a country and its evidence differ'
        when 'held in another country' then 'A national event held in another country'
        when 'before its end' then 'Told as ended before its end'
        when 'goes back' then 'A step back'
        else upper(rule[1]) || rule[2:]
    end as kind,
    coalesce(told.subject, replace(split_part(doubts.file, '.', 1), '_', ' ') || ' ' || doubts.row_key) as subject,
    sides.says,
    sides."on",
    null as words,
    sides.source_id,
    doubts.case_key,
    side,
    (select count(*) from doubts) as cases
from doubts
join sides using (case_key)
left join told using (file, row_key)
order by kind, subject, case_key, side
