-- title: Countries side by side
-- unit: facts
-- grain: one row per fact and country, of the first four countries chosen
-- finding: Of {first.steps_in_all} steps from a named product to reported results, {first.told}
-- empty: Choose two to four countries to see them side by side.
-- note: Every row asks the same of each country. Nothing found is "no public evidence" or "none on record", never "no".
-- note: A fund is for a country alone where no source names or counts another one; how a shared fund is divided is not published, so that no amount stands here.
-- note: Events are those that are over or undated and that the country hosted, that were held for it, or whose sources name it. Promises are the initiative's own, for the country.
-- note: The source of a count is that of one of the rows counted; the profile of a country lists all of them.
-- hidden: place, told, steps_in_all
-- ignores: regions, because the countries chosen stand side by side wherever they lie
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because it shows one day
with chosen as (
    select places.iso3, places.name as country, regions.name as region_name, list_position($countries::varchar[], places.iso3) as seat
    from places
    left join places as regions on regions.place_id = places.region
    where places.kind = 'country' and list_contains(($countries::varchar[])[1:4], places.iso3)
),
held as (
    select iso3, count(*) as events, arg_max(source_id, (coalesce(starts_on_from, date '1900-01-01'), source_id)) as source_id, max(corrected_on) as corrected_on
    from (select unnest(concerns) as iso3, starts_on_from, corrected_on, source_id from events_as_of($as_of) where state <> 'upcoming')
    group by iso3
),
money as (
    select iso3, reach, count(*) as funds, min(source_id) as source_id, max(corrected_on) as corrected_on
    from (select ($countries::varchar[])[1] as iso3, fund_id, reach, corrected_on, source_id from funds_of($as_of, []::varchar[], ($countries::varchar[])[1:1])
          union all select ($countries::varchar[])[2], fund_id, reach, corrected_on, source_id from funds_of($as_of, []::varchar[], ($countries::varchar[])[2:2])
          union all select ($countries::varchar[])[3], fund_id, reach, corrected_on, source_id from funds_of($as_of, []::varchar[], ($countries::varchar[])[3:3])
          union all select ($countries::varchar[])[4], fund_id, reach, corrected_on, source_id from funds_of($as_of, []::varchar[], ($countries::varchar[])[4:4]))
    where reach <> 'whole'
    group by iso3, reach
),
promised as (
    select iso3, count(*) as actions, count(*) filter (where status = 'overdue') as overdue, min(source_id) as source_id, max(corrected_on) as corrected_on
    from promises_as_of($as_of)
    where iso3 is not null
    group by iso3
),
traced as (select * from countries_as_of($as_of)),
grown as (
    select iso3, string_agg(product, ', ' order by product) as products, min(source_id) as source_id, max(corrected_on) as corrected_on
    from country_products_as_of($as_of)
    group by iso3
),
ready as (select * from readiness_as_of($as_of) semi join chosen using (iso3)),
facts as (
    select 1 as place, 'stage' as fact, iso3, coalesce(stage, 'no public record') as words, null as "on", source_id, corrected_on from chosen left join traced using (iso3)
    union all
    select 2, 'region', iso3, coalesce(region_name, 'not on record'), null, null, null from chosen
    union all
    select 3, 'named since', iso3, if(named_since_words is null, if(is_on_record, 'no dated source', 'not named'), 'first named'), named_since_words, source_id, corrected_on
    from chosen left join traced using (iso3)
    union all
    select 4, 'products', iso3, coalesce(grown.products, 'none on record'), null, source_id, corrected_on from chosen left join grown using (iso3)
    union all
    select 5, 'events', iso3, coalesce(events::varchar, 'none on record'), null, source_id, corrected_on from chosen left join held using (iso3)
    union all
    select 6, 'funds for it alone', chosen.iso3, coalesce(funds::varchar, 'none on record'), null, source_id, corrected_on
    from chosen left join money on money.iso3 = chosen.iso3 and reach = 'only here'
    union all
    select 7, 'shared funds', chosen.iso3, coalesce(funds::varchar, 'none on record'), null, source_id, corrected_on
    from chosen left join money on money.iso3 = chosen.iso3 and reach = 'shared'
    union all
    select 8, 'actions', iso3, coalesce(actions || if(overdue > 0, ', overdue: ' || overdue, ''), 'none on record'), null, source_id, corrected_on
    from chosen left join promised using (iso3)
    union all
    select 8 + place, step_name, iso3,
           case state when 'evidence' then words when 'spoken of' then 'only spoken of: ' || words else 'no public evidence' end, "on", source_id, corrected_on
    from ready
),
counted as (
    select iso3, count(*) filter (where state = 'evidence') as reached, count(*) as steps_in_all
    from ready
    group by iso3
),
together as (
    select
        string_agg(country || if(first_seat = seat, ' has public evidence for ', ' for ') || if(reached = 0, 'none', reached::varchar), ', ' order by seat) as told,
        max(steps_in_all) as steps_in_all
    from (select *, min(seat) over () as first_seat from chosen join counted using (iso3))
)
select
    fact,
    chosen.country,
    facts.words,
    facts."on",
    facts.source_id,
    facts.corrected_on,
    facts.iso3,
    facts.place,
    together.told,
    together.steps_in_all
from facts
join chosen using (iso3)
cross join together
order by facts.place, chosen.seat
