-- title: Published funding in one sentence
-- unit: US dollars
-- grain: one row
-- card: sentence
-- rows: funding/register
-- finding: As of {as_of:day}, {first.only_usd:money} was published for {first.funds_with_amount} of {first.funds} funds; each fund is counted once, however many reports speak of it.
-- finding chosen: As of {as_of:day}, {first.only_usd:money} was published for funds for {scope} only ({first.only_with_amount} of {first.only_funds}). Apart from that, {first.shared_usd:money} stands in {first.shared_with_amount} of {first.shared_funds} funds shared with other places, as whole sums, since what one place receives is not published.
-- finding only: As of {as_of:day}, {first.only_usd:money} was published for {first.only_with_amount} of {first.only_funds} funds, all of them for {scope} only.
-- finding shared: As of {as_of:day}, no amount was published for funds for {scope} only. {first.shared_usd:money} stands in {first.shared_with_amount} of {first.shared_funds} funds shared with other places, as whole sums, since what one place receives is not published.
-- finding unpublished: As of {as_of:day}, no amount was published; {first.funds} funds for {scope} are on record.
-- finding none: By {as_of:day} no fund for {scope} had become public.
-- hidden: variant
-- note: Published amounts only; a fund without one counts as unknown, not as zero.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with counted as (
    select
        count(*) as funds,
        count(amount_usd) as funds_with_amount,
        count(*) filter (where reach <> 'shared') as only_funds,
        count(amount_usd) filter (where reach <> 'shared') as only_with_amount,
        sum(amount_usd) filter (where reach <> 'shared') as only_usd,
        count(*) filter (where reach = 'shared') as shared_funds,
        count(amount_usd) filter (where reach = 'shared') as shared_with_amount,
        sum(amount_usd) filter (where reach = 'shared') as shared_usd
    from funds_of($as_of, $regions, $countries)
)
select
    *,
    funds as counted_from,
    case
        when funds = 0 then 'none'
        when funds_with_amount = 0 then 'unpublished'
        when len($regions::varchar[]) + len($countries::varchar[]) = 0 then null
        when shared_with_amount = 0 then 'only'
        when only_with_amount = 0 then 'shared'
        else 'chosen'
    end as variant
from counted
order by funds
