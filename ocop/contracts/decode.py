"""From the bytes of a CSV file to its text, or the reason why not. Nothing is guessed: an encoding is told
by its mark, is UTF-8 without an error, or is Windows-1252 only where the country names in the file prove
it.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from .problems import Fault

_MARKS = (  # the longer mark first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_MAGIC = (
    (b"PK\x03\x04", "a zip archive (an .xlsx workbook is one)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"PAR1", "a Parquet file"),
    (b"ARROW1", "an Arrow file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.xls)"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"version https://git-lfs", "a pointer to a file that was not fetched"),
)
_STARTS = (  # of texts of other kinds, blanks before them left out
    ((b"<!doctype html", b"<html", b"<?xml", b"<table", b"<head", b"<body", b"<div"), "a web page"),
    ((b"[{", b'{"', b"[[", b"{\r\n", b"{\n", b"[\n", b"[\r\n"), "a JSON document"),
    ((b"insert into", b"create table", b"select "), "a text of SQL"))
EMPTY = Fault("empty file", "the file is empty", "Put the header and the rows back.")
_AS_UTF8 = 'Save the file as "CSV UTF-8 (comma separated)".'


@dataclass(frozen=True)
class Decoded:
    """The text (None: refused) and the findings, each with its line or None."""

    text: str | None
    findings: tuple[tuple[int | None, Fault], ...] = ()


def decode(data: bytes, proves: Callable[[str], bool]) -> Decoded:
    """The text of a CSV file. `proves` says of a text read as Windows-1252 whether its country names are
    right."""
    if kind := foreign(data):
        return _refused("not a csv file", f"is {kind}, not a CSV file", _AS_UTF8)
    decoded = _marked(data) or _unmarked(data, proves)
    if decoded.text is not None and not decoded.text.strip("\r\n\t ,;\ufeff"):
        return Decoded(None, ((None, EMPTY),))
    return decoded


def foreign(data: bytes) -> str | None:
    """What the file really is, if its first bytes are those of another format."""
    known = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return known or next((kind for starts, kind in _STARTS if start.startswith(starts)), None)


def _refused(rule: str, says: str, advice: str, line: int | None = None) -> Decoded:
    return Decoded(None, ((line, Fault(rule, says, advice)),))


def _marked(data: bytes) -> Decoded | None:
    known = next((known for known in _MARKS if data.startswith(known[0])), None)
    if known is None:
        return None
    mark, codec, name = known
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if name == "UTF-8":
            return _not_utf8(data, error.start + len(mark))
        return _refused("encoding", f"is marked as {name} but broken at byte offset {error.start}", _AS_UTF8)
    if name == "UTF-8":
        return Decoded(
            text,
            ((None, Fault("byte order mark", "began with a byte order mark", "It was taken off.", "fixed")),),
        )
    return Decoded(text, ((None, Fault("encoding", f"was read as {name}", _AS_UTF8, "fixed")),))


def _unmarked(data: bytes, proves: Callable[[str], bool]) -> Decoded:
    if _has_zero_halves(data):
        return _refused("encoding", "seems to be UTF-16 without a byte order mark", _AS_UTF8)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        offset = error.start
    if _is_cut(data, offset):
        line = _line_at(data, offset)
        says = "ends in the middle of a letter, so the file was cut off"
        return _refused("file cut off", says, "Fetch it again, or save it anew from its source.", line)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return _not_utf8(data, offset)
    if not proves(text):
        return _not_utf8(data, offset)
    return Decoded(text, ((None, Fault("encoding", "was read as Windows-1252", _AS_UTF8, "fixed")),))


def _has_zero_halves(data: bytes) -> bool:
    """Every second byte is mostly zero: Latin text in two bytes a letter."""
    half = max(len(data[:2000]) // 2, 1)
    return len(data) > 3 and max(data[:2000:2].count(0), data[1:2000:2].count(0)) > 0.4 * half


def _is_cut(data: bytes, offset: int) -> bool:
    """Whether all is UTF-8 but the last few bytes, which begin a letter and do not end it."""
    try:
        data[offset:].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data" and error.end == len(data) - offset
    return False


def _line_at(data: bytes, offset: int) -> int:
    before = data[:offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _not_utf8(data: bytes, offset: int) -> Decoded:
    says = f"byte 0x{data[offset]:02X} at offset {offset} is not UTF-8"
    return _refused("encoding", says, _AS_UTF8, _line_at(data, offset))
