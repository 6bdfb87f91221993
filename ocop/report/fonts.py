"""The house's font as a PDF writer reads it: the shipped woff2 pieces, made once into plain font files of two weights, those of further scripts
when a report first needs them, in one weight.

They are kept in the cache folder under a mark of what they were made from; nothing is downloaded and no font is shipped twice.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from ocop.report.letters import file
from ocop.store import ROOT, cache_folder

PIECES = {"latin": "Noto Sans", "latin-ext": "Noto Sans Extended", "vietnamese": "Noto Sans Vietnamese",
          "cyrillic": "Noto Sans Cyrillic", "arabic": "Noto Sans Arabic"}
WEIGHTS = {"Regular": 400, "Bold": 700}
FAMILIES = tuple(PIECES.values())  # in the order in which a letter is looked for


def piece(name: str) -> Path:
    """The shipped file of one piece."""
    return ROOT / "static" / "fonts" / f"noto-sans-{name}.woff2"


def folder() -> Path:
    """A folder with every base piece in every weight, made at the first call of a machine (two seconds), and again if the cache is emptied."""
    def fill(room: Path) -> None:
        for name, family in PIECES.items():
            for style, weight in WEIGHTS.items():
                cut(name, family, style, weight, room / f"{name}-{weight}.ttf")
    return made([piece(name) for name in PIECES], fill)


def further(name: str) -> Path:
    """A folder with the piece of a further script, made at the first call of a machine."""
    return made([file(name)], lambda room: plain(name, room / f"{name}.ttf"))


def family_of(name: str) -> str:
    """The family name under which a further piece is known to the writer."""
    return f"OCOP {name.removeprefix('noto-').replace('-', ' ').title()}"


@cache
def mark_of(sources: tuple[Path, ...]) -> str:
    """A mark of what a folder is made from: the files and how they are made."""
    return hashlib.sha256(Path(__file__).read_bytes() + b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def made(sources: list[Path], fill: Callable[[Path], None]) -> Path:
    """The folder that was made from these files, filled at the first call; it appears whole."""
    mark = mark_of(tuple(sources))
    whole = cache_folder() / f"fonts-{mark}"
    if not whole.is_dir():
        with tempfile.TemporaryDirectory(dir=whole.parent, prefix="fonts-") as making:
            unfinished = Path(making) / "whole"
            unfinished.mkdir()
            fill(unfinished)
            try:
                os.replace(unfinished, whole)
            except OSError:
                if not whole.is_dir():  # another process may have finished first
                    raise
    return whole


def plain(name: str, to: Path) -> None:
    """A piece of one weight, unpacked, under a family name of its own."""
    from fontTools.ttLib import TTFont

    font = TTFont(file(name), recalcTimestamp=False)
    font.flavor = None
    named(font, family_of(name), "Regular")
    font.save(to)


def cut(name: str, family: str, style: str, weight: int, to: Path) -> None:
    """One weight of one piece, under a family name of its own, so that a writer can fall back from piece to piece."""
    from fontTools.ttLib import TTFont  # half a second, and only the first PDF of a machine needs it
    from fontTools.varLib import instancer

    font = TTFont(piece(name), recalcTimestamp=False)
    font.flavor = None
    axes = {axis.axisTag: weight if axis.axisTag == "wght" else axis.defaultValue for axis in font["fvar"].axes}
    font = instancer.instantiateVariableFont(font, axes)
    font["OS/2"].usWeightClass = weight
    if style == "Bold":
        font["head"].macStyle, font["OS/2"].fsSelection = 1, font["OS/2"].fsSelection & ~0x40 | 0x20
    named(font, family, style)
    font.save(to)


def named(font, family: str, style: str) -> None:
    """Give a font its names."""
    for number, text in {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}",
                         6: f"{family.replace(' ', '')}-{style}", 16: family, 17: style}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].removeNames(number, 1)
