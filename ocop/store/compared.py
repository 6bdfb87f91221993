"""Two versions as one that the engine of change reads: what one says today and what the other would say today, as the days before and after.

Nothing of time moves between the two: both registers are those of one day, so every change is one of the record.
"""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import duckdb

from ocop.store.version import Store

BEFORE = date(1, 1, 1)  # the day to compare with: nothing that either version knows came before it


def compared(served: Store, candidate: Store, day: date) -> Store:
    """The candidate, in memory, with the registers of the served version as its past: ask it as of `day`, compared with BEFORE. Notes of reviews
    are those that the served version has not. Close its connection after use."""
    connection = duckdb.connect(":memory:", config={"threads": "1", "memory_limit": "1GB"})
    for name, store in (("new", candidate), ("old", served)):
        connection.execute(f"attach '{str(store.file).replace(chr(39), chr(39) * 2)}' as {name} (read_only)")
    connection.execute("copy from database new to memory")
    connection.execute("create table past as from old.initiative.states where moment <= $day and until > $day", {"day": day})
    connection.execute("delete from initiative.states where not (moment <= $day and until > $day)", {"day": day})
    connection.execute("update initiative.states set moment = $day, until = date '9999-12-31'", {"day": day})
    connection.execute("insert into initiative.states by name select * replace (date '0001-01-01' as moment, $day as until) from past", {"day": day})
    connection.execute("delete from review_notes where note_id in (select note_id from old.main.review_notes)")
    for word in ("drop table past", "detach old", "detach new", "set enable_external_access = false", "set lock_configuration = true"):
        connection.execute(word)
    mark = sha256(f"{served.fingerprint} {candidate.fingerprint} {day}".encode()).hexdigest()
    return replace(candidate, fingerprint=mark, connection=connection, remembered={}, faults=[])
