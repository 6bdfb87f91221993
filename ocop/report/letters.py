"""Which pieces of the font hold which letters: five for most reports, and one for each script that a text may bring along.

A piece is read only where one of its letters stands. Letters that no piece holds and the PDF writer has no shape for stand as a box, and the
report says which.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from ocop.home import ROOT
from ocop.texts import _, n_

BOX = "□"
NAMED = 12  # letters that the notice names
SCRIPTS = {  # piece -> its letters, from first to last
    "noto-sans-greek": ("0370-03FF", "1F00-1FFF"), "noto-sans-armenian": ("0530-058F", "FB13-FB17"), "noto-sans-hebrew": ("0590-05FF", "FB1D-FB4F"),
    "noto-sans-thaana": ("0780-07BF",), "noto-sans-nko": ("07C0-07FF",), "noto-sans-devanagari": ("0900-097F", "1CD0-1CFF", "A8E0-A8FF"),
    "noto-sans-bengali": ("0980-09FF",), "noto-sans-gurmukhi": ("0A00-0A7F",), "noto-sans-gujarati": ("0A80-0AFF",),
    "noto-sans-oriya": ("0B00-0B7F",), "noto-sans-tamil": ("0B80-0BFF",), "noto-sans-telugu": ("0C00-0C7F",),
    "noto-sans-kannada": ("0C80-0CFF",), "noto-sans-malayalam": ("0D00-0D7F",),
    "noto-sans-sinhala": ("0D80-0DFF",), "noto-sans-thai": ("0E00-0E7F",), "noto-sans-lao": ("0E80-0EFF",), "noto-sans-tibetan": ("0F00-0FFF",),
    "noto-sans-myanmar": ("1000-109F", "A9E0-A9FF", "AA60-AA7F"), "noto-sans-georgian": ("10A0-10FF", "1C90-1CBF", "2D00-2D2F"),
    "noto-sans-ethiopic": ("1200-139F", "2D80-2DDF", "AB00-AB2F"), "noto-sans-khmer": ("1780-17FF", "19E0-19FF"),
    "noto-sans-mongolian": ("1800-18AF",), "noto-sans-tifinagh": ("2D30-2D7F",), "noto-sans-adlam": ("1E900-1E95F",),
    "noto-sans-chinese": ("2E80-2FDF", "3000-312F", "31A0-33FF", "3400-9FFF", "F900-FAFF", "FE30-FE4F", "FF00-FFEF", "20000-2FFFF"),
    "noto-sans-korean": ("1100-11FF", "3130-318F", "A960-A97F", "AC00-D7FF"), "noto-emoji": ("1F000-1FAFF",)}
SIGNS = ("noto-sans-symbols", "noto-emoji")  # asked last, for single signs
NEVER = ("Co", "Cn", "Cs")  # for private use, not given out, half of a letter: no shape is the right one
STAYS = ("Cc", "Cf", "Zs", "Zl", "Zp")  # has no shape of its own
COMPLAINT = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)


def spans(piece: str) -> list[tuple[int, int]]:
    """First and last letter of each range of a script's piece."""
    return [(int(span.split("-")[0], 16), int(span.split("-")[1], 16)) for span in SCRIPTS.get(piece, ())]


def file(piece: str):
    """The shipped file of a piece."""
    return ROOT / "static" / "fonts" / f"{piece}.woff2"


@cache
def held(piece: str) -> frozenset[int]:
    """The letters of a piece."""
    from fontTools.ttLib import TTFont  # half a second, and only a report needs it

    with TTFont(file(piece), lazy=True) as font:
        return frozenset(font.getBestCmap())


def scripts_of(letters: Iterable[str]) -> tuple[str, ...]:
    """The pieces whose scripts these letters belong to, in their fixed order."""
    codes = sorted({ord(letter) for letter in letters if ord(letter) >= 0x250})
    return tuple(piece for piece in SCRIPTS if any(first <= code <= last for first, last in spans(piece) for code in codes))


def shaped(letters: set[str], base: frozenset[int], drawn) -> tuple[tuple[str, ...], frozenset[str]]:
    """The pieces that these letters need beside the base, and the letters that stay without a shape; `drawn` tells whether the writer has a
    shape of its own."""
    open_ones = {letter for letter in letters if ord(letter) not in base and unicodedata.category(letter) not in STAYS}
    absent = {letter for letter in open_ones if unicodedata.category(letter) in NEVER}
    open_ones -= absent
    pieces = [piece for piece in scripts_of(open_ones) if any(ord(letter) in held(piece) for letter in open_ones)]
    open_ones = {letter for letter in open_ones if not any(ord(letter) in held(piece) for piece in pieces)}
    open_ones = {letter for letter in open_ones if unicodedata.category(letter) == "Lo" and ord(letter) >= 0x2E80 or not drawn(letter)}
    for piece in SIGNS if open_ones else ():
        if any(ord(letter) in held(piece) for letter in open_ones):
            pieces.append(piece)
            open_ones = {letter for letter in open_ones if ord(letter) not in held(piece)}
    return tuple(dict.fromkeys(pieces)), frozenset(absent | open_ones)


@lru_cache(maxsize=64)
def notice(absent: frozenset[str]) -> str:
    """One line about the letters that stand as boxes; nothing where there are none."""
    if not absent:
        return ""
    codes = [f"U+{ord(letter):04X}" for letter in sorted(absent)]
    named = ", ".join(codes[:NAMED]) + (_(" and others") if len(codes) > NAMED else "")
    text = n_("{n} letter has no shape in the fonts of this file and stands as {box}: {named}.",
              "{n} letters have no shape in the fonts of this file and stand as {box}: {named}.", len(codes))
    return text.format(n=len(codes), box=BOX, named=named)


def complained_of(message: str) -> set[str]:
    """The letters that the PDF writer says it cannot show."""
    found = COMPLAINT.search(message)
    text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda code: chr(int(code[1], 16)), found[1]) if found else ""
    return {letter for letter in text if letter != BOX and unicodedata.category(letter) not in ("Zs",)}
