"""Keeps a spreadsheet from running a cell of text as a formula, and gives the original back.

For exports only: the tables keep their text as written. Numbers are not text and are never passed here.
"""

import re

_TRIGGERS = "=+\\-@|｜\t\r\n＝＋－＠﹦﹢﹣﹫⁼⁺⁻"
_UNSEEN = "\\s\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\u00ad\u034f\u180e"  # a spreadsheet may drop these, and then read what follows
_CUT = re.compile(f"([;\t\r\n][\"{_UNSEEN}]*)('*)(?=[{_TRIGGERS}])")  # a spreadsheet that splits there reads a cell of its own
FORMULA = re.compile(f"(?:^|[,;\t|\n\r])[\"“”'{_UNSEEN}]*[{_TRIGGERS}]")  # whether a text of cells may hold one: none is missed, some are none


def _each(text: str, change) -> str:
    """The text with `change` made to the apostrophes that stand, or could stand, before each place at which a formula could begin."""
    text = _CUT.sub(lambda found: found[1] + change(found[2]), text)
    found = re.match(f"('*)(?=[\"“”{_UNSEEN}]*[{_TRIGGERS}])", text)
    return change(found[1]) + text[found.end():] if found else text


def spreadsheet_safe(text: str) -> str:
    """The text, with an apostrophe before it and before each of its parts that a spreadsheet could take for a formula."""
    return _each(text, lambda marks: "'" + marks) if text.strip("'") else text


def spreadsheet_plain(text: str) -> str:
    """The inverse of `spreadsheet_safe`: takes off the apostrophes that the guard has put there."""
    return _each(text, lambda marks: marks[1:]) if text.strip("'") else text
