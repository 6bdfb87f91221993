"""How the workbook of the desk is laid out: what its maker and its reader must agree on.

A sheet of a table: its first row names the columns in words, its second in codes; rows follow. In the first column stands `on record` and a
mark before a row that is there for context; before a new row it stays empty. The name of the table stands above it.
"""

import hashlib
from collections.abc import Iterable

WORDS_ROW, CODES_ROW, FIRST_ROW = 1, 2, 3  # counted from 1, as a spreadsheet does
MARK = "row"  # code of the first column
ON_RECORD = "on record"
README, LISTS, PROBLEMS = "Read me", "Lists", "Problems"
ENTRY_ROWS = 300  # prepared for new rows
LONGEST_NAME = 31  # signs of the name of a sheet


def marked(cells: Iterable[str]) -> str:
    """What stands before a row on record: a changed row no longer fits it."""
    told = chr(31).join(" ".join(cell.split()) for cell in cells)
    return f"{ON_RECORD} {hashlib.sha256(told.encode()).hexdigest()[:8]}"
