-- title: A row whose source has a date became known by its source
-- unit: rows
-- grain: one row per row that gives another day although its source has one, or was known before its source was published
select
    said.file,
    said.row_key,
    'known_on' as "column",
    said.known_on as value,
    if(said.known_on_basis = 'source', 'before its source', 'not the date of its source') as rule,
    'Source ' || said.source_id || ' was published on ' || sources.published_on || '. A row became known on the date of its source; only where that is missing on the day it speaks of, and only where that is missing too on the day of compilation. Write the source''s date and the basis source.' as advice
from known_rows() as said
join sources using (source_id)
where sources.published_on is not null
    and (said.known_on_basis <> 'source' or said.known_on_to < sources.published_on_from)
order by said.file, said.row_key
