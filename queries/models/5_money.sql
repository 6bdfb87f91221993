-- Funds: several reports may speak of one fund, and it is one fund.
--
-- | name | one row |
-- |---|---|
-- | stage_as_of | the stage of a report on a day: nothing is completed before its end, and what starts later is planned |
-- | stage_on, stage_from | the day that a stage speaks of |
-- | funds_as_of | fund, with its latest report |
-- | remarks_of | (a value) what the reports of a fund leave open, each remark once |
-- | codes_of | (a value) the countries of a choice |
-- | fund_sentence | (a value) how a review says what was reported of a fund |
-- | funds_by_region | fund of a choice and region that it names a country of, the choice's or not |
-- | funds_of | fund of a choice, and whether it is only here or shared |
--
-- WHEN A STAGE COUNTS. A final stage (completed, implemented, spent) counts from the end of its own row, whenever it was reported: until
-- that end is over, the fund is ongoing. A fund whose start lies ahead is planned, unless it is only spoken of (pledged, committed).
-- A plan says nothing of its start: it counts from the day on which it became known.

create macro is_final(stage) as stage in ('completed', 'implemented', 'spent');
create macro is_plan(stage) as stage in ('planned', 'in formulation');
create macro stage_as_of(stage, starts_from, ends_to, day) as
    case
        when is_final(stage) and coalesce(ends_to > day, false) then if(coalesce(starts_from > day, false), 'planned', 'ongoing')
        when stage = 'ongoing' and coalesce(starts_from > day, false) then 'planned'
        else stage
    end;
create macro stage_on(stage, starts_on, ends_on, known_on) as
    case when is_final(stage) then coalesce(ends_on, known_on) when is_plan(stage) then known_on else coalesce(starts_on, known_on) end;
create macro stage_from(stage, starts_from, ends_to, known_from) as
    case when is_final(stage) then coalesce(ends_to, known_from) when is_plan(stage) then known_from else coalesce(starts_from, known_from) end;
-- a remark that several reports carry, alone or among others, is one remark
create macro remarks_of(remarks) as
    nullif(array_to_string(list_filter(
        flatten(list_transform(remarks, lambda one: string_split(replace(one, 'fund_id', 'fund'), '; '))),
        lambda piece, place: piece <> '' and list_position(
            flatten(list_transform(remarks, lambda one: string_split(replace(one, 'fund_id', 'fund'), '; '))), piece) = place), '; '), '');
create macro fund_sentence(amount, evidence) as
    'money' || if(amount is null, ' unpublished', '') || if(evidence is null, '', ' told');

-- one row per fund: the latest dated report, and the one amount that was published of it
create macro funds_as_of(day) as table
    select
        fund_id,
        max(funds.project) as project,
        max(funds.donor) as donor,
        max(funds.mechanism) as mechanism,
        arg_max(stage_as_of(stage, starts_on_from, ends_on_to, day), last_word(first_known_basis, first_known_from, sources.grade, report_id)) as stage,
        arg_max(amount, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as amount,
        arg_max(currency, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as currency,
        arg_max(amount_usd, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as amount_usd,
        arg_min(starts_on, (starts_on_from, starts_on)) as starts_on,
        min(starts_on_from) as starts_from,
        max(ends_on_to) as ends_to,
        arg_max(ends_on, (ends_on_to, ends_on)) as ends_on,
        list_sort(list_distinct(flatten(list(coalesce(countries, []::varchar[]))))) as countries,
        count(*) as reports,
        arg_max(first_known_on, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as reported_on,
        arg_max(fund_reports.source_id, last_word(first_known_basis, first_known_from, sources.grade, report_id)) as source_id,
        max(corrected_on) as corrected_on
    from known('fund_reports', day) as fund_reports
    join funds using (fund_id)
    left join sources on sources.source_id = fund_reports.source_id
    group by fund_id;

-- the countries of a choice; nothing picked means all
create macro codes_of(chosen_regions, chosen_countries) as (
    select coalesce(list(iso3), []::varchar[]) from places where kind = 'country' and picked(chosen_regions, region) and picked(chosen_countries, iso3)
);

-- one row per fund that names a country of the choice; without a choice every fund.
-- `reach` says what the choice may claim of it: 'whole' without a choice; 'only here' where no source names or counts a country
-- outside the choice; else 'shared', and then how many other countries and regions are known to share it. How a shared fund is
-- divided is never published, so that its amount is never added to what is only here.
create macro funds_of(day, chosen_regions, chosen_countries) as table
    with scopes as (
        select fund_id, max(countries_in_all) as countries_in_all, max(region) as region
        from known('fund_scopes', day) as fund_scopes
        group by fund_id
    ),
    home as (
        select
            codes_of(chosen_regions, chosen_countries) as codes,
            len(chosen_regions::varchar[]) + len(chosen_countries::varchar[]) = 0 as is_everywhere,
            len(chosen_countries::varchar[]) > 0 as is_of_countries,
            map_from_entries((select list((iso3, region)) from places where kind = 'country')) as homes
    ),
    reached as (
        select
            funds.*,
            is_everywhere,
            is_of_countries,
            scopes.region as whole_region,
            homes,
            list_filter(funds.countries, lambda iso3: not list_contains(codes, iso3)) as others,
            greatest(len(list_filter(funds.countries, lambda iso3: not list_contains(codes, iso3))),
                     coalesce(countries_in_all, 0) - len(list_intersect(funds.countries, codes))) as more_countries
        from funds_as_of(day) as funds
        left join scopes using (fund_id)
        cross join home
        where is_everywhere or list_has_any(funds.countries, codes)
    )
    select
        * exclude (is_everywhere, is_of_countries, whole_region, homes, others, more_countries),
        case
            when is_everywhere then 'whole'
            when not is_of_countries and len(others) = 0 and (more_countries = 0 or list_contains(chosen_regions::varchar[], whole_region)) then 'only here'
            when is_of_countries and more_countries = 0 then 'only here'
            else 'shared'
        end as reach,
        case when not is_everywhere then more_countries end as other_countries,
        case when not is_everywhere and not is_of_countries
             then len(list_filter(list_distinct(list_transform(others, lambda iso3: homes[iso3])),
                                  lambda region: not list_contains(chosen_regions::varchar[], region))) end as other_regions
    from reached;

-- one row per fund of the choice and region of which it names a country: those countries, and how many regions it names in all
create macro funds_by_region(day, chosen_regions, chosen_countries) as table
    with reached as (
        select fund_id, region, list(iso3 order by iso3) as countries
        from (select fund_id, unnest(countries) as iso3 from funds_of(day, chosen_regions, chosen_countries)) as named
        join places using (iso3)
        group by fund_id, region
    )
    select funds.* exclude (countries), reached.region, reached.countries, count(*) over (partition by fund_id) as regions
    from reached
    join funds_of(day, chosen_regions, chosen_countries) as funds using (fund_id);
