-- title: Register of funds
-- unit: US dollars
-- grain: one row per fund
-- slip: project, donor, amount_usd, fund_stage, countries
-- finding: {rows} funds are on record, {first.published} of them with a published amount, {first.total_usd:money} in all
-- finding chosen: {rows} funds are on record, {first.only_funds} for {scope} only and {first.shared_funds} shared with other places
-- finding one: One fund for {scope} is on record
-- finding unpublished: {rows} funds are on record, none of them with a published amount
-- empty: No fund for {scope} had become public on this day.
-- hidden: published, total_usd, only_funds, shared_funds, variant
-- note: The stage is the one last reported and may be out of date.
-- note: Countries are those that a public source names; a fund may support more. With a region or country chosen, each fund that names a country of it is listed with its whole amount, and says whether it is shared; amounts of shared funds are not to be added.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
),
remarks as (
    select
        fund_id,
        remarks_of(list(note order by note)) as note,
        bool_and(known_on_basis = 'compiled') as is_undated
    from known('fund_reports', $as_of) as fund_reports
    group by fund_id
)
select
    project,
    donor,
    mechanism,
    stage as fund_stage,
    case when not is_undated then reported_on end as reported_on,
    amount,
    currency,
    amount_usd,
    nullif(reach, 'whole') as reach,
    other_countries,
    other_regions,
    countries,
    starts_on,
    ends_on,
    reports as reports_of_fund,
    remarks.note,
    project_code,
    fund_id,
    corrected_on,
    source_id,
    count(amount_usd) over () as published,
    sum(amount_usd) over () as total_usd,
    count(*) filter (where reach <> 'shared') over () as only_funds,
    count(*) filter (where reach = 'shared') over () as shared_funds,
    case
        when count(*) over () = 1 then 'one'
        when count(amount_usd) over () = 0 then 'unpublished'
        when count(*) filter (where reach <> 'whole') over () > 0 then 'chosen'
    end as variant
from chosen
join remarks using (fund_id)
join (select fund_id, project_code from funds) as codes using (fund_id)
order by lower(strip_accents(project)), fund_id
