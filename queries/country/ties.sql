-- title: Countries you could call: a family of plants, a fund, an event in common
-- unit: countries
-- grain: one row per other country and what it has in common with this one
-- finding: {first.others} other countries share a family of plants, a fund or an event with {first.chosen_country}
-- finding one: One other country shares a family of plants, a fund or an event with {first.chosen_country}: {first.country}
-- empty: No other country on record shares a family of plants, a fund or an event with this one.
-- note: Families of plants are this monitor's, no source on record says them; countries with the very same product stand in a list of their own.
-- note: A fund in common is one whose published reports name both countries; how they work together is not published.
-- note: At an event: it was held, and each of the two hosted it, or it was held for it, or a source names it as taking part. That they met is not on record. The newest three events are listed, undated ones last; the countries of all of them are counted.
-- hidden: chosen_country, others, place, variant
-- ignores: regions, because partners may be in any region
-- ignores: categories, because a profile shows all products of its country
-- ignores: compare_with, because it shows one day
with chosen as (
    select iso3, name as chosen_country
    from places
    where kind = 'country' and iso3 = ($countries::varchar[])[1]
),
related as (
    select others.iso3, own_family.family as what, string_agg(distinct others.product, ', ' order by others.product) as detail,
        min(others.source_id) as source_id, max(others.corrected_on) as corrected_on
    from country_products_as_of($as_of) as own
    join chosen using (iso3)
    join product_families() as own_family on own_family.product_id = own.product_id
    join product_families() as families on families.family = own_family.family and families.product_id <> own.product_id
    join country_products_as_of($as_of) as others on others.product_id = families.product_id and others.iso3 <> own.iso3
    group by others.iso3, own_family.family
),
funded as (
    select unnest(countries) as iso3, project as what, donor as detail, source_id, corrected_on
    from funds_as_of($as_of)
    where list_contains(countries, (select iso3 from chosen))
),
attended as (
    select title, starts_on, concerns, source_id, corrected_on, row_number() over (order by starts_on_from desc nulls last, event_id) as newest
    from events_as_of($as_of)
    where state <> 'upcoming' and not is_unconfirmed and len(concerns) > 1 and list_contains(concerns, (select iso3 from chosen))
),
ties as (
    select 1 as place, 'family' as tie, iso3, what, detail, null as "on", source_id, corrected_on from related
    union all
    select 2, 'fund', iso3, what, detail, null, source_id, corrected_on from funded
    union all
    select 2 + newest, 'event', unnest(concerns), title, null, starts_on, source_id, corrected_on from attended
),
named as (
    select ties.*, places.name as country, count(distinct ties.iso3) over () as others
    from ties
    join places on places.iso3 = ties.iso3 and places.kind = 'country'
    where ties.iso3 <> (select iso3 from chosen)
)
select
    tie,
    what,
    country,
    detail,
    "on",
    corrected_on,
    source_id,
    named.iso3,
    chosen_country,
    others,
    place,
    case when others = 1 then 'one' end as variant
from named
cross join chosen
where place <= 5
order by place, what, strip_accents(country), named.iso3
