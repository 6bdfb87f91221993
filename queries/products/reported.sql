-- title: Products reported
-- unit: products
-- grain: one row
-- finding: reported for {first.on:day}
-- finding aged: last reported {first.age_months} months before {as_of:day}, for {first.on:day}
-- finding category: reported once by product type, for {first.on:day}
-- finding unreported: no total was reported for this choice
-- note: The figure that the initiative published last for the world, one region or one product type; nothing is counted here.
-- hidden: on_record, variant, age_months, series_on
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
    where indicator = 'saps'
      and scope is null
      and len($countries::varchar[]) = 0
      and case len($regions::varchar[])
          when 0 then place_id = 'WORLD'
          when 1 then place_id = $regions[1]
          else false
      end
      and case len($categories::varchar[])
          when 0 then category is null
          when 1 then category = $categories[1]
          else false
      end
),
past as (
    select
        list(value order by stated_on, figure_id) as series,
        list(stated_on order by stated_on, figure_id) as series_on
    from figures_as_of($as_of)
    where indicator = 'saps'
      and category is null
      and scope is null
      and is_exact
      and place_id in (select place_id from chosen where moment = 'now' and category is null)
)
select
    now.value,
    now.qualifier,
    now."on",
    before.value as before,
    before.qualifier as before_qualifier,
    null::integer as on_record, -- the tile shows no count in place of a figure that nobody reported
    now.other_statements,
    past.series,
    past.series_on,
    now.source_id,
    datesub('month', now.stated_on, $as_of) as age_months,
    case
        when now.value is null then 'unreported'
        when now.category is not null then 'category'
        when datesub('month', now.stated_on, $as_of) >= 12 then 'aged'
    end as variant
from past
left join chosen as now on now.moment = 'now'
left join chosen as before on before.moment = 'before'
order by now."on"
