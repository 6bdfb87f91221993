"""The row of HXL tags (hxlstandard.org) that tells a program what each column of a CSV is, from `queries/columns.toml`.

A tag must be true of what stands in the column: one of a number or a date is left out where a figure holds something else under that name.
"""

from ocop.api.columns import json_type
from ocop.queries import Result
from ocop.report.words import labels

OF_NUMBERS = frozenset(("num", "value", "share"))  # attributes of a tag that only a number may bear
OF_BOTH = frozenset(("year", "v_m49"))  # numbers that nobody adds up, and words elsewhere
END = b"\r\n"


def tagged(result: Result, body: bytes) -> bytes:
    """The CSV of a result with the row of tags below its head; a column without a tag has an empty cell."""
    head, end, rest = body.partition(END)
    return head + end + ",".join(tag(name, result.kinds.get(name, "")) for name in result.shown).encode() + END + rest


def tag(name: str, kind: str) -> str:
    """The tag of a column of a type of the database; empty where none fits."""
    said, is_list = labels().get(name, {}).get("hxl", ""), kind.endswith("[]")
    hashtag, *attributes = said.split("+")
    is_number = json_type(kind.removesuffix("[]")) in ("integer", "number")
    of_number = hashtag == "#value" or not OF_NUMBERS.isdisjoint(attributes)
    if is_number != of_number and OF_BOTH.isdisjoint(attributes):
        return ""
    return f"{said}+list" if said and is_list else said
