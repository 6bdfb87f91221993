-- title: Published funding by mechanism
-- unit: US dollars
-- grain: one row per mechanism; in a choice, one for its own funds and one for those shared with other places
-- chart: amounts label=words amount=amount_usd key=mechanism
-- rows: funding/register
-- finding: {first.mechanism} stands first among mechanisms by published amounts, with {first.amount_usd:money}
-- finding chosen: Among the funds for {scope} only, {first.mechanism} stands first by published amounts, with {first.amount_usd:money}
-- finding one: The only mechanism for {scope} is {first.mechanism}, with {first.amount_usd:money} published
-- finding unnamed: The largest published amounts, {first.amount_usd:money}, come with no mechanism named
-- finding shared: Amounts for {scope} are published only for funds shared with other places
-- finding unpublished: No amount is published for the funds for {scope}
-- empty: No fund for {scope} had become public on this day.
-- reading: One bar for each mechanism, as long as the published amounts of its funds; a ring means that none of its funds published one.
-- hidden: words, variant
-- note: With a region or country chosen, funds shared with other places stand apart with their whole sums: how they are divided is not published, so the two are never added.
-- note: Mechanisms are named as in the reports: FVC is FAO's Flexible Voluntary Contribution, TCP its Technical Cooperation Programme. For the trust fund of Japan in Ghana the word is this monitor's.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
)
select
    mechanism,
    nullif(reach, 'whole') as reach,
    count(*) as funds,
    count(amount_usd) as funds_with_amount,
    sum(amount_usd) as amount_usd,
    coalesce(mechanism, 'Mechanism not reported') || case when reach = 'shared' then ' · shared, whole sums' else '' end || ' · amount for ' || count(amount_usd) || ' of ' || count(*) as words,
    case
        when count(sum(amount_usd)) over () = 0 then 'unpublished'
        when count(*) filter (where reach <> 'shared' and sum(amount_usd) is not null) over () = 0 then 'shared'
        when first_value(mechanism) over (order by reach = 'shared', sum(amount_usd) desc nulls last, count(*) desc, mechanism nulls last) is null then 'unnamed'
        when count(*) over () = 1 then 'one'
        when len($regions::varchar[]) + len($countries::varchar[]) > 0 then 'chosen'
    end as variant
from chosen
group by mechanism, reach
order by reach = 'shared', sum(amount_usd) desc nulls last, funds desc, mechanism nulls last
