-- What was reported.
--
-- | name | one row |
-- |---|---|
-- | graded_figures | statement of a figure of any programme |
-- | several.figures | statement of which there are more than one: the same thing, place, category and scope on the same day |
-- | tally.statements | programme, indicator, source, date and day of becoming known: how many statements; `is_plain`: of no category and scope |
-- | tally.places | programme, indicator, place and end of the time in which a statement stands: since when |
-- | ranked | (the statements of a table) the same with its place among those of the same place and indicator |
-- | figures_as_of | statement of a figure of the initiative |
-- | standing_of | indicator, place, category and scope of one programme, or the same and period: the statement that stands |
-- | standing_as_of | the same of the initiative |
-- | reported_as_of | indicator, place, category and scope: the statement that stands |
-- | observed_as_of | indicator, place, category, scope and period: the statement that stands for that period |
-- | headline_total | none or one: the total of an indicator for a choice |
-- | said_values | one row per value that stands for an indicator: of a figure, a target, its baseline or a milestone on its way |
-- | size_of_unit | (a value) the most that a unit can count, and the most that it is likely to count |
-- | coverage_variant | (a value) how a reported total and the countries named say themselves beside each other |
-- | headline_figure | exactly one: the same with what it was on the day compared with, and its past |

-- A number inside a sentence that SQL puts together, as the texts of the project write it: groups of three, at most two decimals, more
-- for what would become 0; a bound by its word, rounded towards the side on which it stays true.
create macro digits_of(value) as case
    when value is null then null
    when value = trunc(value) and abs(value) < 1e15 then format('{:,}', value::bigint)
    when abs(value) < 0.01 or abs(value) >= 1e15 then value::varchar
    else rtrim(rtrim(format('{:,.2f}', value::double), '0'), '.')
end;
create macro in_words(value, qualifier) as case qualifier
    when 'gt' then 'more than ' || digits_of(floor(value * 100) / 100)
    when 'ge' then 'at least ' || digits_of(floor(value * 100) / 100)
    when 'lt' then 'less than ' || digits_of(ceil(value * 100) / 100)
    when 'le' then 'at most ' || digits_of(ceil(value * 100) / 100)
    when 'about' then 'about ' || digits_of(value)
    else digits_of(value) || case when starts_with(qualifier, 'or ') then ' ' || qualifier else '' end
end;

create macro graded_figures() as table
    select
        figures.*,
        sources.grade,
        least(figures.on_to, figures.first_known_from) as stated_on,
        qualifier in ('eq', 'about') as is_exact
    from figures
    join sources using (source_id);
-- laid down: of millions few are told twice, and only they can contradict each other. The hash finds what may be, the words what is.
create schema several;
create table several.figures as
    with marked as not materialized (
        select *, hash(programme_id, indicator, place_id, category, scope, "on") as thing
        from graded_figures()
        where "on" is not null
    ),
    again as (
        select thing from marked group by thing having count(*) > 1
    )
    select * exclude (thing)
    from marked
    where thing in (from again)
    qualify count(*) over (partition by programme_id, indicator, place_id, category, scope, "on") > 1
    order by figure_id;

-- laid down: what is counted of all statements of a record is counted from these
create schema tally;
create table tally.statements as
    select
        programme_id, indicator, source_id, "on", on_from, on_to, known_on_from, superseded_from,
        category is null and scope is null as is_plain,
        count(*) as n
    from figures
    group by all
    order by all;
create table tally.places as
    select programme_id, indicator, place_id, min(greatest(known_on_from, on_from)) as since, superseded_from as until
    from figures
    group by all;

-- of two statements the one with the higher standing counts: the newer, then the one that became known later, then the better grade, then the
-- one that was recorded first
create macro ranked(statements_of) as table
    select
        *,
        row_number() over (
            partition by programme_id, place_id, indicator
            order by stated_on, known_rank(first_known_basis, first_known_from), grade desc, figure_id desc) as standing
    from query_table(statements_of);
create table initiative.figures as
    with told as (
        from graded_figures()
        where programme_id = 'ocop-fao'
    )
    from ranked('told')
    order by stated_on, known_rank(first_known_basis, first_known_from), grade desc, figure_id desc;

-- every statement of a figure of the initiative that was known and true on the day
create macro figures_as_of(day) as table
    select * exclude (standing)
    from initiative.figures
    where is_known(known_on_from, superseded_from, day)
      and on_from <= day;

-- one row per indicator, place, category and scope, by period for each period that a source names: the statement that stands.
-- The newest exact value stands until a newer one, or until a newer bound that it does not satisfy ("more than 92"
-- replaces 87; "over 60" never replaces 85). Between statements of one day: exact before bound, then the one that became known later,
-- then the better grade. Exact statements that tie in all three stand together: the lowest is the value, the others are in the
-- qualifier ('or 12'), and no change is computed from them.
create macro standing_of(statements_of, programme, day, by_period) as table
    with known as (
        select *, {'value': value, 'qualifier': qualifier, 'stated_on': stated_on, 'on_to': on_to, 'standing': standing,
                   'tie': {'stated_on': stated_on, 'known': known_rank(first_known_basis, first_known_from), 'grade': grade}} as statement
        from query_table(statements_of)
        where programme_id = programme
          and is_known(known_on_from, superseded_from, day)
          and on_from <= day
    ),
    cells as (
        select
            indicator,
            place_id,
            arg_max(statement, standing) filter (where is_exact) as exact,
            arg_max(statement, standing) filter (where not is_exact) as bound,
            list(statement) as statements
        from known
        group by indicator, place_id, category, scope, case when by_period then "on" end
    ),
    chosen as (
        select
            indicator,
            place_id,
            statements,
            list_sort(list_distinct(list_transform(
                list_filter(statements, lambda other: other.qualifier = 'eq' and exact.qualifier = 'eq' and other.tie = exact.tie),
                lambda other: other.value))) as ties_of_exact,
            case
                when exact is null
                    or (bound.stated_on > exact.stated_on
                        and not (exact.value > bound.value or (bound.qualifier = 'ge' and exact.value = bound.value)))
                then bound
                else exact
            end as choice
        from cells
    )
    select
        figures.* exclude (standing) replace (
            coalesce(ties[1], figures.value) as value,
            case when len(ties) > 1 then 'or ' || list_aggregate(list_transform(ties[2:], lambda tie: digits_of(tie)), 'string_agg', ' or ')
                 else figures.qualifier end as qualifier),
        len(list_filter(statements, lambda other:
            (other.value <> choice.value or other.qualifier <> choice.qualifier)
            and other.on_to >= choice.stated_on)) as other_statements
    from (select *, case when choice.qualifier = 'eq' then ties_of_exact end as ties from chosen) as chosen
    join query_table(statements_of) as figures
        on figures.programme_id = programme and figures.indicator = chosen.indicator and figures.place_id = chosen.place_id
        and figures.standing = choice.standing;
create macro standing_as_of(day, by_period) as table from standing_of('initiative.figures', 'ocop-fao', day, by_period);

create macro reported_as_of(day) as table from standing_as_of(day, false);
create macro observed_as_of(day) as table from standing_as_of(day, true);

-- the total of an indicator that stands for a choice: of the world, of one region, of one product type
create macro headline_total(name, day, chosen_regions, chosen_countries, chosen_categories) as table
    from reported_as_of(day)
    where indicator = name
      and scope is null
      and is_of_choice(place_id, chosen_regions, chosen_countries)
      and case len(chosen_categories::varchar[])
          when 0 then category is null
          when 1 then category = (chosen_categories::varchar[])[1]
          else false
      end;

-- one row, empty where nothing was reported: the total on the day, before, and its exact values up to the day
create macro headline_figure(name, day, since, chosen_regions, chosen_countries, chosen_categories) as table
    with totals as (
        from (select unnest([true, false]) as is_now, unnest([day::date, since::date]) as moment) as moments,
            lateral (from headline_total(name, moment, chosen_regions, chosen_countries, chosen_categories))
    ),
    past as (
        select
            list(value order by stated_on, known_rank(first_known_basis, first_known_from), grade desc, figure_id desc) as series,
            list(stated_on order by stated_on, known_rank(first_known_basis, first_known_from), grade desc, figure_id desc) as series_on
        from figures_as_of(day)
        where indicator = name and category is null and scope is null and is_exact
          and place_id in (select place_id from totals where is_now and category is null)
    )
    select
        now.value, now.qualifier, now."on", now.category, now.other_statements, now.corrected_on, now.source_id,
        datesub('month', now.stated_on, day::date) as age_months,
        before.value as before, before.qualifier as before_qualifier,
        past.series, past.series_on,
        case when now.value is null then 'unreported' when age_months >= 12 then 'aged' end as state
    from past
    left join totals as now on now.is_now
    left join totals as before on not before.is_now;

create macro coverage_variant(reported, named, is_own, chosen) as
    case when len(chosen::varchar[]) > 1 then 'chosen' when len(chosen::varchar[]) = 1 then if(named = 1, 'itself', 'itself unnamed')
        when reported is null then 'unreported' when reported < named then 'beyond' when not is_own then 'elsewhere' end;

-- one row per value that somebody states of an indicator, with the file, the row and the cell in which it stands
create macro said_values() as table
    select 'figures.csv' as file, figure_id as row_key, 'value' as "column", programme_id, indicator, value from standing('figures') as figures
    union all
    select 'targets.csv', target_id, 'value', programme_id, indicator, value from standing('targets') as targets
    union all
    select 'targets.csv', target_id, 'baseline', programme_id, indicator, baseline from standing('targets') as targets where baseline is not null
    union all
    select 'target_milestones.csv', target_id || ', ' || steps."on", 'value', programme_id, indicator, steps.value
    from standing('target_milestones') as steps
    join standing('targets') as targets using (target_id);

-- HOW MUCH A UNIT CAN COUNT. Above `most` no such thing exists, above `likely` a programme would be among the largest in the world.
-- | unit | most | likely |
-- |---|---|---|
-- | people and what each of them has at most a few of: firms, loans, products, schools | more than there are people | a tenth or less of that |
-- | provinces, districts and the like | more than there are on earth | as many as a large country has |
-- | days, months, years | two centuries | ten years |
-- | times | a million | a thousand |
-- | money | all that the world earns; in a small currency ten thousand times that | 100 billion; in a small currency 100 trillion |
-- | any other thing | a trillion | a hundred million |
create macro scale_of(unit) as case split_part(unit, ' ', 2)
    when 'thousand' then 1e3 when 'lakh' then 1e5 when 'million' then 1e6 when 'crore' then 1e7 when 'billion' then 1e9 when 'trillion' then 1e12 else 1.0
end;
create macro size_of_unit(unit) as case
    when unit in ('persons', 'producers') then {'most': 1e10, 'likely': 1e9}
    when unit in ('enterprises', 'loans') then {'most': 1e10, 'likely': 1e8}
    when unit in ('products', 'schools') then {'most': 1e10, 'likely': 1e7}
    when unit in ('provinces', 'states') then {'most': 1e5, 'likely': 1e4}
    when unit in ('districts', 'communes', 'villages') then {'most': 1e8, 'likely': 1e6}
    when unit in ('days', 'months', 'years')
        then {'most': 200 * case unit when 'days' then 366 when 'months' then 12 else 1 end, 'likely': 10 * case unit when 'days' then 366 when 'months' then 12 else 1 end}
    when unit = 'times' then {'most': 1e6, 'likely': 1e3}
    when regexp_full_match(unit, '(USD|EUR|GBP|CHF)( .*)?') then {'most': 1e14 / scale_of(unit), 'likely': 1e11 / scale_of(unit)}
    when regexp_full_match(unit, '[A-Z]{3}( .*)?') then {'most': 1e18 / scale_of(unit), 'likely': 1e14 / scale_of(unit)}
    else {'most': 1e12, 'likely': 1e8}
end;
