"""Office files without a clock: the same parts give the same bytes.

Libraries stamp the hour into archives and core properties; both are set to the day of the report. Parts are stored in the
order in which the library wrote them, workbooks inside charts are treated alike.
"""

import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO

PRESSED = (".docx", ".pptx", ".xlsx")
OLDEST = (1980, 1, 1, 0, 0, 0)
STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def moment(day: date) -> datetime:
    """Midnight of the report's day, without a zone, as office libraries want it."""
    return datetime(day.year, day.month, day.day)


def archived(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP of these files in this order; office files inside are not pressed a second time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            kind = zipfile.ZIP_STORED if name.endswith(PRESSED) else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, OLDEST), content, kind, 6)
    return out.getvalue()


def still(made: bytes, day: date) -> bytes:
    """The same archive with no time of its own in it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in archive.infolist():
            copy.writestr(zipfile.ZipInfo(part.filename, OLDEST), settled(part.filename, archive.read(part), day),
                          zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def settled(name: str, content: bytes, day: date) -> bytes:
    """One part: a workbook inside is made still as well, a core property carries the day of the report."""
    if name.endswith(".xlsx"):
        return still(content, day)
    if name == "docProps/core.xml":
        return STAMPS.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode() + rb"\g<3>", content)
    return content
