"""Keeps a spreadsheet from running a cell of text as a formula, and gives the original back.

For exports only: the tables keep their text as written. Numbers are not text and are never passed here.
"""

_TRIGGERS = frozenset("=+-@\t\r\n＝＋－＠")


def _is_guarded_or_dangerous(text: str) -> bool:
    """A trigger stands first, or first after apostrophes: those must be doubled, or the way back would eat
    one."""
    return text.lstrip("'")[:1] in _TRIGGERS and text.strip("'") != ""


def spreadsheet_safe(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could take it for a formula."""
    return "'" + text if _is_guarded_or_dangerous(text) else text


def spreadsheet_plain(text: str) -> str:
    """The inverse of `spreadsheet_safe`: takes off the one apostrophe that the guard has put there."""
    return text[1:] if text.startswith("'") and _is_guarded_or_dangerous(text) else text
