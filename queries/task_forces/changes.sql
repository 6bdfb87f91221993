-- title: What changed in the governing bodies
-- unit: changes
-- grain: one row per change of a body: new on record, another status, a further report, a correction
-- finding: {first.moved} bodies are new on record or have another status since {compare_with:day}; sources date {first.dated} of these changes
-- finding more: {first.moved} bodies are new on record or have another status since {compare_with:day}; sources date {first.dated} of these changes; further reports, corrections and withdrawals: {first.others}
-- finding one: One body is new on record or has another status since {compare_with:day}
-- finding other: No body is new on record or has another status since {compare_with:day}; further reports, corrections and withdrawals: {first.others}
-- finding undated: {first.moved} bodies are new on record or have another status since {compare_with:day}; no source gives a date
-- empty: No body is new on record or has another status between the two days.
-- note: Part of all that changed: the governing bodies. The page Review lists the whole.
-- note: A page without a date counts from the day on which this record was compiled, so what it says may be older than the day compared with.
-- hidden: moved, dated, others, variant
-- ignores: categories, because no body is tied to a product type
select
    what as body,
    level,
    country,
    region,
    kind,
    status_before,
    status,
    how_known,
    case when known_on_basis <> 'compiled' or kind = 'corrected' then known_on end as reported_on,
    source_id,
    count(*) filter (where kind = 'body moved') over () as moved,
    count(*) filter (where kind = 'body moved' and known_on_basis <> 'compiled') over () as dated,
    count(*) filter (where kind <> 'body moved') over () as others,
    case
        when count(*) filter (where kind = 'body moved') over () = 0 then 'other'
        when count(*) filter (where kind <> 'body moved') over () > 0 then 'more'
        when count(*) over () = 1 then 'one'
        when count(*) filter (where known_on_basis <> 'compiled') over () = 0 then 'undated'
    end as variant
from recorded_changes($as_of, $compare_with, $regions, $countries, ['body'])
order by list_position(['corrected', 'withdrawn', 'body moved', 'body reported'], kind), known_on_basis = 'compiled', known_on desc, body
