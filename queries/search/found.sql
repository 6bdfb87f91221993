-- title: Found in the record
-- unit: entries
-- grain: one row per country, product group, event, fund, body, promise, indicator or page whose name answers the words searched for
-- finding: {rows} entries answer the words
-- finding one: One entry answers the words: {first.name}
-- empty: Nothing that was known on this day answers the words. Try the beginning of one word, or another spelling.
-- note: Of two answers the nearer one stands first: the whole name, its beginning, the beginning of its words, then a name that is written nearly so.
-- note: Names of countries are found in Arabic, Chinese, English, French, Russian and Spanish, on any day; what else is found was known on the day.
-- hidden: variant
-- rows: country/choices
-- ignores: regions, because a search looks everywhere
-- ignores: countries, because a search looks everywhere
-- ignores: categories, because a search looks everywhere
-- ignores: compare_with, because it shows one day
with asked as (
    select plain_letters(left($words, 80)) as wanted
),
entries as (
    select 3 as place, 'Event' as kind, title as name, 'events' as page, null as code, [title] as texts from events_as_of($as_of)
    union all
    select 4, 'Fund', project, 'funding', null, [project, donor]
    from funds
    where fund_id in (select fund_id from known('fund_reports', $as_of) as fund_reports)
    union all
    select 5, 'Body', body, 'task_forces', iso3, [body, country] from every_body_as_of($as_of)
    union all
    select 6, 'Action', statement, 'priorities', iso3, [statement] from known('actions', $as_of) as actions
    union all
    select 7, 'Indicator', name, 'overview', null, [name]
    from indicators
    where indicator in (select indicator from known('figures', $as_of) as figures)
    union all
    select 8, 'Page', title, page, null, [title] from search_pages()
),
told as (
    select 1 as place, 'Country' as kind, name, 'country' as page, code, spelling as matched, letters
    from initiative.spellings as spellings
    join places on places.iso3 = code and places.kind = 'country'
    where spellings.kind = 'Country'
    union all
    select 2, 'Product', name, 'products', code, spelling, letters
    from initiative.spellings as spellings
    join products on product_id = code
    where kind = 'Product'
      and code in (
          select product_id
          from initiative.product_claims
          where is_known(known_on_from, superseded_from, $as_of) and counts_from <= $as_of
      )
    union all
    select place, kind, name, page, code, words, letters
    from (select place, kind, name, page, code, unnest(texts) as words from entries)
    join initiative.letters using (words)
),
ranked as (
    select place, kind, name, page, code, matched, name_rank(letters, wanted) as nearness
    from told
    cross join asked
    where wanted <> ''
),
best as (
    select place, kind, name, page, code, arg_min(matched, (nearness, matched <> name, matched)) as matched, min(nearness) as nearness
    from ranked
    where nearness is not null
    group by place, kind, name, page, code
)
select kind, name, matched, page, code, case when count(*) over () = 1 then 'one' end as variant
from best
order by nearness, place, matched <> name, strip_accents(name), code
limit 20
