"""The house's font as a PDF writer reads it: the shipped woff2 pieces, made once into plain font files of two weights.

They are kept in the cache folder under a mark of what they were made from; nothing is downloaded and no font is shipped twice.
"""

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from ocop.store import ROOT, cache_folder

PIECES = {"latin": "Noto Sans", "latin-ext": "Noto Sans Extended", "vietnamese": "Noto Sans Vietnamese",
          "cyrillic": "Noto Sans Cyrillic", "arabic": "Noto Sans Arabic"}
WEIGHTS = {"Regular": 400, "Bold": 700}
FAMILIES = tuple(PIECES.values())  # in the order in which a letter is looked for


def piece(name: str) -> Path:
    """The shipped file of one piece."""
    return ROOT / "static" / "fonts" / f"noto-sans-{name}.woff2"


def folder() -> Path:
    """A folder with every piece in every weight, made at the first call of a machine (two seconds), and again if the cache is emptied."""
    if not _made().is_dir():
        _made.cache_clear()
    return _made()


@cache
def _made() -> Path:
    mark = hashlib.sha256(Path(__file__).read_bytes() + b"".join(piece(name).read_bytes() for name in PIECES)).hexdigest()[:16]
    whole = cache_folder() / f"fonts-{mark}"
    if not whole.is_dir():
        with tempfile.TemporaryDirectory(dir=whole.parent, prefix="fonts-") as making:
            unfinished = Path(making) / "whole"
            unfinished.mkdir()
            for name, family in PIECES.items():
                for style, weight in WEIGHTS.items():
                    cut(name, family, style, weight, unfinished / f"{name}-{weight}.ttf")
            try:
                os.replace(unfinished, whole)
            except OSError:
                if not whole.is_dir():  # another process may have finished first
                    raise
    return whole


def cut(name: str, family: str, style: str, weight: int, file: Path) -> None:
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
    for number, text in {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}",
                         6: f"{family.replace(' ', '')}-{style}", 16: family, 17: style}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].removeNames(number, 1)
    font.save(file)
