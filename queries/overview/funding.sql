-- title: Published funding
-- unit: US dollars
-- grain: one row
-- finding none: no fund of this choice is on record
-- finding: published amounts only: {first.funds_with_amount} of {first.funds} funds; each fund counted once
-- note: A fund supports several countries and its split is rarely published: with a region or country chosen, the whole sum of each fund that names it is shown.
-- hidden: variant
-- ignores: categories, because funds are not tied to product types
with known as (
    select 'now' as moment, *
    from funds_as_of($as_of)
    union all
    select 'before', *
    from funds_as_of($compare_with)
),
chosen as (
    select known.*
    from known
    where len($regions::varchar[]) = 0 and len($countries::varchar[]) = 0
       or exists (
            select *
            from places
            where places.kind = 'country'
              and list_contains(known.countries, places.iso3)
              and picked($regions, places.region)
              and picked($countries, places.iso3)
       )
)
select
    sum(amount_usd) filter (where moment = 'now') as value,
    'eq' as qualifier,
    sum(amount_usd) filter (where moment = 'before') as before,
    'eq' as before_qualifier,
    count(*) filter (where moment = 'now') as funds,
    count(amount_usd) filter (where moment = 'now') as funds_with_amount,
    arg_max(reported_on, amount_usd) filter (where moment = 'now') as "on",
    arg_max(source_id, amount_usd) filter (where moment = 'now') as source_id,
    case when count(*) filter (where moment = 'now') = 0 then 'none' end as variant
from chosen
