-- title: Register of sources
-- unit: sources
-- grain: one row per source that carries a row known on the day
-- finding: Sources behind the record: {rows}; behind the initiative's own rows: {first.of_initiative}
-- empty: No source was public on this day.
-- note: Grade A: the initiative itself or another official publication (FAO, United Nations, a government). B: a partner. C: press. D: a mirror, an aggregator, a blog or a republication; its address is shown as text and never as a link.
-- note: Published on is the date that the page shows; many pages show none.
-- hidden: of_initiative
-- ignores: regions, countries, categories, because one source may speak of many places and products
-- ignores: compare_with, because it shows one day
with citations as (
    select source_id, 'Actions' as cited_in, known_on_from, true as is_initiative from actions
    union all
    select source_id, 'Reports on actions', known_on_from, true from action_reports
    union all
    select source_id, 'Events', known_on_from, true from announcements
    union all
    select source_id, 'Events', known_on_from, programme_id = 'ocop-fao' from events
    union all
    select unnest(other_source_ids), 'Events', known_on_from, programme_id = 'ocop-fao' from events
    union all
    select source_id, 'Figures', known_on_from, programme_id = 'ocop-fao' from figures
    union all
    select source_id, 'Funding', known_on_from, true from fund_reports
    union all
    select source_id, 'Countries', known_on_from, true from member_summaries
    union all
    select source_id, 'Countries', known_on_from, programme_id = 'ocop-fao' from members
    union all
    select source_id, 'Milestones', known_on_from, true from milestones
    union all
    select source_id, 'Products', known_on_from, programme_id = 'ocop-fao' from place_products
    union all
    select category_source_id, 'Products', known_on_from, programme_id = 'ocop-fao' from place_products
    union all
    select source_id, 'Priority areas', known_on_from, true from priority_areas
    union all
    select source_id, 'Units of programmes', known_on_from, programme_id = 'ocop-fao' from programme_units
    union all
    select source_id, 'Programmes', known_on_from, programme_id = 'ocop-fao' from programmes
    union all
    select source_id, 'Reviews', known_on_from, true from reviews
    union all
    select source_id, 'Reviews', known_on_from, true from review_decisions
    union all
    select source_id, 'Star classes', known_on_from, programme_id = 'ocop-fao' from star_classes
    union all
    select source_id, 'Support rules', known_on_from, programme_id = 'ocop-fao' from support_rules
    union all
    select source_id, 'Targets', known_on_from, programme_id = 'ocop-fao' from targets
    union all
    select milestones_of_targets.source_id, 'Targets', milestones_of_targets.known_on_from, programme_id = 'ocop-fao'
    from target_milestones as milestones_of_targets
    join targets using (target_id)
    union all
    select source_id, 'Task forces', known_on_from, true from task_forces
),
cited as (
    select
        source_id,
        count(*) as citations,
        bool_or(is_initiative) as is_initiative,
        list_sort(list_distinct(list(cited_in))) as cited_in
    from citations
    where known_on_from <= $as_of
    group by source_id
)
select
    sources.source_id,
    sources.publisher,
    sources.published_on,
    sources.grade,
    sources.address,
    cited.citations,
    cited.cited_in,
    cited.is_initiative,
    count(*) filter (where cited.is_initiative) over () as of_initiative
from sources
join cited using (source_id)
order by not cited.is_initiative, sources.grade, sources.publisher, sources.published_on desc nulls last, sources.source_id
