-- title: What is told of one fund agrees
-- unit: rows
-- grain: one row per row that contradicts another about the same money
with amounts as (
    select
        report_id,
        fund_id,
        currency,
        amount,
        first_value(report_id) over reports as first_report,
        first_value(amount) over reports as first_amount
    from standing('fund_reports') as fund_reports
    where amount is not null and currency is not null
    window reports as (partition by fund_id, currency order by known_on_from, report_id)
),

abroad as (
    select fund_scopes.fund_id || ', ' || fund_scopes.source_id as row_key, fund_scopes.region, list(distinct home.iso3 || ' in ' || home.region order by home.iso3 || ' in ' || home.region) as named
    from standing('fund_scopes') as fund_scopes
    join standing('fund_reports') as fund_reports using (fund_id)
    join places as home on list_contains(fund_reports.countries, home.iso3) and home.region <> fund_scopes.region
    group by all
),

named as (
    select
        fund_id,
        first_value(fund_id) over one_code as first_of_code,
        first_value(fund_id) over one_name as first_of_name,
        project,
        project_code
    from funds
    window
        one_code as (partition by one_spelling(project_code) order by fund_id),
        one_name as (partition by one_spelling(project), one_spelling(donor), one_spelling(project_code) order by fund_id)
)

select
    'fund_reports.csv' as file,
    report_id as row_key,
    'amount' as "column",
    amount::varchar as value,
    'several amounts for one fund' as rule,
    first_report || ' gives ' || first_amount || ' ' || currency || ' for ' || fund_id || '. Rows of one fund speak of the same money: give a second sum a fund_id of its own, or correct the amount.' as advice
from amounts
where amount <> first_amount and currency <> 'USD'
union all
select 'fund_scopes.csv', row_key, 'region', region, 'contradicts the countries', 'Reports of the fund name ' || array_to_string(named, ', ') || '. Correct the region or the countries.'
from abroad
union all
select 'funds.csv', fund_id, 'project_code', project_code, 'fund told twice', 'It is the code of ' || first_of_code || '. Give the reports of both one fund_id, or correct the code.'
from named
where project_code is not null and fund_id <> first_of_code
union all
select 'funds.csv', fund_id, 'project', project, 'fund told twice', first_of_name || ' has this project and this donor. Give the reports of both one fund_id, or tell them apart.'
from named
where project_code is null and fund_id <> first_of_name
order by file, row_key
