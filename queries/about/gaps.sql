-- title: What the public record lacks
-- unit: subjects
-- grain: one row per subject
-- finding: The public record leaves {rows} subjects open, for the secretariat to enter
-- hidden: place
-- note: Until it is entered, a screen says "not reported"; nothing is estimated in its place.
-- ignores: regions, countries, categories, because it speaks of the whole record
-- ignores: compare_with, because it shows one day
with reported as (
    select
        indicator,
        in_words(value, qualifier) as words
    from reported_as_of($as_of)
    where place_id = 'WORLD' and category is null and scope is null
),
country_counts as (
    select
        count(*) filter (where is_on_record) as named,
        count(*) filter (where joined_on is not null) as with_date
    from countries_as_of($as_of)
),
sets as (
    select string_agg(in_words(value, qualifier) || coalesce(' (' || scope || ')', ''), ', ' order by stated_on, figure_id) as words
    from reported_as_of($as_of)
    where indicator = 'demonstration_countries' and place_id = 'WORLD' and category is null
),
demonstration as (
    select count(distinct iso3) as named from claims_as_of($as_of) where demonstration_project is not null
),
product_counts as (
    select count(distinct product_id) as named, count(distinct product_id) filter (where category_stated is not null) as with_stated_type
    from product_claims_as_of($as_of)
),
region_counts as (
    select count(*) as reported
    from reported_as_of($as_of)
    join places using (place_id)
    where indicator = 'countries_joined' and places.kind = 'fao region' and category is null and scope is null
),
bodies as (
    select
        count(*) filter (where level = 'national task force') as task_forces,
        count(*) filter (where level = 'national task force' and status = 'established') as established,
        count(*) filter (where level = 'national task force' and established_on is not null) as with_date,
        count(*) filter (where level = 'regional organizing group' and status = 'established') as groups
    from bodies_as_of($as_of)
),
action_counts as (
    select
        count(*) as actions,
        count(*) filter (where due_on is not null) as with_due,
        count(*) filter (where reports > 0) as with_report
    from actions_as_of($as_of)
),
goals as (
    select count(*) as targets from known('targets', $as_of) as targets where programme_id = 'ocop-fao'
),
money as (
    select
        count(*) as funds,
        count(amount_usd) as with_amount,
        count(*) filter (where stage in ('disbursed', 'spent', 'completed')) as with_delivery,
        count(*) filter (where project_code is not null) as with_code
    from funds_as_of($as_of)
    join funds using (fund_id)
),
held as (
    select
        count(*) as events,
        count(*) filter (where state = 'undated') as undated,
        count(participants) as with_participants
    from events_as_of($as_of)
),
results as (
    select count(distinct place_id) as countries
    from figures_as_of($as_of)
    where indicator in ('beneficiary_farmers', 'people_trained', 'farmer_field_schools')
),
rows_of_gaps (place, subject, missing, on_record) as (
    select 1, 'Countries', 'The full list, each with its date, its status (applied, accepted, joined, launched) and its focal points.',
        format('{} of {} countries are named in public sources, {} with a date of joining; no focal point is on record.',
            named, coalesce((select words from reported where indicator = 'countries_joined'), 'an unreported number of'), with_date)
    from country_counts
    union all
    select 2, 'Counts by region', 'The number of countries in each of the five regions on one common day.',
        format('A count was reported for {} of 5 regions, on different days.', reported)
    from region_counts
    union all
    select 3, 'Demonstration countries', 'The lists behind the published numbers, and how the sets relate to each other.',
        format('{} countries are named or inferred; the numbers reported are of different sets: {}.',
            named, coalesce((select words from sets), 'none on record'))
    from demonstration
    union all
    select 4, 'Products', 'The full list of special agricultural products with country, type and status, and counts by type on one common day.',
        format('{} product groups are named, the last total reported is {}; a source states the type of {}.',
            named, coalesce((select words from reported where indicator = 'saps'), 'not on record'), with_stated_type)
    from product_counts
    union all
    select 5, 'National Task Forces', 'A register with date, chair, members, meetings and workplan of each.',
        format('{} are on record, {} of them established, {} with a date of establishment.', task_forces, established, with_date)
    from bodies
    union all
    select 6, 'Global and regional bodies', 'Members of the Steering Committee and of the Secretariat; members and meeting dates of the regional groups.',
        format('{} of 5 regional organizing groups are on record as established; no membership list is public.', groups)
    from bodies
    union all
    select 7, 'Workplan and targets', 'The three-year global workplan with its yearly targets, and the results framework with baselines and values.',
        case when targets = 0 then 'No target of the initiative is on record, so no distance to a target can be shown.'
            else format('{} targets of the initiative are on record.', targets) end
    from goals
    union all
    select 8, 'Actions', 'A due date and an owner for each action, and the state of progress.',
        format('{} of {} published actions have a due date, {} any later report; no owner is on record.', with_due, actions, with_report)
    from action_counts
    union all
    select 9, 'Funding', 'Project codes, budgets, expenditure and delivery, and the split of multi-country funds by country.',
        format('{} of {} funds have a published amount, {} a project code, {} a report of delivery or spending.',
            with_amount, funds, with_code, with_delivery)
    from money
    union all
    select 10, 'Events', 'The missing dates, attendance by country, sex and institution, and evaluation results.',
        format('{} events are on record, {} of them without a date; {} give a number of participants, none by sex.', events, undated, with_participants)
    from held
    union all
    select 11, 'Results in countries', 'Stage of the value chain, beneficiaries and results by country and year.',
        format('Scattered figures for {} countries.', countries)
    from results
    union all
    select 12, 'Country programming frameworks', 'The texts that name the initiative, which are open to staff only.', 'Nothing is on record.'
)
select subject, missing, on_record, place
from rows_of_gaps
order by place
