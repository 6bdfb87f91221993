-- title: Published funding by donor
-- unit: US dollars
-- grain: one row per donor
-- finding: {first.donor} stands first among donors by published amounts: {first.amount_usd:money}
-- finding one: {first.donor} is the only donor of this choice, with {first.amount_usd:money} published
-- finding unpublished: No amount is published for the funds of this choice
-- empty: No fund of this choice had become public on this day.
-- reading: One bar for each donor, as long as the published amounts of its funds; a ring means that none of its funds published one.
-- hidden: words, variant
-- note: Donors are named as in the reports, without what these add in brackets. A line says for how many of the funds an amount is published; the others are unknown, not zero.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from funds_as_of($as_of)
    where len($regions::varchar[]) + len($countries::varchar[]) = 0
       or list_has_any(countries, (select list(iso3) from places where picked($regions, region) and picked($countries, iso3)))
),
named as (
    select regexp_replace(donor, ' \(.*\)$', '') as donor, amount_usd
    from chosen
)
select
    donor,
    count(*) as funds,
    count(amount_usd) as funds_with_amount,
    sum(amount_usd) as amount_usd,
    donor || ' · amount for ' || count(amount_usd) || ' of ' || count(*) as words,
    case when count(sum(amount_usd)) over () = 0 then 'unpublished' when count(*) over () = 1 then 'one' end as variant
from named
group by donor
order by sum(amount_usd) desc nulls last, funds desc, donor
