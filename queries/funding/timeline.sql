-- title: Periods of the funds
-- unit: funds
-- grain: one row per fund
-- chart: timeline start_from=starts_from start_to=drawn_to label=words lane=lane detail=about key=fund_id
-- finding: {first.with_both} of {rows} funds have published both a start and an end, {first.with_start} only a start, {first.with_none} neither
-- empty: No fund for {scope} has published a period by this day.
-- reading: A bar runs from the published start to the published end, with a dot half-way. Below, where no end is published, only the start is drawn: a dot for a day, a bar for a month or a year.
-- hidden: lane, starts_from, drawn_to, words, about, with_both, with_start, with_none
-- note: A fund without a published end is not drawn on: it may run or may have ended. Beside a mark stand the donor, or FVC for FAO's Flexible Voluntary Contribution, and the countries named in public.
-- ignores: categories, because funds are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    from funds_of($as_of, $regions, $countries)
),
starts as (
    select fund_id, arg_min(starts_on_to, (starts_on_from, starts_on_to)) as starts_to
    from known('fund_reports', $as_of) as fund_reports
    group by fund_id
),
periods as (
    select
        *,
        count(*) filter (where starts_on is not null and ends_on is not null) over () as with_both,
        count(*) filter (where starts_on is not null and ends_on is null) over () as with_start,
        count(*) filter (where starts_on is null) over () as with_none
    from chosen
    join starts using (fund_id)
)
select
    project,
    donor,
    starts_on,
    ends_on,
    stage as fund_stage,
    fund_id,
    corrected_on,
    source_id,
    case when ends_on is null then 'Start only; a bar where its day is not known' else 'Start and end published' end as lane,
    starts_from,
    case when ends_on is null then starts_to else ends_to end as drawn_to,
    case when mechanism like 'FVC%' then 'FVC' else regexp_replace(donor, ' \(.*\)$', '') end
        || case when len(countries) = 1 then ': ' || (select name from places where iso3 = countries[1])
                when len(countries) > 1 then ': ' || len(countries) || ' countries' else '' end as words,
    concat_ws(' · ', donor, stage, project) as about,
    with_both,
    with_start,
    with_none
from periods
where with_both + with_start > 0
order by starts_on is null, ends_on is null, starts_from, fund_id
