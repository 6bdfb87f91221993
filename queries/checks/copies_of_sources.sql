-- title: A source that was read in a copy shows its original
-- unit: sources
-- grain: one row per source that would show a reader the name of a copy
with named as (
    select *, regexp_extract(received_as, '^https?://([^/:]+)', 1) as host from sources
)
select
    'sources.csv' as file,
    source_id as row_key,
    case when is_copy then 'address' else 'is_copy' end as column,
    case when is_copy then address else 'false' end as value,
    'names a copy' as rule,
    'Readers see the publisher, title and address of the original, or its title where no address is on record. Describe the original in ocop/record/originals.csv and compile again.' as advice
from named
where (is_copy and host <> '' and (contains(address, host) or contains(publisher, host) or contains(coalesce(title, ''), host)))
   or (not is_copy and grade = 'D' and starts_with(publisher, 'Food and Agriculture Organization'))
   or (not is_copy and regexp_matches(lower(publisher), 'mirror|content host|\bcopy\b|archive site'))
order by source_id
