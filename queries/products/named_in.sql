-- title: Events, funds, promises and milestones that name it
-- unit: entries
-- grain: one row per event, fund, promise or milestone whose text names the product
-- slip: what, kind, on, countries
-- finding: {rows} events, funds, promises or milestones name it
-- finding one: One entry names it: {first.what}
-- empty: No event, fund, promise or milestone that was public on this day names it.
-- note: Found by the words of the record and of its sources for the product, in the title, the evidence and the remarks of each entry. That an entry names it does not mean that it is about it alone.
-- hidden: variant
-- ignores: regions, because a page of a product shows it wherever it is grown
-- ignores: countries, because a page of a product shows it wherever it is grown
-- ignores: categories, because a page of a product shows one product
-- ignores: compare_with, because it shows all days up to the chosen one
with words as (
    select list(spelling order by spelling) as words
    from product_spellings()
    where product_id = $product and is_of_record
),
texts as (
    select 'Event' as kind, title as what, starts_on as "on", starts_on_from as on_from, concat_ws(' ', title, evidence, note) as given,
        concerns as countries, corrected_on, source_id
    from events_as_of($as_of)
    union all
    select 'Fund', any_value(funds.project), arg_min(reports.starts_on, (reports.starts_on_from, reports.starts_on)), min(reports.starts_on_from),
        any_value(funds.project) || ' ' || string_agg(coalesce(reports.evidence, '') || ' ' || coalesce(reports.note, ''), ' ' order by report_id),
        list_sort(list_distinct(flatten(list(coalesce(reports.countries, []::varchar[]))))), max(reports.corrected_on), min(reports.source_id)
    from known('fund_reports', $as_of) as reports
    join funds using (fund_id)
    group by fund_id
    union all
    select 'Promise', statement, due_on, due_on_from, concat_ws(' ', statement, note, last_evidence), if(iso3 is null, [], [iso3]), corrected_on, source_id
    from actions_as_of($as_of)
    union all
    select 'Milestone', title, "on", on_from, concat_ws(' ', title, evidence, note), coalesce(countries, []::varchar[]), corrected_on, source_id
    from known('milestones', $as_of) as milestones
)
select kind, what, "on", countries, corrected_on, source_id, case when count(*) over () = 1 then 'one' end as variant
from texts
cross join words
where names_it(given, words)
order by on_from desc nulls last, kind, what, source_id
