-- title: Funds by stage
-- unit: US dollars
-- grain: one row per stage as last reported
-- finding: Most published money stands at the stage "{first.top_stage}": {first.top_usd:money} of {first.total_usd:money}
-- finding one: All published money of this choice stands at the stage "{first.top_stage}": {first.top_usd:money}
-- finding unpublished: No amount is published for the funds of this choice
-- empty: No fund of this choice had become public on this day.
-- reading: One bar for each stage, from planned to completed, as long as the published amounts of its funds; a ring means that none of its funds published one.
-- hidden: words, top_stage, top_usd, total_usd, variant
-- note: The stage is the one last reported, some of them years ago, and may be out of date.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select *
    from funds_as_of($as_of)
    where len($regions::varchar[]) + len($countries::varchar[]) = 0
       or list_has_any(countries, (select list(iso3) from places where picked($regions, region) and picked($countries, iso3)))
),
staged as (
    select
        stage,
        count(*) as funds,
        count(amount_usd) as funds_with_amount,
        sum(amount_usd) as amount_usd,
        list_position(['planned', 'in formulation', 'pledged', 'committed', 'provided', 'ongoing', 'implemented', 'completed'], stage) as place
    from chosen
    group by stage
)
select
    stage as fund_stage,
    funds,
    funds_with_amount,
    amount_usd,
    upper(stage[1]) || stage[2:] || ' · amount for ' || funds_with_amount || ' of ' || funds as words,
    arg_max(stage, amount_usd) over () as top_stage,
    max(amount_usd) over () as top_usd,
    sum(amount_usd) over () as total_usd,
    case count(amount_usd) over () when 0 then 'unpublished' when 1 then 'one' end as variant
from staged
order by place
