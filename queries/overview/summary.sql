-- title: The state of the initiative in one sentence
-- unit: countries, products, actions
-- grain: one row
-- card: sentence
-- rows: priorities/actions
-- finding: As of {as_of:day}, {first.named} countries {scope:in} are named in public sources; {first.sentence}
-- finding world: As of {as_of:day}, {first.countries_in_words} countries and {first.products_in_words} products were reported (last for {first.countries_on:day}); {first.sentence}
-- finding world apart: As of {as_of:day}, {first.countries_in_words} countries (last for {first.countries_on:day}) and {first.products_in_words} products (last for {first.products_on:day}) were reported; {first.sentence}
-- finding reported both: As of {as_of:day}, {first.countries_in_words} countries and {first.products_in_words} products were reported for {scope} (last for {first.countries_on:day}), where public sources name {first.named} countries; {first.sentence}
-- finding reported both apart: As of {as_of:day}, {first.countries_in_words} countries (last for {first.countries_on:day}) and {first.products_in_words} products (last for {first.products_on:day}) were reported for {scope}, where public sources name {first.named} countries; {first.sentence}
-- finding reported countries: As of {as_of:day}, {first.countries_in_words} countries were reported for {scope} (last for {first.countries_on:day}), and public sources name {first.named}; {first.sentence}
-- finding reported products: As of {as_of:day}, {first.products_in_words} products were reported for {scope} (last for {first.products_on:day}), where public sources name {first.named} countries; {first.sentence}
-- finding named: As of {as_of:day}, public sources name {scope}; {first.sentence}
-- finding several: As of {as_of:day}, public sources name {first.named} of the {first.chosen_countries} countries chosen; {first.sentence}
-- finding unnamed: As of {as_of:day}, no public source names {scope}; {first.sentence}
-- finding early: On {as_of:day} no figure of the initiative was public yet.
-- sentence judged: {done} of {actions} published actions are reported done, {overdue} are past due without a report of completion.
-- sentence kept: {done} of {actions} published actions are reported done, none is past due without a report of completion.
-- sentence judged new: {done} of {actions} published actions are reported done, {overdue} are past due without a report of completion; {made_today} more actions were promised on this day.
-- sentence kept new: {done} of {actions} published actions are reported done, none is past due without a report of completion; {made_today} more actions were promised on this day.
-- sentence one: the one published action is {state}.
-- sentence one new: the one published action of before is {state}; {made_today} more actions were promised on this day.
-- sentence idle: no action was published for {scope}.
-- sentence idle new: {made_today} actions were promised on this day, none before.
-- hidden: variant, sentence, state, chosen_countries
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
    len($countries::varchar[]) as chosen_countries,
    actions,
    actions as counted_from,
    overdue,
    done,
    made_today,
    case when done = 1 then 'reported done' when overdue = 1 then 'past due without a report of completion' else 'neither reported done nor past due' end as state,
    concat_ws(' ',
        case when actions = 0 then 'idle' when actions = 1 then 'one' when overdue = 0 then 'kept' else 'judged' end,
        case when made_today > 0 then 'new' end) as sentence,
    case
        when figures = 0 and named = 0 and actions + made_today = 0 then 'early'
        when len($regions::varchar[]) = 0 and len($countries::varchar[]) = 0 and figures > 0 then 'world' || apart
        when len($countries::varchar[]) = 1 then if(named = 1, 'named', 'unnamed')
        when len($countries::varchar[]) > 0 then 'several'
        when countries is not null and products is not null then 'reported both' || apart
        when countries is not null then 'reported countries'
        when products is not null then 'reported products'
    end as variant
from reported, named, promised, (select if(reported.countries_on <> reported.products_on, ' apart', '') as apart from reported)
