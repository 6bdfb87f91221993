"""What holds for the text of any cell, whatever its column: edges, Unicode form, characters that have no
place in data.
"""

import html
import re
import unicodedata
from collections.abc import Callable

from . import alike, garbled, limits
from .problems import Fault

_SPACES = " \t\n\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_ZERO_WIDTH = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_EDGES = _SPACES + _ZERO_WIDTH
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")  # TAB and LF may stand in a text
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ESCAPE = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#x[0-9a-fA-F]{2,6});|\\u[0-9a-fA-F]{4}")
_POINTS = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>|%u([0-9A-Fa-f]{4})|"  # <U+00F4>
                     r"\\u\{([0-9A-Fa-f]{2,6})\}|\\U([0-9A-Fa-f]{8})|\\x([89a-fA-F][0-9a-fA-F])(?!\\x)")
_OCTAL = re.compile(r"\\3[0-7]{2}(?:\\2[0-7]{2})+")  # UTF-8 in octal numbers
_SLASHES = re.compile(r"(?<=\w)\\(['’\"])(?=\w)")  # d\'Ivoire
_UTF7 = re.compile(r"(?<=[A-Za-z])\+(?:A[A-Za-z0-9/+]{2}|[A-Za-z0-9/+]{3,})-")
_BYTES = re.compile(r"(?:[%=][C-Fc-f][0-9A-Fa-f](?:[%=][89ABab][0-9A-Fa-f])+|(?:\\x[c-f][0-9a-f](?:\\x[89ab][0-9a-f])+))")  # UTF-8, byte by byte
_LOST = re.compile(r"\ufffd|ï¿½|[\ud800-\udfff]")
_LOST_IN_WORD = re.compile(r"(?<![^\s\"'(«“’-])[^\W\d_]{1,30}(?:\?[^\W\d_]{1,30})+(?![\w/=&?])")  # "C?te d?Ivoire"
_LOST_BYTES = re.compile("[ÐÑÎÏØÙ][¡-ª¬-º¼-¿].*?[ÐÑÎÏØÙ][¡-ª¬-º¼-¿]")  # another script read as Western, where bytes without a sign fell out
_CODES = re.compile(r"[%=\\]|<U\+|\+")  # one of them stands in every code
_SHEET_ERROR = re.compile(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BUSY!)", re.IGNORECASE
)
_NO_VALUES = "n/a na n.a. nan null none nil - -- — – . .. ... ? tbd tbc unknown missing inf -inf +inf"
_PLACEHOLDERS = frozenset(_NO_VALUES.split())
PLACEHOLDERS_IN_TEXT = _PLACEHOLDERS | frozenset(("not available", "not applicable", "not known", "not reported", "no data", "tba",
                                                  "no information",
                                                  "to be confirmed", "to be determined", "to be announced", "n.d.", "xxx", "<null>", "(blank)"))
SIGNS_ALONE = r"^[\pP\pZ~]+$"  # of RE2: nothing but punctuation
_LOST_LETTER = Fault("lost character", "holds a mark that stands for a lost letter", "Write the letter again from the source.")
EMPTY_IS_UNKNOWN = "Leave the cell empty if unknown."


def cleaned(text: str) -> tuple[str, tuple[Fault, ...]]:
    """The text in Unicode form NFC without white space around it (spaces, NBSP, zero width), and what was
    changed."""
    if text.isascii() and text.isprintable():
        bare = text.strip()
        return bare, () if bare == text else (_WHITE_SPACE,)
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    bare = composed.strip(_EDGES)
    changed = []
    if bare != composed:
        changed.append(_WHITE_SPACE)
    if not unicodedata.is_normalized("NFC", text):
        changed.append(_COMPOSED)
    return bare, tuple(changed)


_WHITE_SPACE = Fault("white space", "had white space around the value", "It was taken off.", "fixed")
_COMPOSED = Fault(
    "unicode form",
    "had letters written as letter plus accent",
    "They were joined (Unicode form NFC).",
    "fixed",
)


def unreadable(text: str) -> Fault | None:
    """The fault of a text that no column accepts, or None."""
    if len(text) * 4 > limits.CELL_BYTES and len(text.encode("utf-8", "replace")) > limits.CELL_BYTES:
        return Fault(
            "cell too long",
            f"is longer than {limits.CELL_BYTES:,} bytes",
            "Shorten it, or check the quotes before it.",
        )
    if text.startswith("#") and _SHEET_ERROR.fullmatch(text):
        return Fault("spreadsheet error", "is an error that a spreadsheet left behind", EMPTY_IS_UNKNOWN)
    if fault := _escaped(text):
        return fault
    if text.isascii() and text.isprintable():
        return _lost(text)
    return _lost(text) or _garbled(text) or control(text) or alike.disguised(text) or (_LOST_LETTER if _LOST_BYTES.search(text) else None)


def control(text: str) -> Fault | None:
    """The fault of a text that holds a control or direction character, or None."""
    found = _CONTROL.search(text)
    if found:
        return Fault(
            "control character",
            f"holds the control character {_code(found)}",
            "Delete it: it is not seen on a screen.",
        )
    found = _DIRECTION.search(text)
    if found:
        advice = "Delete it: it can make a text look like another one."
        return Fault("direction character", f"holds the writing direction character {_code(found)}", advice)
    return None


def _code(found: re.Match) -> str:
    place = found.start() + 1
    return f"U+{ord(found[0]):04X} at its character {place}"


def _escaped(text: str) -> Fault | None:
    """The fault of a text that came out of a web page or a program with its letters still written as codes."""
    spelt = text if "://" in text or not _CODES.search(text) else _spelt(text)
    if spelt == text and not _ESCAPE.search(text):
        return None
    meant = html.unescape(re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), spelt))
    return Fault("garbled text", "holds letters written as codes", f'Write "{meant[: limits.SHOWN]}", if that is meant.')


def _spelt(text: str) -> str:
    """The text with the codes of letters turned into letters."""
    for codes, letters in ((_BYTES, _decoded), (_POINTS, _pointed), (_OCTAL, _octal), (_UTF7, _shifted), (_SLASHES, r"\1")):
        text = codes.sub(letters, text)
    return text


def _pointed(found: re.Match) -> str:
    """The letter of a code point, or the code where it is none."""
    number = int(next(filter(None, found.groups())), 16)
    return chr(number) if 0xA0 <= number < 0x110000 and chr(number).isprintable() else found[0]


def _octal(found: re.Match) -> str:
    return _or_as_it_is(found[0], lambda codes: bytes(int(code, 8) for code in codes.split("\\")[1:]).decode())


def _shifted(found: re.Match) -> str:
    """The letters of a piece of UTF-7; the piece where it is none, as in B+C-."""
    told = _or_as_it_is(found[0], lambda piece: piece.encode().decode("utf-7"))
    return told if told.isalpha() and not told.isascii() else found[0]


def _or_as_it_is(codes: str, read: Callable[[str], str]) -> str:
    try:
        return read(codes)
    except ValueError:
        return codes


def _decoded(found: re.Match) -> str:
    """The letters that bytes written as codes spell, or the codes where they spell none."""
    return _or_as_it_is(found[0], lambda codes: bytes.fromhex(re.sub(r"[%=]|\\x", "", codes)).decode())


def _garbled(text: str) -> Fault | None:
    meant = garbled.meant(text)
    if meant is None:
        return None
    meant = meant.replace("\ufeff", "")
    says = "looks like text read in the wrong encoding"
    return Fault("garbled text", says, f'Write "{meant[: limits.SHOWN]}", if that is meant.')


def _lost(text: str) -> Fault | None:
    if _LOST.search(text) or "?" in text and "://" not in text and _LOST_IN_WORD.search(text):
        return _LOST_LETTER
    return None


def placeholder_in_text(text: str) -> Fault | None:
    """The doubt about `N/A`, `TBD`, `-`, `???` and their like in a column of text, where they are kept: somebody may be called so."""
    if text.casefold() not in PLACEHOLDERS_IN_TEXT and any(unicodedata.category(sign)[0] not in "PZ" and sign != "~" for sign in text):
        return None
    return Fault("placeholder", "stands for no value, and readers would see it", EMPTY_IS_UNKNOWN, "warn")


def placeholder(text: str) -> Fault | None:
    """The fault of `N/A`, `-`, `null` and their like in a column that holds no text, or None."""
    if text.casefold() not in _PLACEHOLDERS:
        return None
    return Fault("placeholder", "is not a value", EMPTY_IS_UNKNOWN)
