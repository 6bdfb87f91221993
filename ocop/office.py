"""Whose monitor this is: that of the initiative, or with `OCOP_PROGRAMME=ocop-vn` that of the office of one national programme. A leaf, like
`texts`.

An office's monitor opens on its programme, chooses among its first-level units, shows no page that is about the initiative alone, and bears the
name of the programme. The name is read from the table itself: the first page of a browser bears it before a version of the data is open.
"""

import csv
import os
import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path

from ocop import library
from ocop.home import ROOT
from ocop.texts import _

PAGES = ("programme", "programmes", "about")  # of such an office, the first one its home
SUBJECTS = (*PAGES, "search")  # of the figures that such an office lists as data
LONGEST = 36  # letters of a name that a wordmark holds
LETTER, BEGINS = 19, 78  # pixels that a letter takes, and where they begin


def office() -> str:
    """The code of the programme whose monitor this is; empty for the initiative."""
    return os.environ.get("OCOP_PROGRAMME", "").strip()


def lists(figure: str) -> bool:
    """Whether this monitor lists a figure as data: an office those of its pages. An address of any other, once written down, still answers."""
    return not office() or figure.partition("/")[0] in SUBJECTS


def home() -> str:
    """The page at the root of the site."""
    return PAGES[0] if office() else "overview"


def programme() -> str:
    """The name of that programme, its code where no table tells one; empty for the initiative."""
    if not office():
        return ""
    table = library.ground(library.asked_for()).folder / "programmes.csv"
    try:
        changed = os.stat(table).st_mtime_ns
    except OSError:
        changed = 0
    return named(office(), table, changed)


@lru_cache(16)
def named(code: str, table: Path, _changed: int) -> str:
    """The last name that a table of programmes gives to a code; read again once the file was changed."""
    try:
        with open(table, encoding="utf-8-sig", newline="") as lines:
            return {row.get("programme_id"): row.get("name") for row in csv.DictReader(lines)}.get(code) or code
    except (OSError, UnicodeDecodeError, csv.Error):
        return code


def monitor() -> str:
    """The name of this monitor."""
    return _("Monitor of {programme}").format(programme=programme()) if office() else _("OCOP Monitor")


def whose_not() -> str:
    """Whose publication it is not, as a sentence; nothing where it is that of an office."""
    return "" if office() else _("Not an official publication of FAO.")


def record() -> str:
    """What the record is of."""
    return programme() or "One Country One Priority Product"


def wordmark() -> str:
    """The mark with the name beside it: the file of the initiative, for an office a drawing with its own words."""
    file = ROOT / "static" / "wordmark.svg"
    return drawn(file, short_name(programme())) if office() else str(file)


@cache
def drawn(file: Path, words: str) -> str:
    """The mark of the file with other words, once: every run of a page shows it."""
    long = LETTER * len(words)
    wide = BEGINS + long
    fitted = f'textLength="{long}" lengthAdjust="spacingAndGlyphs">{escape(words)}</text>'  # whatever letters the reader's system has
    mark = file.read_text(encoding="utf-8").replace(">OCOP Monitor</text>", f" {fitted}").replace("OCOP Monitor", escape(words))
    return re.sub(r'viewBox="0 0 \d+ 64" width="\d+"', f'viewBox="0 0 {wide} 64" width="{wide}"', mark, count=1)


def short_name(name: str) -> str:
    """A name as a wordmark holds it."""
    words = brief(name)
    return _("{short} Monitor").format(short=words) if f"({words})" in name else words


def brief(name: str) -> str:
    """A name without its short form in brackets; of one that is too long the short form alone."""
    bare, short = re.sub(r"\s*\([^)]*\)", "", name).strip(), re.search(r"\(([^)]*)\)", name)
    return bare if len(bare) <= LONGEST else short[1] if short else bare[:LONGEST - 1] + "…"
