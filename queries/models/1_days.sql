-- What a reader may pick, and what was known on a day. Read first; every other file builds on it.
-- Everything in these files is a pure function of its arguments. The initiative is programme 'ocop-fao'.
--
-- | name | what it gives |
-- |---|---|
-- | picked, picked_any | whether a code, or one of several, is chosen; nothing chosen means all |
-- | is_known | whether a version of a row was the one known on a day |
-- | known | the rows of any table with a day of becoming known, as they were known on a day |
-- | referred | one row per key of such a table, for rows that name it: the version of the day, before the first was known the first |
-- | standing | the rows of such a table that no later row corrected or withdrew |
-- | known_rank | which of two statements became known later; a compiled day never outranks a dated one |
-- | last_word | which of several reports counts: later known, better grade, higher number |
-- | one_spelling | what two spellings of one name share: case, blanks, kinds of apostrophes and hyphens do not count |
-- | has_begun, is_over, is_overdue, is_new, may_be_new, lies_ahead, plan_day | what an imprecise date means on a day |
--
-- VERSIONS. Rows are only ever added. A later row with the same key corrects the earlier one: from the day on which the
-- correction became known (`superseded_from` of the earlier row, `corrected_on` of the later one) it counts instead. A row that
-- says `is_withdrawn` takes the key back from that day: it is superseded on the day on which it becomes known. The day on which the first
-- version became known stays that of the fact (`first_known_on`, `first_known_from`): a correction is nothing new.

-- nothing picked means all
create macro picked(choice, code) as len(choice::varchar[]) = 0 or list_contains(choice::varchar[], code);
create macro picked_any(choice, codes) as len(choice::varchar[]) = 0 or list_has_any(choice::varchar[], codes);

-- two names that differ in nothing else are one; most are plain letters, of one byte each
create macro one_spelling(name) as
    trim(regexp_replace(
        case
            when strlen(name) = length(name) then replace(lower(name), '`', '''')
            else translate(lower(nfc_normalize(name)), '’‘ʼ`´ʻ′‐‑‒–—', '''''''''''''''-----')
        end,
        '[\s\x{A0}]+', ' ', 'g'));

-- a row whose only date is the day of compilation never outranks one that a source dates
create macro known_rank(first_known_basis, first_known_from) as
    case when first_known_basis = 'compiled' then date '1900-01-01' else first_known_from end;

-- THE LAST WORD. Of several reports on one thing the one that became known later counts; of those of one day the one with the better
-- grade; of those of one grade the one with the higher number. Never the order in which rows are stored. What is corrected keeps the place of
-- its first version (`first_known_from`, `first_known_basis`): mending an old report makes no newer one of it.
create macro last_word(first_known_basis, first_known_from, grade, id) as
    {'known': known_rank(first_known_basis, first_known_from), 'grade': -ascii(coalesce(grade, 'Z')), 'id': id};

-- which version of a row was known on a day
create macro is_known(known_on_from, superseded_from, day) as known_on_from <= day and coalesce(superseded_from > day, true);
create macro known(name, day) as table select * from query_table(name) where is_known(known_on_from, superseded_from, day);
create macro referred(name, day) as table
    select * from query_table(name) where coalesce(superseded_from > day, true) and (known_on_from <= day or corrected_on is null);
create macro standing(name) as table select * from query_table(name) where superseded_from is null;

-- IMPRECISE DATES. A date is a span: `2024` runs from 1 January to 31 December, `2024-03` over its month, `2024-03-17` is one day.
-- Every column of dates has its first day (`_from`) and its last day (`_to`). One rule for every query:
--
-- | question | it counts from | macro |
-- |---|---|---|
-- | has it begun or happened; was it known; is the event held | the first day | has_begun |
-- | is it over; has it provably happened; is a source provably earlier than an event | the last day, and after | is_over |
-- | is it overdue; is a target missed | the day after the last day | is_overdue |
-- | has it provably happened after the day compared with (new, attributed) | the first day lies after that day | is_new |
-- | may it have happened after the day compared with | the last day lies after that day | may_be_new |
-- | does it still lie ahead (planned, upcoming, due) | until the first day | lies_ahead |
-- | where does the line of a plan turn: baseline, milestone, due date | the first day | plan_day |
--
-- A year that a plan gives stands for its first day on the line between two values (0 in 2021, 95 in 2026: 76 on 1 January 2025), while
-- the target is missed only when all of its year is over.
create macro has_begun(first_day, day) as first_day <= day;
create macro is_over(last_day, day) as last_day <= day;
create macro is_overdue(last_day, day) as coalesce(last_day < day, false);
create macro is_new(first_day, compared) as first_day > compared;
create macro may_be_new(last_day, compared) as last_day > compared;
create macro lies_ahead(first_day, day) as first_day > day;
create macro plan_day(first_day, last_day) as first_day;
