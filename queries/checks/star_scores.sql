-- title: A star class ends above its beginning
-- unit: classes
-- grain: one row per class whose highest score is below its lowest
select
    'star_classes.csv' as file,
    class_id as row_key,
    'max_score' as "column",
    max_score::varchar as value,
    'below the lowest score' as rule,
    'The class begins at ' || min_score || '. Correct one of the two.' as advice
from standing('star_classes') as star_classes
where max_score < min_score
order by row_key
