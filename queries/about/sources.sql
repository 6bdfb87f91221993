-- title: Register of sources
-- unit: sources
-- grain: one row per source that carries a row known on the day
-- slip: source_title, publisher, grade, citations
-- finding: {rows} sources stand behind the record, {first.of_initiative} of them behind the initiative's own rows
-- empty: No source was public on this day.
-- note: Grade A: the initiative itself or another official publication (FAO, United Nations, a government). B: a partner. C: press. D: a mirror, an aggregator, a blog or a republication; its address is shown as text and never as a link.
-- note: Read in a copy: the page was read under another address; the original's address stands here as text, and the grade speaks of the copy.
-- note: Published on is the date that the page shows; many pages show none.
-- hidden: of_initiative
-- ignores: regions, countries, categories, because one source may speak of many places and products
-- ignores: compare_with, because it shows one day
with citations as (
    select source_id, 'Actions' as cited_in, known_on_from, true as is_initiative from known('actions', $as_of) as actions
    union all
    select source_id, 'Reports on actions', known_on_from, true from known('action_reports', $as_of) as action_reports
    union all
    select source_id, 'Events', known_on_from, true from known('announcements', $as_of) as announcements
    union all
    select source_id, 'Events', known_on_from, programme_id = 'ocop-fao' from known('events', $as_of) as events
    union all
    select unnest(other_source_ids), 'Events', known_on_from, programme_id = 'ocop-fao' from known('events', $as_of) as events
    union all
    select source_id, 'Funding', known_on_from, true from known('fund_reports', $as_of) as fund_reports
    union all
    select source_id, 'Funding', known_on_from, true from known('fund_scopes', $as_of) as fund_scopes
    union all
    select source_id, 'Countries', known_on_from, true from known('member_summaries', $as_of) as member_summaries
    union all
    select source_id, 'Countries', known_on_from, programme_id = 'ocop-fao' from known('members', $as_of) as members
    union all
    select source_id, 'Milestones', known_on_from, true from known('milestones', $as_of) as milestones
    union all
    select source_id, 'Kinds of product', known_on_from, programme_id = 'ocop-fao' from known('product_kinds', $as_of) as product_kinds
    union all
    select source_id, 'Products', known_on_from, programme_id = 'ocop-fao' from known('place_products', $as_of) as place_products
    union all
    select category_source_id, 'Products', known_on_from, programme_id = 'ocop-fao' from known('place_products', $as_of) as place_products
    union all
    select unnest([source_id, stated_by]), 'Changes of places', known_on_from, false from known('place_changes', $as_of) as place_changes
    union all
    select source_id, 'Priority areas', known_on_from, true from known('priority_areas', $as_of) as priority_areas
    union all
    select source_id, 'Units of programmes', known_on_from, programme_id = 'ocop-fao' from known('programme_units', $as_of) as programme_units
    union all
    select source_id, 'Programmes', known_on_from, programme_id = 'ocop-fao' from known('programmes', $as_of) as programmes
    union all
    select unnest(list_concat([source_id], coalesce(other_source_ids, []::varchar[]))), 'Notes', known_on_from, programme_id = 'ocop-fao'
    from known('record_notes', $as_of) as record_notes
    union all
    select source_id, 'Reviews', known_on_from, true from known('reviews', $as_of) as reviews
    union all
    select source_id, 'Reviews', known_on_from, true from known('review_statements', $as_of) as review_statements
    union all
    select source_id, 'Reviews', known_on_from, true from known('review_decisions', $as_of) as review_decisions
    union all
    select source_id, 'Star classes', known_on_from, programme_id = 'ocop-fao' from known('star_classes', $as_of) as star_classes
    union all
    select source_id, 'Support rules', known_on_from, programme_id = 'ocop-fao' from known('support_rules', $as_of) as support_rules
    union all
    select source_id, 'Targets', known_on_from, programme_id = 'ocop-fao' from known('targets', $as_of) as targets
    union all
    select milestones_of_targets.source_id, 'Targets', milestones_of_targets.known_on_from, programme_id = 'ocop-fao'
    from known('target_milestones', $as_of) as milestones_of_targets
    join referred('targets', $as_of) as targets using (target_id)
    union all
    select source_id, 'Task forces', known_on_from, true from known('task_forces', $as_of) as task_forces
),
cited as (
    select
        source_id,
        sum(n)::bigint as citations,
        bool_or(is_initiative) as is_initiative,
        list_sort(list_distinct(list(cited_in))) as cited_in
    from (
        select *, 1 as n from citations
        union all
        select source_id, 'Figures', known_on_from, programme_id = 'ocop-fao', n from known('tally.statements', $as_of) as figures
    )
    group by source_id
)
select
    sources.source_id,
    sources.publisher,
    sources.published_on,
    sources.grade,
    sources.title as source_title,
    sources.address || case when sources.is_copy then ' (read in a copy)' else '' end as address,
    cited.citations,
    cited.cited_in,
    cited.is_initiative,
    count(*) filter (where cited.is_initiative) over () as of_initiative
from sources
join cited using (source_id)
order by lower(strip_accents(sources.publisher)), sources.published_on desc nulls last, sources.source_id
