-- title: A row that names the date of its source gives that date
-- unit: rows
-- grain: one row per row whose day is later than its source, or is said to be that of a source without one
-- level: warn
-- note: a longer table than one that is kept by hand is not looked through for doubts
select
    said.file,
    said.row_key,
    'known_on' as "column",
    said.known_on as value,
    'not the date of its source' as rule,
    'Source ' || said.source_id || coalesce(' was published on ' || sources.published_on, ' shows no date') || ', and the basis is source. Correct the day, the basis or the source.' as advice
from known_rows() as said
join sources using (source_id)
where said.known_on_basis = 'source'
    and said.corrected_on is null
    and is_kept_by_hand()
    and coalesce(said.known_on_from > sources.published_on_to, true)
order by said.file, said.row_key
