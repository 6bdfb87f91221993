-- title: Found in the record
-- unit: entries
-- grain: one row per country, product group, event, fund, body, promise, indicator, national programme or unit of one, page or figure of a page whose name answers the words searched for
-- finding: {rows} entries answer the words
-- finding one: One entry answers the words: {first.name}
-- finding more: {first.answers} entries answer the words; the {rows} nearest are shown
-- empty: Nothing that was known on this day answers the words. Try the beginning of one word, or another spelling.
-- note: Of two answers the nearer one stands first: the whole name, its beginning, the beginning of its words, then a name that is written nearly so.
-- note: Names of countries are found in Arabic, Chinese, English, French, Russian and Spanish, on any day; what else is found was known on the day.
-- note: Other names of countries are those of Unicode CLDR, other names of products are spellings known to this monitor: no source on record says them.
-- note: Where the record holds more than 100,000 names of units, they are found as they are written alone.
-- note: The source of an answer is one that speaks of it; a country that appears in no public source has its name alone, a page or a figure its title.
-- hidden: variant, answers
-- ignores: regions, because a search looks everywhere
-- ignores: countries, because a search looks everywhere
-- ignores: categories, because a search looks everywhere
-- ignores: compare_with, because it shows one day
with asked as (
    select plain_letters(left($words, 80)) as wanted
),
answering as materialized (
    select words, letters
    from initiative.letters
    cross join asked
    where wanted <> '' and name_rank(letters, wanted) is not null
),
-- of few names of units all; of more, of which there may be a million, without what is written nearly so
units as materialized (
    select
        programme_id || '/' || place_id as code,
        words,
        any_value(case when is_few then name_rank(letters, wanted) when letters = wanted then 1 when starts_with(letters, wanted) then 2 else 3 end)
            as nearness,
        min(source_id) as source_id,
        max(corrected_on) as corrected_on
    from national.letters
    cross join asked
    cross join (select count(*) <= 100_000 as is_few from national.letters)
    where wanted <> '' and is_known(known_on_from, superseded_from, $as_of)
      and case when is_few then name_rank(letters, wanted) is not null else begins_words(letters, wanted) end
    group by programme_id, place_id, words
),
traced as (
    select iso3, arg_min(source_id, (grade, coalesce(shown_on, '9'), source_id)) as source_id, max(corrected_on) as corrected_on
    from initiative.claims
    where is_known(known_on_from, superseded_from, $as_of) and counts_from <= $as_of
    group by iso3
),
claimed as (
    select
        product_id as code,
        arg_min(source_id, (grade, counts_from, claim_id)) as source_id,
        max(corrected_on) as corrected_on
    from initiative.product_claims
    where is_known(known_on_from, superseded_from, $as_of) and counts_from <= $as_of
    group by product_id
),
reported as (
    select
        fund_id,
        arg_max(source_id, last_word(first_known_basis, first_known_from, grade, report_id)) as source_id,
        max(corrected_on) as corrected_on
    from known('fund_reports', $as_of) as fund_reports
    left join (select source_id, grade from sources) using (source_id)
    group by fund_id
),
stated as (
    select indicator as code, arg_max(source_id, (stated_on, last_word(first_known_basis, first_known_from, grade, figure_id))) as source_id, max(corrected_on) as corrected_on
    from initiative.figures
    where is_known(known_on_from, superseded_from, $as_of)
    group by indicator
),
entries as (
    select 3 as place, 'Event' as kind, title as name, 'events' as page, event_id as code, [title] as texts, source_id, corrected_on from events_as_of($as_of)
    union all
    select 4, 'Fund', project, 'funding', fund_id, [project, donor], source_id, corrected_on from funds join reported using (fund_id)
    union all
    select 5, 'Body', body, 'task_forces', body_id, [body, country], source_id, corrected_on from every_body_as_of($as_of)
    union all
    select 6, 'Action', statement, 'priorities', action_id, [statement], source_id, corrected_on from known('actions', $as_of) as actions
    union all
    select 7, 'Indicator', indicators.name, 'overview', indicator, [indicators.name], source_id, corrected_on from indicators join stated on code = indicator
    union all
    select 8, 'Programme', name, 'programme', programme_id, [name], source_id, corrected_on
    from known('programmes', $as_of) as programmes
    where country_iso3 is not null
),
told as (
    select 1 as place, 'Country' as kind, name, 'country' as page, code, spelling as matched, letters, is_of_record, source_id, corrected_on
    from initiative.spellings as spellings
    join places on places.iso3 = code and places.kind = 'country'
    left join traced on traced.iso3 = code
    where spellings.kind = 'Country'
    union all
    select 2, 'Product', name, 'products', code, spelling, letters, is_of_record, source_id, corrected_on
    from initiative.spellings as spellings
    join products on product_id = code
    join claimed using (code)
    where kind = 'Product'
    union all
    select place, kind, name, page, code, words, letters, true, source_id, corrected_on
    from (select place, kind, name, page, code, source_id, corrected_on, unnest(texts) as words from entries)
    join answering using (words)
    union all
    select 10, 'Page', title, page, null, title, plain_letters(title), true, null, null from search_pages()
    union all
    select 11, 'Chart', title, page, null, title, plain_letters(title), true, null, null
    from (select unnest($titles::struct(page varchar, title varchar)[], recursive := true))
),
ranked as (
    select * exclude (letters), name_rank(letters, wanted) as nearness
    from told
    cross join asked
    where wanted <> ''
),
best as materialized (
    select
        place, kind, name, page, code,
        arg_min(matched, (nearness, matched <> name, matched)) as matched,
        arg_min(is_of_record, (nearness, matched <> name, matched)) as is_of_record,
        min(nearness) as nearness,
        min(source_id) as source_id,
        max(corrected_on) as corrected_on
    from ranked
    where nearness is not null
    group by place, kind, name, page, code
    union all
    select 9, 'Unit', words, 'programme', code, words, true, nearness, source_id, corrected_on from units
)
select
    kind,
    name,
    matched,
    is_of_record,
    page,
    code,
    corrected_on,
    source_id,
    (select count(*) from best) as answers,
    case when (select count(*) from best) = 1 then 'one' when (select count(*) from best) > 20 then 'more' end as variant
from best
order by nearness, place, matched <> name, strip_accents(name), code
limit 20
