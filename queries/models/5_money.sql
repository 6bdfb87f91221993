-- Funds: several reports may speak of one fund, and it is one fund.
--
-- | name | one row |
-- |---|---|
-- | funds_as_of | fund, with its latest report |

-- one row per fund: the latest dated report, and the one amount that was published of it
create macro funds_as_of(day) as table
    select
        fund_id,
        any_value(funds.project) as project,
        any_value(funds.donor) as donor,
        any_value(funds.mechanism) as mechanism,
        arg_max(stage, known_rank(known_on_basis, known_on_from)) as stage,
        arg_max(amount, known_rank(known_on_basis, known_on_from)) as amount,
        arg_max(currency, known_rank(known_on_basis, known_on_from)) as currency,
        arg_max(amount_usd, known_rank(known_on_basis, known_on_from)) as amount_usd,
        arg_min(starts_on, starts_on_from) as starts_on,
        min(starts_on_from) as starts_from,
        max(ends_on_to) as ends_to,
        arg_max(ends_on, ends_on_to) as ends_on,
        list_sort(list_distinct(flatten(list(coalesce(countries, []::varchar[]))))) as countries,
        count(*) as reports,
        arg_max(known_on, known_rank(known_on_basis, known_on_from)) as reported_on,
        arg_max(source_id, known_rank(known_on_basis, known_on_from)) as source_id,
        max(corrected_on) as corrected_on
    from known('fund_reports', day) as fund_reports
    join funds using (fund_id)
    group by fund_id;
