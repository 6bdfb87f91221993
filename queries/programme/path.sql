-- title: Where this unit lies
-- unit: units
-- grain: one row per unit above the one asked for, itself last
-- finding: {last.unit} is on record as one unit of the programme, a {last.unit_level}
-- finding home: {last.unit} runs the programme
-- empty: No row that was public on this day speaks of this place in the programme.
-- hidden: steps, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because programmes are not tied to product types
-- ignores: compare_with, because it shows one day
select
    units.unit,
    units.unit_level,
    units.iso3166_2,
    units.corrected_on,
    units.source_id,
    units.unit_id,
    steps,
    case when count(*) over () = 1 then 'home' end as variant
from national.within
join units_as_of($programme, $as_of) as units on units.unit_id = within_id
where within.place_id = unit_of($programme, $unit)
order by steps desc
