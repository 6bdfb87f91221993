-- title: Published funding in one sentence
-- unit: US dollars
-- grain: one row
-- finding: As of {as_of:day}: {first.total_usd:money} published for {first.funds_with_amount} of {first.funds} funds; each fund is counted once, however many reports speak of it.
-- finding chosen: As of {as_of:day}: {first.total_usd:money} published for {first.funds_with_amount} of {first.funds} funds that name a country of this choice, as whole sums: what one country receives is not published.
-- finding one: As of {as_of:day}: {first.total_usd:money} published for the one fund that names a country of this choice, as a whole sum.
-- finding unpublished: As of {as_of:day}: no amount published; funds on record for this choice: {first.funds}.
-- finding none: By {as_of:day} no fund of this choice had become public.
-- hidden: variant
-- note: Published amounts only; a fund without one counts as unknown, not as zero.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from funds_as_of($as_of)
    where len($regions::varchar[]) + len($countries::varchar[]) = 0
       or list_has_any(countries, (select list(iso3) from places where picked($regions, region) and picked($countries, iso3)))
)
select
    count(*) as funds,
    count(amount_usd) as funds_with_amount,
    sum(amount_usd) as total_usd,
    case
        when count(*) = 0 then 'none'
        when count(amount_usd) = 0 then 'unpublished'
        when len($regions::varchar[]) + len($countries::varchar[]) = 0 then null
        when count(*) = 1 then 'one'
        else 'chosen'
    end as variant
from chosen
order by funds
