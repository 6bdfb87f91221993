"""Finds UTF-8 that was once read in another encoding (`CÃ´te`, `dâ€™Ivoire`, `C√¥te`, `TĂĽrkiye`), anywhere in a text.

A run of letters outside ASCII is turned back into the bytes that it would be in each of the encodings in question; where those bytes
are one piece of sound UTF-8 that spells letters or marks which people write, the run was read twice. Nothing is mended here: the caller
gets the text that is probably meant, for advice. ftfy 6.3 was tried beside it: it takes half a second to import and misses the
central European and DOS readings.
"""

import re
from functools import cache, partial

_ENCODINGS = ("cp1252", "mac-roman", "cp1250", "cp1251", "cp1254", "cp437", "cp850")
_FOREIGN = ("cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "koi8-r", "cp866",
            "gb18030", "cp932", "big5", "cp949", "euc-jp", "cp852", "cp775", "mac-latin2")  # other scripts
_FOREIGN_RUN = re.compile("(?<=[A-Za-z])[^\x00-\x7f]{1,8}(?=[a-z])|(?<=[a-z])[^\x00-\x7f]{1,8}")
_QUOTES = "«»“”‘’„‚–—…\xa0¿¡·"
_RUN = re.compile("[^\x00-\x7f]{2,}")
_LONG = 4_000  # letters of a run that are looked at; a longer one is a text of its own script
_CLOSING = frozenset("”’»›–—…")
_LOST_END = re.compile("(?<=[a-z])[ÃÂ](?=[ .,;:)]|$)")  # à, whose second byte is a blank that was taken off or became another
_DOS = re.compile("(?<=[A-Za-z])[‚ˆ‰](?=[a-z])")  # é, ê, ë of DOS read as Western: these signs stand in no word
_DOS_LETTER = re.compile("(?<=[A-Za-z])[‚…‡ˆ‰Š‹Œ“”–—]|[‚‡ˆ‰](?=[a-z])")
_LOST_BLANK = re.compile("(?<=[0-9ß-öø-ÿ])Â(?= )")  # a blank that does not break, whose second byte became a common blank
_CONTROLS = {byte: bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xA0)}  # what they are in the encoding that was meant
_MARKS = frozenset("\ufeff‐‑‒–—‘’‚“”„†‡•…‰′″‹›€™−×÷")
_LATIN = ((0xA0, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x218, 0x21B), (0x1E00, 0x1EFF))
_OTHER = (  # scripts of which one letter alone is no evidence, where it takes two bytes
    (0x370, 0x3FF), (0x400, 0x45F), (0x490, 0x4FF), (0x531, 0x58A), (0x5D0, 0x5EA), (0x60C, 0x6D3),
    (0x900, 0xDFF), (0xE01, 0xEDF), (0xF00, 0xFFF), (0x1000, 0x10FF), (0x1200, 0x137F), (0x1780, 0x17FF),
    (0x3001, 0x30FF), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xFF01, 0xFFEE),
)  # fmt: skip


def meant(text: str) -> str | None:
    """What the text probably said before it was read in the wrong encoding, else None."""
    if text.isascii():
        return None
    once = _turned_back(text)
    if once is None:
        if _DOS.search(text):
            return _DOS_LETTER.sub(lambda sign: sign[0].encode("cp1252").decode("cp850"), text)
        mended = _LOST_BLANK.sub("", _LOST_END.sub("à", text))
        return mended if mended != text else None
    return meant(once) or once  # a text may have been read wrongly twice


def _turned_back(text: str) -> str | None:
    """The text with each garbled run turned back, in the first encoding that explains one; None if there is none."""
    for encoding in _ENCODINGS:
        told = _RUN.sub(partial(_told, encoding=encoding), text)
        if told != text:
            return told
    for encoding in _FOREIGN:
        told = _FOREIGN_RUN.sub(partial(_told_of_latin, encoding=encoding), text)
        if told != text and not any(sign.isalpha() and not _within(sign, _LATIN) for sign in told if sign > "\x7f"):
            return told
    return None


def _told_of_latin(run: re.Match, encoding: str) -> str:
    """The Latin letters that signs of another script within a Latin word spell, or the signs themselves."""
    try:
        told = run[0].encode(encoding).decode("utf-8")
    except UnicodeError:
        return run[0]
    return told if all(_within(sign, _LATIN) and sign.isalpha() for sign in told) else run[0]


def _told(run: re.Match, encoding: str) -> str:
    """What a run says once turned back, or the run itself."""
    written = run[0]
    if len(written) > _LONG or len(written) == 2 and written[1] in _CLOSING and not (_is_within_a_word(run) or _stands_alone(run)):
        return written
    told = _as_utf8(written, encoding)
    if told is None and (bare := written.strip(_QUOTES)) != written and len(bare) > 1:  # a good quote or dash beside a garbled word
        inner = _as_utf8(bare, encoding)
        told = written.replace(bare, inner) if inner and _is_within_a_word(run) else None
    return told or written


def _is_within_a_word(run: re.Match) -> bool:
    """Whether small letters stand beside the run: `Ã…land` is garbled, `“MANHÃ”` and `Ä–Z` are not."""
    text = run.string
    return text[run.end() : run.end() + 1].islower() or text[run.start() - 1 : run.start()].islower()


def _stands_alone(run: re.Match) -> bool:
    """Whether blanks or digits stand on both sides: `3 Ã— 4` is garbled; no word is a capital Ã or Â."""
    text = run.string
    sides = (text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1])
    return run[0][0] in "ÃÂ" and all(not side or side.isspace() or side.isdigit() for side in sides)


@cache
def _bytes_of(encoding: str) -> dict[str, int]:
    """The byte of each character above ASCII; a byte that the encoding leaves open stands for itself."""
    table = {}
    for byte in range(0x80, 0x100):
        sign = bytes([byte]).decode(encoding, "replace")
        table[chr(byte) if sign == "\ufffd" else sign] = byte
    return {chr(byte): byte for byte in range(0x80, 0xA0)} | table if encoding == "cp1252" else table


def _as_utf8(run: str, encoding: str) -> str | None:
    """The run as the UTF-8 that it was, if it was."""
    table = _bytes_of(encoding)
    if not all(map(table.__contains__, run)):
        return None
    try:
        told = bytes(map(table.__getitem__, run)).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if _is_written(told, run):
        return told
    windows = told.translate(_CONTROLS)
    return _as_utf8(told, encoding) or (windows if windows != told and _is_written(windows, run) else None)


def _is_written(told: str, run: str) -> bool:
    """Whether people write this: letters of known scripts and marks."""
    other = sum(_within(sign, _OTHER) for sign in told)
    known = all(sign in _MARKS or _within(sign, _LATIN) or _within(sign, _OTHER) for sign in told)
    return known and not (other == 1 and len(run) <= 3)  # « indéterminé » has the bytes of one Chinese letter


def _within(sign: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(sign) <= high for low, high in ranges)
