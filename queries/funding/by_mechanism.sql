-- title: Published funding by mechanism
-- unit: US dollars
-- grain: one row per mechanism
-- finding: {first.mechanism} stands first among mechanisms by published amounts: {first.amount_usd:money}
-- finding one: The only mechanism of this choice is {first.mechanism}, with {first.amount_usd:money} published
-- finding unnamed: The largest published amounts come with no mechanism named: {first.amount_usd:money}
-- finding unpublished: No amount is published for the funds of this choice
-- empty: No fund of this choice had become public on this day.
-- reading: One bar for each mechanism, as long as the published amounts of its funds; a ring means that none of its funds published one.
-- hidden: words, variant
-- note: Mechanisms are named as in the reports: FVC is FAO's Flexible Voluntary Contribution, TCP its Technical Cooperation Programme. For the trust fund of Japan in Ghana the word is the compiler's.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from funds_as_of($as_of)
    where len($regions::varchar[]) + len($countries::varchar[]) = 0
       or list_has_any(countries, (select list(iso3) from places where picked($regions, region) and picked($countries, iso3)))
)
select
    mechanism,
    count(*) as funds,
    count(amount_usd) as funds_with_amount,
    sum(amount_usd) as amount_usd,
    coalesce(mechanism, 'Mechanism not reported') || ' · amount for ' || count(amount_usd) || ' of ' || count(*) as words,
    case
        when count(sum(amount_usd)) over () = 0 then 'unpublished'
        when first_value(mechanism) over (order by sum(amount_usd) desc nulls last, count(*) desc, mechanism nulls last) is null then 'unnamed'
        when count(*) over () = 1 then 'one'
    end as variant
from chosen
group by mechanism
order by sum(amount_usd) desc nulls last, funds desc, mechanism nulls last
