-- title: Star classes of one rule set do not overlap
-- unit: classes
-- grain: one row per class that shares points with a higher one
select
    'star_classes.csv' as file,
    lower.class_id as row_key,
    'max_score' as column,
    lower.max_score::varchar as value,
    'overlaps the next class' as rule,
    'The class of ' || higher.stars || ' stars begins at ' || higher.min_score || '. End this one below it.' as advice
from standing('star_classes') as lower
join standing('star_classes') as higher
    on higher.programme_id = lower.programme_id
    and higher.rule_set = lower.rule_set
    and higher.stars > lower.stars
    and higher.min_score <= lower.max_score
order by row_key
