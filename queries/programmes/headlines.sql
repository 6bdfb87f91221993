-- title: What each programme reports most often
-- unit: as each indicator says
-- grain: one row per programme with a figure for its whole country
-- slip: name, indicator_name, value, on
-- rows: programmes/register
-- finding: {rows} programmes have a figure for their whole country; no two count the same thing
-- finding one: One programme has a figure for its whole country: {first.name}, {first.value_in_words} {first.unit}
-- empty: No figure of a whole programme of {scope} was public on this day.
-- note: The count of products that is reported most often, else the figure that is reported most often. Never compared, never added up.
-- note: Where two sources of one standing give different values for one day, both are shown.
-- hidden: programme_id, variant
-- ignores: categories, because programmes are not tied to product types
-- ignores: compare_with, because it shows one day
with chosen as (
    select programme_id, name, country_iso3, lineage, headline_of(programme_id) as indicator
    from programmes_as_of($as_of)
    where country_iso3 is not null
      and picked($regions, home_region)
      and picked($countries, country_iso3)
),
told as (
    select
        chosen.programme_id, chosen.name, chosen.lineage, chosen.indicator, statements.value, statements.qualifier, statements."on",
        statements.corrected_on, statements.source_id,
        {'stated_on': stated_on, 'known': known_rank(first_known_basis, first_known_from), 'grade': -ascii(grade)} as weight,
        figure_id
    from chosen
    join national.wholes as statements on statements.programme_id = chosen.programme_id and statements.indicator = chosen.indicator
        and statements.place_id = chosen.country_iso3
    where is_known(known_on_from, superseded_from, $as_of) and has_begun(on_from, $as_of) and is_exact
      and category is null and scope is null
)
select
    standing_figures.name,
    indicators.name as indicator_name,
    min(value) as value,
    case when count(distinct value) > 1 then 'or ' || digits_of(max(value)) else any_value(qualifier) end as qualifier,
    indicators.unit,
    any_value("on") as "on",
    max(corrected_on) as corrected_on,
    arg_min(source_id, (figure_id, source_id)) as source_id,
    programme_id,
    case when count(*) over () = 1 then 'one' end as variant
from (from told qualify weight = max(weight) over (partition by programme_id)) as standing_figures
join indicators using (indicator)
group by standing_figures.name, indicators.name, indicators.unit, programme_id, lineage
order by lineage
