"""The file of a table as it leaves the house: byte for byte as it was received, or written anew where another program would not read it as
we do (its encoding, a line that names the separator) or where a spreadsheet could run one of its words as a formula."""

import csv
import io
import re
from pathlib import Path

from . import shape, tokens
from .contract import Contract
from .decode import decode
from .guard import FORMULA, spreadsheet_safe
from .textfile import head_of

_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def outgoing(file: Path, contract: Contract) -> bytes | None:
    """The content of a sound file in UTF-8 with commas, its words safe for a spreadsheet; None where it can leave as it is."""
    if file.suffix.lower() != ".csv":
        return None
    decoded = decode(file.read_bytes(), lambda _text: True)
    named, text = shape.named_separator(tokens.unified(decoded.text or ""))
    if not (decoded.findings or named or FORMULA.search(text)):
        return None
    _head, separator = head_of(file, contract)
    rows = [row.cells for row in tokens.rows(text, separator) if isinstance(row, tokens.Row) and not row.is_empty]
    safe = [[cell if _NUMBER.fullmatch(cell) else spreadsheet_safe(cell) for cell in row] for row in rows]
    if safe == rows and not (decoded.findings or named):
        return None
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(safe)
    return out.getvalue().encode()
