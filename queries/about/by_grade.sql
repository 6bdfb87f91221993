-- title: Sources by grade
-- unit: sources
-- grain: one row per grade
-- chart: bars label=meaning value=sources
-- finding: {first.sources} of {first.all_sources} sources are official (grade A)
-- reading: One bar for each grade with its number of sources, from the initiative's own and other official publications to mirrors and blogs.
-- note: Grades say how far an address carries, not whether a statement is true. Figures of one day are chosen by grade only when exactness does not decide.
-- hidden: all_sources, meaning
-- ignores: as_of, because it counts the whole register
-- ignores: regions, countries, categories, because one source may speak of many places and products
-- ignores: compare_with, because it shows one day
with grades (grade, meaning) as (
    values
        ('A', 'A: official (FAO, United Nations, governments)'),
        ('B', 'B: partners'),
        ('C', 'C: press'),
        ('D', 'D: mirrors, aggregators, blogs')
)
select
    grades.grade,
    grades.meaning,
    count(sources.source_id) as sources,
    count(sources.published_on) as with_date,
    sum(count(sources.source_id)) over ()::bigint as all_sources
from grades
left join sources using (grade)
group by grades.grade, grades.meaning
order by grades.grade
