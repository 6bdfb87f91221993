"""Workbooks as offices send them, made in a test: of the table `members` of the contracts' tests, with `crops` beside it."""

import io
import zipfile
from pathlib import Path

import openpyxl

from ocop.intake import layout
from tests.contracts.tables import CROPS, MEMBERS, SOUND

NEW = {**SOUND, "iso3": "UGA", "known_on": "2024-05-02"}
HEAD = list(SOUND)


def base(folder: Path) -> Path:
    """A folder of two sound tables."""
    folder.mkdir()
    crops = [("crop_id", "country", "hectares"), ("c1", "Türkiye", "2")]
    for name, contract, rows in (("members", MEMBERS, [HEAD, SOUND.values()]), ("crops", CROPS, crops)):
        (folder / f"{name}.toml").write_text(contract, encoding="utf-8")
        (folder / f"{name}.csv").write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def book(*rows: dict, sheet: str = "Members", head: list[str] | None = None, first: str = "members", shape=None, more: dict | None = None) -> bytes:
    """A workbook of the template with these new rows, each told as what differs from a sound one; `shape` may do more to its sheet."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = sheet
    head = HEAD if head is None else head
    page.append([first, *("in words" for _name in head)])
    page.append([layout.MARK, *head])
    for row in rows:
        page.append([None, *((NEW | row)[name] for name in head)])
    for name, lines in (more or {}).items():
        other = made.create_sheet(name)
        for line in lines:
            other.append(line)
    if shape:
        shape(page)
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def repacked(content: bytes, change=lambda name, data: data, more: dict[str, bytes] | None = None) -> bytes:
    """The same archive with parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()
