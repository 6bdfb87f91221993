-- title: The state of the initiative in one sentence
-- unit: countries, products, actions
-- grain: one row
-- rows: priorities/actions
-- finding: As of {as_of:day}: {first.named} countries {scope:in} are named in public sources; {first.done} of {first.actions} published actions are reported done, {first.overdue} are past due without a report of completion.
-- finding world: As of {as_of:day}: {first.countries_in_words} countries and {first.products_in_words} products reported; {first.done} of {first.actions} published actions are reported done, {first.overdue} are past due without a report of completion.
-- finding new: As of {as_of:day}: {first.named} countries {scope:in} are named in public sources; {first.done} of {first.actions} published actions are reported done, {first.overdue} are past due without a report of completion; promised on this day: {first.made_today} more.
-- finding world new: As of {as_of:day}: {first.countries_in_words} countries and {first.products_in_words} products reported; {first.done} of {first.actions} published actions are reported done, {first.overdue} are past due without a report of completion; promised on this day: {first.made_today} more.
-- finding idle: As of {as_of:day}: {first.named} countries {scope:in} are named in public sources; no published action was there to be judged.
-- finding idle new: As of {as_of:day}: {first.named} countries {scope:in} are named in public sources; actions promised on this day: {first.made_today}, none was there before.
-- finding world idle: As of {as_of:day}: {first.countries_in_words} countries and {first.products_in_words} products reported; no published action was there to be judged.
-- finding world idle new: As of {as_of:day}: {first.countries_in_words} countries and {first.products_in_words} products reported; actions promised on this day: {first.made_today}, none was there before.
-- finding early: On {as_of:day} no figure of the initiative was public yet.
-- hidden: variant
-- note: Published actions that are counted are the initiative's own promises. National targets and plans of others that a page quotes stand in the list of actions with their kind and in no count; a dropped action has a class of its own and is in no total.
-- note: Done and past due are counted of the promises that were made before this day or were due by it: what was promised on this very day cannot have been kept yet.
-- ignores: categories, because reported figures cover all product types
-- ignores: compare_with, because it shows one day
with reported as (
    select
        count(*) as figures,
        max(value) filter (where indicator = 'countries_joined') as countries,
        max(qualifier) filter (where indicator = 'countries_joined') as countries_qualifier,
        max("on") filter (where indicator = 'countries_joined') as countries_on,
        max(value) filter (where indicator = 'saps') as products,
        max(qualifier) filter (where indicator = 'saps') as products_qualifier,
        max("on") filter (where indicator = 'saps') as products_on
    from reported_as_of($as_of) as reported
    join places using (place_id)
    where category is null and scope is null
      and (len($regions::varchar[]) = 0 and place_id = 'WORLD' or len($regions::varchar[]) = 1 and place_id = $regions[1])
),
named as (
    select count(*) filter (where is_on_record) as named
    from countries_as_of($as_of)
    where picked($regions, region) and picked($countries, iso3)
),
promised as (
    select
        count(*) filter (where is_judged) as actions,
        count(*) filter (where is_judged and status = 'overdue') as overdue,
        count(*) filter (where is_judged and status = 'done') as done,
        count(*) filter (where not is_judged) as made_today
    from promises_as_of($as_of)
    where picked($regions, home_region) and picked($countries, iso3)
)
select
    countries,
    countries_qualifier,
    countries_on,
    products,
    products_qualifier,
    products_on,
    named,
    actions,
    actions as counted_from,
    overdue,
    done,
    made_today,
    case
        when figures = 0 and named = 0 and actions + made_today = 0 then 'early'
        else nullif(concat_ws(' ',
            case when len($regions::varchar[]) = 0 and len($countries::varchar[]) = 0 and figures > 0 then 'world' end,
            case when actions = 0 then 'idle' end,
            case when made_today > 0 then 'new' end), '')
    end as variant
from reported, named, promised
