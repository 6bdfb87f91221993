-- title: Funding on record
-- unit: US dollars
-- grain: one row
-- card: money
-- rows: funding/register
-- finding none: no fund for {scope} is on record
-- finding: {first.funds_with_amount} of {first.funds} funds have a published amount; each fund is counted once
-- finding here: {first.funds_with_amount} of {first.funds} funds for {scope} alone have a published amount; none of the funds on record is shared with other places
-- finding shared: {first.funds_with_amount} of {first.funds} funds for {scope} alone have a published amount; apart from them {first.shared_usd:money} stands in {first.shared_with_amount} of {first.shared_funds} funds shared with other places, whole sums
-- finding all shared: no fund on record is for {scope} alone; {first.shared_usd:money} stands in {first.shared_with_amount} of {first.shared_funds} funds shared with other places, whole sums
-- finding shared unpublished: {first.funds_with_amount} of {first.funds} funds for {scope} alone have a published amount; {first.shared_funds} more are shared with other places, none with a published amount
-- finding all shared unpublished: no fund on record is for {scope} alone; {first.shared_funds} funds are shared with other places, none with a published amount
-- note: How a shared fund is divided is not published. Its whole sum stands apart and is never added to what is only here: the same fund stands under each place that shares it.
-- hidden: variant
-- ignores: categories, because funds are not tied to product types
with known as (
    select 'now' as moment, * from funds_of($as_of, $regions, $countries)
    union all
    select 'before', * from funds_of($compare_with, $regions, $countries)
),
counted as (
    select
        sum(amount_usd) filter (where moment = 'now' and reach <> 'shared') as value,
        sum(amount_usd) filter (where moment = 'before' and reach <> 'shared') as before,
        count(*) filter (where moment = 'now' and reach <> 'shared') as funds,
        count(amount_usd) filter (where moment = 'now' and reach <> 'shared') as funds_with_amount,
        sum(amount_usd) filter (where moment = 'now' and reach = 'shared') as shared_usd,
        count(*) filter (where moment = 'now' and reach = 'shared') as shared_funds,
        count(amount_usd) filter (where moment = 'now' and reach = 'shared') as shared_with_amount,
        count(*) filter (where moment = 'now') as counted_from
    from known
)
select
    value,
    'eq' as qualifier,
    before,
    'eq' as before_qualifier,
    funds,
    funds_with_amount,
    shared_usd,
    shared_funds,
    shared_with_amount,
    counted_from,
    case
        when counted_from = 0 then 'none'
        when len($regions::varchar[]) + len($countries::varchar[]) = 0 then null
        when shared_funds = 0 then 'here'
        when funds = 0 then if(shared_with_amount = 0, 'all shared unpublished', 'all shared')
        when shared_with_amount = 0 then 'shared unpublished'
        else 'shared'
    end as variant
from counted
order by counted_from
