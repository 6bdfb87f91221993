-- title: What a product needs for the next class
-- unit: steps
-- grain: one row per decree and class that has a class above it on record
-- filled by: star classes
-- slip: rule_set, stars, next_stars, points_needed, decided_by
-- finding: By {first.rule_set}, a {first.stars}-star product needs {first.points_needed} points for the {first.next_stars}-star class, which is decided by {first.decided_by}
-- finding unscored: {first.rule_set} gives no points; the {first.next_stars}-star class is decided by {first.decided_by}
-- finding silent: {first.rule_set} puts a {first.next_stars}-star class above the {first.stars}-star one; neither points nor who decides are on record
-- empty: No two neighbouring star classes of this programme were on record on this day.
-- reading: One row for each step up: the points of the class now and of the next one, how many are missing at most and at least, who rates now and who decides on the next class, and what is not on record.
-- note: Where the national level decides on five stars, a product that has the points by the rating of the province is potential five-star until then: it lacks no points, it lacks that decision.
-- note: Points are those of the decree named, from the page named beside it. The criteria for which they are given are on record only as far as the column says.
-- note: Where a decree names no points of its own, those of an older one are not put in their place; they stand in its own row.
-- hidden: variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because classes hold for all product types
-- ignores: compare_with, because it shows one day
with told as (
    select
        *,
        regexp_extract(rule_set, '^[^,]+') as decree,
        regexp_extract(rule_set, '(20[0-9][0-9](-[0-9-]+)?)', 1) as decreed,
        {'has_points': min_score is not null, 'word': last_word(first_known_basis, first_known_from, null, class_id)} as weight
    from known('star_classes', $as_of)
    where programme_id = $programme
),
classes as (
    select
        decree,
        max(decreed) as decreed,
        stars,
        max(min_score) as least,
        max(max_score) as most,
        arg_min(certifying_level, (class_id, certifying_level)) as decides,
        string_agg(meaning, '; ' order by class_id) as meaning,
        max(valid_months) as valid_months,
        max(corrected_on) as corrected_on,
        arg_max(source_id, (weight, source_id)) as source_id,
        list(distinct source_id order by source_id) as sources
    from told
    group by decree, stars
)
select
    lower_class.decree as rule_set,
    lower_class.stars,
    upper_class.stars as next_stars,
    case when lower_class.least is not null then lower_class.least || ' to ' || lower_class.most end as points_now,
    upper_class.least as points_needed,
    case when upper_class.least > lower_class.most then (upper_class.least - lower_class.most) || ' to ' || (upper_class.least - lower_class.least) end as points_missing,
    lower_class.decides as rated_by,
    upper_class.decides as decided_by,
    upper_class.meaning as criteria,
    upper_class.valid_months,
    nullif(concat_ws(', ',
        if(lower_class.least is null, 'the points of ' || lower_class.stars || if(lower_class.stars = 1, ' star', ' stars'), null),
        if(upper_class.least is null, 'the points of ' || upper_class.stars || ' stars', null),
        if(upper_class.decides is null, 'who decides', null),
        if(not regexp_matches(upper_class.meaning, 'scoring parts'), 'the criteria behind the points', null),
        if(upper_class.valid_months is null, 'how long the class lasts', null)), '') as not_on_record,
    greatest(lower_class.corrected_on, upper_class.corrected_on) as corrected_on,
    upper_class.source_id,
    list_filter(list_sort(list_distinct(list_concat(lower_class.sources, upper_class.sources))), lambda one: one <> upper_class.source_id) as other_source_ids,
    case when upper_class.least is null and upper_class.decides is null then 'silent' when upper_class.least is null then 'unscored' end as variant
from classes as lower_class
join classes as upper_class on upper_class.decree = lower_class.decree and upper_class.stars = lower_class.stars + 1
order by lower_class.decreed desc, lower_class.decree desc, lower_class.stars desc
