-- title: Countries
-- unit: countries
-- grain: one row
-- finding: reported for {first.on:day}; {first.on_record} named in public sources
-- finding aged: last reported {first.age_months} months ago, for {first.on:day}; {first.on_record} named in public sources
-- finding unreported: {first.on_record} named in public sources; no total reported for this choice
-- note: The figure is the one that the initiative reported last; on record are those that public sources name.
-- hidden: variant, age_months, series_on
-- ignores: categories, because the reported figure covers all product types
with reported as (
    select 'now' as moment, *
    from reported_as_of($as_of)
    union all
    select 'before', *
    from reported_as_of($compare_with)
),
chosen as (
    select *
    from reported
    where indicator = 'countries_joined'
      and category is null
      and scope is null
      and len($countries::varchar[]) = 0
      and (len($regions::varchar[]) = 0 and place_id = 'WORLD' or len($regions::varchar[]) = 1 and place_id = $regions[1])
),
on_record as (
    select
        (
            select count(*) from countries_as_of($as_of)
            where is_on_record and picked($regions, region) and picked($countries, iso3)
        ) as on_record,
        (
            select count(*) from countries_as_of($compare_with)
            where is_on_record and picked($regions, region) and picked($countries, iso3)
        ) as on_record_before
)
select
    now.value,
    now.qualifier,
    now."on",
    datesub('month', now.stated_on, $as_of) as age_months,
    before.value as before,
    before.qualifier as before_qualifier,
    on_record.on_record,
    on_record.on_record_before,
    now.other_statements,
    (
        select list(value order by stated_on)
        from figures_as_of($as_of) as statements
        where statements.indicator = 'countries_joined'
          and statements.place_id = now.place_id
          and category is null
          and scope is null
          and is_exact
    ) as series,
    (
        select list(stated_on order by stated_on)
        from figures_as_of($as_of) as statements
        where statements.indicator = 'countries_joined'
          and statements.place_id = now.place_id
          and category is null
          and scope is null
          and is_exact
    ) as series_on,
    now.source_id,
    case when now.value is null then 'unreported' when datesub('month', now.stated_on, $as_of) >= 12 then 'aged' end as variant
from on_record
left join chosen as now on now.moment = 'now'
left join chosen as before on before.moment = 'before'
