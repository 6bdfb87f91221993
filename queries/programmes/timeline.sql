-- title: When each programme began, and what it was modelled on
-- unit: programmes
-- grain: one row per programme with a published start
-- rows: programmes/register
-- chart: timeline start_from=started_from start_to=started_to label=words lane=parent detail=detail key=programme_id
-- finding: The idea is {first.age} years old: {first.name} began {first.started:day}, and {first.later} programmes on record followed
-- finding one: {first.name} began {first.started:day}
-- empty: No start of a programme of {scope} is published.
-- reading: One line for each programme with a published start, under the programme that it was modelled on.
-- note: A start given as a year or month is drawn as long as that. Programmes without a published start stand in the list.
-- hidden: words, started_from, started_to, parent, detail, programme_id, age, later, variant
-- ignores: categories, because programmes are not tied to product types
-- ignores: compare_with, because it shows one day
select
    name,
    started,
    started_from,
    started_to,
    name || ', ' || left(started, 4) as words,
    coalesce('Modelled on ' || based_on_name, 'Not modelled on another') as parent,
    concat_ws(' · ', country, 'by ' || local_unit, owner_institution) as detail,
    programme_id,
    corrected_on,
    source_id,
    datesub('year', min(started_from) over (), $as_of) as age,
    count(*) over () - 1 as later,
    case when count(*) over () = 1 then 'one' end as variant
from programmes_as_of($as_of)
where started_from is not null
  and picked($regions, home_region)
  and picked($countries, country_iso3)
order by started_from, started_to, name
