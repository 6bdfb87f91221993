-- title: Published funding by donor
-- unit: US dollars
-- grain: one row per donor; in a choice, one for its own funds and one for those shared with other places
-- chart: amounts label=words amount=amount_usd key=donor
-- rows: funding/register
-- finding: {first.donor} stands first among donors by published amounts, with {first.amount_usd:money}
-- finding chosen: Among the funds for {scope} only, {first.donor} stands first by published amounts, with {first.amount_usd:money}
-- finding one: {first.donor} is the only donor for {scope}, with {first.amount_usd:money} published
-- finding shared: Donors for {scope} publish amounts only for funds shared with other places
-- finding unpublished: No amount is published for the funds for {scope}
-- empty: No fund for {scope} had become public on this day.
-- reading: One bar for each donor, as long as the published amounts of its funds; a ring means that none of its funds published one.
-- hidden: words, variant
-- note: With a region or country chosen, funds shared with other places stand apart with their whole sums: how they are divided is not published, so the two are never added.
-- note: Donors are named as in the reports, without what these add in brackets. A line says for how many of the funds an amount is published; the others are unknown, not zero.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
),
named as (
    select regexp_replace(donor, ' \(.*\)$', '') as donor, amount_usd, reach
    from chosen
)
select
    donor,
    nullif(reach, 'whole') as reach,
    count(*) as funds,
    count(amount_usd) as funds_with_amount,
    sum(amount_usd) as amount_usd,
    donor || case when reach = 'shared' then ' · shared, whole sums' else '' end || ' · amount for ' || count(amount_usd) || ' of ' || count(*) as words,
    case
        when count(sum(amount_usd)) over () = 0 then 'unpublished'
        when count(*) filter (where reach <> 'shared' and sum(amount_usd) is not null) over () = 0 then 'shared'
        when count(*) over () = 1 then 'one'
        when len($regions::varchar[]) + len($countries::varchar[]) > 0 then 'chosen'
    end as variant
from named
group by donor, reach
order by reach = 'shared', sum(amount_usd) desc nulls last, funds desc, donor
