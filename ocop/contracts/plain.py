"""Which texts of a column need no second look: plain ASCII, plain digits. They are nearly all, and found a
column at a time; everything else goes through `casts`, text by text. Leaving a text out here changes nothing
but time.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import cells, limits
from .contract import Column

_NUMBER = "^-?(0|[1-9][0-9]{0,16})"
_FORMS = {
    # no blank at either end, no "#" first (spreadsheet errors), no "@" (e-mail addresses),
    # no "&", "%", "=", "\\" (letters written as codes), no "?" (a lost letter)
    "text": r"^[!-\"$'-<>A-\[\]-~]([ -$'-<>A-\[\]-~]*[!-$'-<>A-\[\]-~])?$",
    "integer": _NUMBER + "$",
    "decimal": _NUMBER + r"(\.[0-9]{1,17})?$",
}


def plain(column: Column, texts: pa.Array) -> np.ndarray:
    """A mask of the texts that are their own typed value, or whose cast cannot fail."""
    form = _FORMS.get(column.type)
    if form is None or column.list or column.aliases:
        return np.zeros(len(texts), dtype=bool)
    short = pc.less_equal(pc.binary_length(texts), limits.CELL_BYTES)
    fits = pc.and_(short, pc.match_substring_regex(texts, form))
    if column.type == "text":
        named = pc.is_in(pc.utf8_lower(texts), pa.array(sorted(cells.PLACEHOLDERS_IN_TEXT)))
        fits = pc.and_not(fits, pc.or_(named, pc.match_substring_regex(texts, cells.SIGNS_ALONE)))
    return fits.fill_null(False).to_numpy(zero_copy_only=False)
