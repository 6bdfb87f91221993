-- title: Register of governing bodies
-- unit: bodies
-- grain: one row per body
-- slip: body, status, established_on, reported_on
-- finding: {first.bodies} bodies are on record, {first.established} of them established
-- finding one: One body is on record: {first.body}, {first.status}
-- finding all: {first.bodies} bodies are on record, all of them established
-- finding none: {first.bodies} bodies are on record, none of them established
-- finding dropped: {first.bodies} bodies are on record, {first.established} of them established; {first.dropped} more were dropped and are not counted
-- empty: No governing body for {scope} was public on this day.
-- note: The status is that of the latest dated report; a date of establishment stands where a source gives one. An empty cell is not reported.
-- note: A body that a source says was given up stands with the word dropped, its date and its source; it is in no count.
-- hidden: established, bodies, dropped, variant
-- ignores: categories, because no body is tied to a product type
-- ignores: compare_with, because it shows one day
select
    body,
    status,
    established_on,
    composition,
    case when not is_undated then reported_on end as reported_on,
    reports,
    corrected_on,
    source_id,
    level,
    country,
    region,
    iso3,
    body_id,
    count(*) filter (where status = 'established') over () as established,
    count(*) filter (where status <> 'dropped') over () as bodies,
    count(*) filter (where status = 'dropped') over () as dropped,
    case
        when count(*) filter (where status = 'dropped') over () > 0 then 'dropped'
        when count(*) over () = 1 then 'one'
        when count(*) filter (where status = 'established') over () = count(*) over () then 'all'
        when count(*) filter (where status = 'established') over () = 0 then 'none'
    end as variant
from every_body_as_of($as_of)
where picked($regions, region)
  and picked($countries, iso3)
order by lower(strip_accents(body)), body_id
