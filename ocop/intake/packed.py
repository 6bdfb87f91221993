"""Judges the archive that a workbook is before anything opens it: how many parts, how large, how hard they are pressed, and whether one of them
could act (macros, links to other files, embedded objects, entities of XML)."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from ocop.intake import limits
from ocop.intake.found import Found

ACTING = {  # beginnings of the names of parts -> what they are
    "xl/vbaproject": "macros", "xl/macrosheets/": "macros", "xl/dialogsheets/": "dialogue sheets", "xl/externallinks/": "links to other workbooks",
    "xl/embeddings/": "embedded files", "xl/activex/": "controls", "xl/connections": "connections to other data", "xl/querytables/":
    "connections to other data", "xl/customui": "menus of its own", "customui/": "menus of its own", "xl/model/": "a data model"}
VALUES = "Copy the values alone into the template (Paste special, Values) and save it as .xlsx."
_OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def judged(content: bytes) -> list[Found]:
    """Everything for which the archive is not opened as a workbook; none: it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return list(_sizes(archive)) or list(_parts(archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, RuntimeError, ValueError, EOFError) as error:
        return [of_file("corrupt file", f"cannot be unpacked ({str(error)[:100] or type(error).__name__})", "Save it anew, and send it again.")]


def of_file(rule: str, says: str, advice: str) -> Found:
    """A finding about the file as a whole."""
    return Found("the file", "", rule, says, advice)


def _sizes(archive: zipfile.ZipFile) -> Iterator[Found]:
    """What the list of parts says; a part is never read beyond the size that it says."""
    parts = archive.infolist()
    if len(parts) > limits.ENTRIES:
        yield of_file("too many parts", f"is an archive of {len(parts):,} parts, and a workbook has at most {limits.ENTRIES}", VALUES)
    if any(part.flag_bits & 1 for part in parts):
        yield of_file("protected by a password", "is encrypted", "Save it without a password, and send it again.")
    if twice := [name for name, n in Counter(part.filename.casefold() for part in parts).items() if n > 1]:
        yield of_file("corrupt file", f'holds the part "{twice[0][:60]}" more than once', "Save it anew, and send it again.")
    total = sum(part.file_size for part in parts)
    if total > limits.UNPACKED_BYTES or any(part.file_size > limits.PART_BYTES for part in parts):
        says = f"unpacks to {total:,} bytes, and no more than {limits.UNPACKED_BYTES:,} in all and {limits.PART_BYTES:,} in one part are read"
        yield of_file("file too large", says, "Split it, or delete what the template does not ask for.")
    for part in parts:
        if part.file_size > limits.RATIO_FROM and part.file_size > limits.RATIO * max(part.compress_size, 1):
            says = f'is pressed more than {limits.RATIO} times in the part "{part.filename[:60]}"'
            yield of_file("pressed too hard", says, VALUES)
            break


def _parts(archive: zipfile.ZipFile) -> Iterator[Found]:
    """What the parts are, and what they hold that could act."""
    names = {part.filename.casefold().lstrip("/"): part for part in archive.infolist()}
    if "xl/workbook.xml" not in names:
        advice = "Send the template saved as Excel workbook (.xlsx), or a table as CSV."
        yield of_file("not a workbook", f"is {_other(names)}, not a workbook", advice)
        return
    for what in dict.fromkeys(what for name in names for start, what in ACTING.items() if name.startswith(start)):
        rule = {"macros": "macro", "links to other workbooks": "external link"}.get(what, "foreign part")
        yield of_file(rule, f"holds {what}", VALUES)
    for name, part in names.items():
        if name.endswith((".xml", ".rels", ".vml")):
            data = archive.read(part).replace(b"\0", b"")  # of UTF-16 the letters
            if _ENTITY.search(data):
                yield of_file("entities", f'declares entities in the part "{part.filename[:60]}"', VALUES)
            if name.endswith(".rels"):
                yield from _outside(part.filename, data)
            if name == "[content_types].xml" and b"macroenabled" in data.lower() and not any(one.startswith("xl/vbaproject") for one in names):
                yield of_file("macro", "is a workbook for macros", "Save it as Excel workbook (.xlsx).")


def _outside(name: str, data: bytes) -> Iterator[Found]:
    """References of a part to things outside of the workbook; a link in a cell is text that nobody follows."""
    for found in _OUTSIDE.findall(data):
        if b"/hyperlink" not in found:
            yield of_file("external link", f'refers to another file in the part "{name[:60]}"', VALUES)
            return


def _other(names: dict) -> str:
    """What an archive is that is no workbook of this kind."""
    kinds = {"word/document.xml": "a Word document", "ppt/presentation.xml": "a presentation", "xl/workbook.bin": "a binary workbook (.xlsb)",
             "content.xml": "an OpenDocument file (.ods)", "index/document.iwa": "a document of Numbers"}
    return next((kind for part, kind in kinds.items() if part in names), "a ZIP archive")
