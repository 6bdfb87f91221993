-- title: One source states one value of one thing
-- unit: figures
-- grain: one row per figure whose source also gives a value that contradicts it for the same thing, place, scope and day
with told as (
    from standing('several.figures')
),

words as (
    select programme_id, indicator, place_id, category, scope, "on", source_id, qualifier, min(value) as least, max(value) as most
    from told
    group by all
),

things as (
    select
        programme_id, indicator, place_id, category, scope, "on", source_id,
        min(least) as least,
        max(most) as most,
        bool_or(least < most) as is_several,
        min(least) filter (where qualifier = 'eq') as exact,
        max(most) filter (where qualifier = 'ge') as at_least,
        max(most) filter (where qualifier = 'gt') as more_than,
        list(qualifier) filter (where least < most) as several
    from words
    group by all
    having is_several or exact < at_least or exact <= more_than
)

select
    'figures.csv' as file,
    figure_id as row_key,
    'value' as "column",
    value::varchar as value,
    'contradicts another row of its source' as rule,
    'The source ' || told.source_id || ' gives ' || things.least || ' and ' || things.most || ' for ' || told.indicator || ' of ' || told.place_id || ' on ' || told."on"
        || '. Correct one, or say in scope what differs.' as advice
from told
join things
    on (things.programme_id, things.indicator, things.place_id, things."on", things.source_id) = (told.programme_id, told.indicator, told.place_id, told."on", told.source_id)
    and things.category is not distinct from told.category and things.scope is not distinct from told.scope
where list_contains(several, told.qualifier) or exact < at_least or exact <= more_than
order by row_key
