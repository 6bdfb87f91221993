"""What an office gets back: its own workbook with the cells marked and a sheet of problems."""

import json
from collections.abc import Iterable

from ocop.home import ROOT
from ocop.intake import limits
from ocop.intake.found import Found
from ocop.intake.reading import asked


def marked(content: bytes, problems: Iterable[Found]) -> bytes:
    """The workbook with every finding at its cell. Of a file that is not opened (a bomb, macros, no workbook, CSV) a workbook of the problems
    alone."""
    told = list(problems)
    small = content if len(content) <= limits.FILE_BYTES else b""
    for what in (small, b""):
        answer = asked(what, ROOT / "data", "mark", json.dumps([one.as_dict() for one in told]).encode())
        if isinstance(answer, bytes):
            return answer
    raise OSError("the workbook of problems could not be written")
