-- title: Countries with a profile
-- unit: countries
-- grain: one row per country with a public trace
-- finding: {rows} countries have a public trace
-- finding one: One country has a public trace: {first.country}
-- empty: No country had a public trace of the initiative on this day.
-- hidden: variant
-- ignores: regions, because any country can be chosen
-- ignores: countries, because any country can be chosen
-- ignores: categories, because any country can be chosen
-- ignores: compare_with, because it shows one day
select iso3, country, stage, source_id, case when count(*) over () = 1 then 'one' end as variant
from countries_as_of($as_of)
order by strip_accents(country)
