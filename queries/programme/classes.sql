-- title: Star classes and who certifies them
-- unit: star classes
-- grain: one row per class of a rule set
-- filled by: star classes
-- slip: rule_set, stars, certifying_level
-- finding: {first.versions} sets of rules are on record, the newest with {first.highest} stars as the highest class
-- finding one: One set of rules is on record, with {first.highest} stars as the highest class
-- empty: No star class of this programme was public on this day.
-- reading: Rule sets from the newest to the oldest, each with its classes from the highest down: the points a product needs, who certifies it, how long that lasts.
-- note: A rule set is as old as the decree that it names; when a page about it was published or read stands beside it.
-- note: Where points are not named by the source, the cell is empty: the class exists, its bounds are not on record.
-- hidden: versions, highest, variant
-- ignores: regions, countries, because the page is of one programme
-- ignores: categories, because classes hold for all product types
-- ignores: compare_with, because it shows one day
with sets as (
    select rule_set, max(regexp_extract(rule_set, '(20[0-9][0-9](-[0-9-]+)?)', 1)) as decreed
    from star_classes
    group by rule_set
)
select
    classes.rule_set,
    classes.stars,
    classes.min_score,
    classes.max_score,
    classes.meaning,
    classes.certifying_level,
    classes.valid_months,
    classes.known_on,
    classes.corrected_on,
    classes.source_id,
    count(distinct rule_set) over () as versions,
    first_value(classes.stars) over (order by sets.decreed desc, rule_set desc, classes.stars desc) as highest,
    case when count(distinct rule_set) over () = 1 then 'one' end as variant
from known('star_classes', $as_of) as classes
join sets using (rule_set)
where classes.programme_id = $programme
order by sets.decreed desc, classes.rule_set desc, classes.stars desc
