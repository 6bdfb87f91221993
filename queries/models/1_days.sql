-- What a reader may pick, and what was known on a day. Read first; every other file builds on it.
-- Everything in these files is a pure function of its arguments. The initiative is programme 'ocop-fao'.
--
-- | name | what it gives |
-- |---|---|
-- | picked, picked_any | whether a code, or one of several, is chosen; nothing chosen means all |
-- | is_known | whether a version of a row was the one known on a day |
-- | known | the rows of any table with a day of becoming known, as they were known on a day |
-- | standing | the rows of such a table that no later row corrected or withdrew |
-- | known_rank | which of two statements became known later; a compiled day never outranks a dated one |
--
-- VERSIONS. Rows are only ever added. A later row with the same key corrects the earlier one: from the day on which the
-- correction became known (`superseded_from` of the earlier row, `corrected_on` of the later one) it counts instead. A row that
-- says `is_withdrawn` takes the key back from that day: it is superseded on the day on which it becomes known.

-- nothing picked means all
create macro picked(choice, code) as len(choice::varchar[]) = 0 or list_contains(choice::varchar[], code);
create macro picked_any(choice, codes) as len(choice::varchar[]) = 0 or list_has_any(choice::varchar[], codes);

-- a row whose only date is the day of compilation never outranks one that a source dates
create macro known_rank(known_on_basis, known_on_from) as
    case when known_on_basis = 'compiled' then date '1900-01-01' else known_on_from end;

-- which version of a row was known on a day
create macro is_known(known_on_from, superseded_from, day) as known_on_from <= day and coalesce(superseded_from > day, true);
create macro known(name, day) as table select * from query_table(name) where is_known(known_on_from, superseded_from, day);
create macro standing(name) as table select * from query_table(name) where superseded_from is null;
