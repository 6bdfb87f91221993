-- title: Targets without a value
-- unit: targets
-- grain: one row per target for which no value is on record
-- finding: {rows} targets have no value by which they could be judged
-- finding one: One target has no value by which it could be judged
-- empty: No target of {scope} is without a value.
-- sentence due: {what}: target {target}, due {on:day}, no value on record
-- sentence undue: {what}: target {target}, no value on record
-- note: Targets of the initiative and of the national programmes; no counts of different programmes are added.
-- note: Sorted by weight, reach times severity. Severity here is 2: nobody can say how far it has come. Reach is 3 for the whole initiative, 2 for a region, 1 for a country.
-- hidden: variant, what, target, severity, reach, weight, row_key, iso3
-- ignores: categories, because a lack of the record is one of a place, whatever grows there
-- ignores: compare_with, because it shows one day
with lacking as (
    select
        if(due_on is null, 'undue', 'due') as sentence, concat_ws(', ', indicator_name, nullif(place, 'World')) as what, digits_of(target) as target,
        due_on as "on", homes.name as country, home_region as region, home_iso3 as iso3, target_id as row_key, corrected_on, source_id
    from judged_targets_as_of($as_of) as targets
    left join places as homes on homes.place_id = home_iso3
    where actual is null
)
select sentence, what, target, "on", country, region, iso3, 2 as severity, reach_of(region, iso3) as reach, weight_of(2, region, iso3) as weight, row_key, corrected_on, source_id,
    case when count(*) over () = 1 then 'one' end as variant
from lacking
where belongs($regions, $countries, region, iso3)
order by weight desc, region nulls first, country nulls first, what, row_key
