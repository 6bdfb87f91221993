-- title: Funds by stage
-- unit: US dollars
-- grain: one row per stage as last reported; in a choice, one for its own funds and one for those shared with other places
-- chart: chain label=words amount=amount_usd funds=funds with_amount=funds_with_amount key=fund_stage
-- rows: funding/register
-- finding: Most published money stands at the stage "{first.top_stage}", {first.top_usd:money} of {first.total_usd:money}
-- finding chosen: Among the funds for {scope} only, most published money stands at the stage "{first.top_stage}", {first.top_usd:money} of {first.total_usd:money}
-- finding shared: Amounts for {scope} are published only for funds shared with other places
-- finding one: All published money for {scope} alone stands at the stage "{first.top_stage}", {first.top_usd:money}
-- finding unpublished: No amount is published for the funds for {scope}
-- empty: No fund for {scope} had become public on this day.
-- reading: One bar for each stage, from planned to completed, as long as the published amounts of its funds; each hatched piece is a fund that published none.
-- hidden: words, top_stage, top_usd, total_usd, variant
-- note: With a region or country chosen, funds shared with other places stand apart with their whole sums: how they are divided is not published, so the two are never added.
-- note: The stage is the one last reported, some of them years ago, and may be out of date.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
),
staged as (
    select
        stage,
        reach,
        count(*) as funds,
        count(amount_usd) as funds_with_amount,
        sum(amount_usd) as amount_usd,
        list_position(['planned', 'in formulation', 'pledged', 'committed', 'provided', 'ongoing', 'implemented', 'completed'], stage) as place
    from chosen
    group by stage, reach
)
select
    stage as fund_stage,
    nullif(reach, 'whole') as reach,
    funds,
    funds_with_amount,
    amount_usd,
    upper(stage[1]) || stage[2:] || case when reach = 'shared' then ' · shared, whole sums' else '' end as words,
    arg_max(stage, (amount_usd, -place)) filter (where reach <> 'shared' and amount_usd is not null) over () as top_stage,
    max(amount_usd) filter (where reach <> 'shared') over () as top_usd,
    sum(amount_usd) filter (where reach <> 'shared') over () as total_usd,
    case
        when count(amount_usd) over () = 0 then 'unpublished'
        when count(amount_usd) filter (where reach <> 'shared') over () = 0 then 'shared'
        when count(amount_usd) filter (where reach <> 'shared') over () = 1 then 'one'
        when len($regions::varchar[]) + len($countries::varchar[]) > 0 then 'chosen'
    end as variant
from staged
order by reach = 'shared', place
