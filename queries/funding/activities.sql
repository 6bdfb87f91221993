-- title: Funds as activities
-- unit: US dollars
-- grain: one row per fund
-- slip: project, donor, amount_usd, fund_stage, starts_on, ends_on
-- finding: {rows} funds are on record for {scope}, {first.dated} of them with a start or an end on a known day
-- finding one: One fund for {scope} is on record: {first.project}
-- empty: No fund for {scope} had become public on this day.
-- hidden: dated, variant
-- note: The stage is the one last reported and may be out of date.
-- note: The amount is that of the whole fund. How a fund is divided among its countries is not published: where it names several, or counts more than it names, no share is given to any.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
),
scopes as (
    select fund_id, max(countries_in_all) as countries_in_all, list(source_id) as source_ids
    from known('fund_scopes', $as_of) as fund_scopes
    group by fund_id
),
reported as (
    select
        fund_id,
        remarks_of(list(evidence order by report_id)) as evidence,
        remarks_of(list(note order by report_id)) as note,
        list(source_id order by report_id) as source_ids
    from known('fund_reports', $as_of) as fund_reports
    group by fund_id
)
select
    chosen.project,
    chosen.donor,
    chosen.mechanism,
    chosen.stage as fund_stage,
    chosen.amount,
    chosen.currency,
    chosen.amount_usd,
    chosen.starts_on,
    chosen.ends_on,
    chosen.countries,
    scopes.countries_in_all,
    len(chosen.countries) = 1 and coalesce(scopes.countries_in_all, 1) = 1 as is_of_one_country,
    reported.evidence,
    reported.note,
    codes.project_code,
    fund_id,
    chosen.corrected_on,
    list_filter(list_sort(list_distinct(list_concat(reported.source_ids, coalesce(scopes.source_ids, [])))),
                lambda one: one <> chosen.source_id) as other_source_ids,
    chosen.source_id,
    count(*) filter (where length(chosen.starts_on) = 10 or length(chosen.ends_on) = 10) over () as dated,
    case when count(*) over () = 1 then 'one' end as variant
from chosen
join reported using (fund_id)
join (select fund_id, project_code from funds) as codes using (fund_id)
left join scopes using (fund_id)
order by fund_id
