"""The workbook that an office fills in: made from the contracts alone, one sheet for each table.

Every cell is text, so that no spreadsheet turns a day, a code or a number into something else. Rows on record are grey and locked; below them
new rows are written, with a list to choose from where only some words are allowed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ocop import review, theme
from ocop.contracts import Column, Contract
from ocop.contracts.asks import rule
from ocop.contracts.contract import WITHDRAWN
from ocop.intake import layout, onrecord
from ocop.intake.onrecord import Row
from ocop.office import monitor
from ocop.report.still import moment, still
from ocop.report.words import label, places
from ocop.store import Store
from ocop.texts import _, day, n_

PERIOD = re.compile(r"[0-9]{4}(-H[12]|-(0[1-9]|1[0-2]))?")
SHOWN = 500  # rows on record that a sheet shows, the last ones
LISTED = 5_000  # codes of a list to choose from
CELL = 32_000  # signs that a cell of a workbook holds
COLOURS = {"record": "#E7E9EC", "record text": "#5B6470", "needed": "#FFF4CE"}


class TemplateProblem(review.ReviewProblem):
    """A workbook that cannot be made; the text says why, and what to do."""


@dataclass
class Book:
    """A workbook in the making: its looks, and where each list of codes stands."""

    file: xlsxwriter.Workbook
    contracts: Mapping[str, Contract]
    looks: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)  # "table.column" -> the cells of its codes


def workbook(opened: Store, tables: Sequence[str], region: str | None = None, country: str | None = None, period: str | None = None,
             coming: Mapping[str, list[Row]] = {}) -> bytes:
    """The workbook for some tables, a region or a country, a period. Equal calls give equal bytes. `coming`: rows that were handed in and are on
    no record yet, whose keys are not free. Raises TemplateProblem."""
    asked = wanted(opened, tables, region, country, period)
    contracts = {name: opened.contracts[name] for name in opened.contracts}
    rows = {name: onrecord.rows_of(opened.folder, contract) for name, contract in contracts.items()}
    now = {name: onrecord.standing(contracts[name], rows[name]) for name in rows}
    shown = onrecord.of_place(contracts, {name: now[name] for name in {*asked, "places"}}, region, country)
    if "sources" in asked and (region or country):
        cited = onrecord.referred(contracts, {name: shown[name] for name in asked if name != "sources"}, "sources")
        shown["sources"] = [row for row in now["sources"] if row["source_id"] in cited]
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as file:
        file.set_properties({"title": _("Template of {monitor}").format(monitor=monitor()), "author": monitor(), "created": moment(opened.last_day)})
        book = Book(file, contracts)
        book.looks = looks(file)
        about = file.add_worksheet(layout.README)
        pages = {name: file.add_worksheet(contracts[name].title[: layout.LONGEST_NAME]) for name in asked}
        lists(book, file.add_worksheet(layout.LISTS), asked, now, region, country)
        kept = {name: [row for row in shown[name] if in_period(contracts[name], row, period)][-SHOWN:] for name in asked}
        if "sources" in kept:
            book.lists["sources.source_id"] = of_sheet(contracts["sources"], len(kept["sources"]))
        for name, page in pages.items():
            sheet(book, page, contracts[name], kept[name], [*rows[name], *coming.get(name, ())])
        explain(book, about, opened, asked, place_named(opened, region, country), period)
    return still(out.getvalue(), opened.last_day)


def wanted(opened: Store, tables: Sequence[str], region: str | None, country: str | None, period: str | None) -> list[str]:
    """The tables to make sheets of: those asked for, and the sources that their rows must name. Raises TemplateProblem."""
    if strange := [name for name in tables if name not in opened.contracts]:
        raise TemplateProblem(_("{name} is no table. Tables are {tables}.").format(name=repr(strange[0][:40]), tables=", ".join(opened.contracts)))
    if not tables:
        raise TemplateProblem(_("Name at least one table. Tables are {tables}.").format(tables=", ".join(opened.contracts)))
    if period is not None and not PERIOD.fullmatch(period):
        raise TemplateProblem(_("{word} is not a period. Write a half-year as 2025-H1, a year as 2025 or a month as 2025-03.").format(
            word=repr(period[:40])))
    review.scope(opened, region, country)
    cites = any((column.references or "").startswith("sources.") for name in tables for column in opened.contracts[name].columns.values())
    return list(dict.fromkeys([*tables, *(["sources"] if cites and "sources" in opened.contracts else [])]))


def in_period(contract: Contract, row: Row, period: str | None) -> bool:
    """Whether a row speaks of a day up to the end of a period, or of none."""
    written = row.get(contract.happened_on or "", "")
    if not (period and written):
        return True
    end = f"{period[:4]}-{'06' if period.endswith('H1') else '12'}" if "H" in period or len(period) == 4 else period
    return written[:7] <= end


def looks(file: xlsxwriter.Workbook) -> dict[str, Any]:
    """The looks of cells. Text throughout: what is typed stays as it was typed."""
    font: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "valign": "top", "num_format": "@"}
    head = {**font, "bold": True, "font_color": "#FFFFFF", "bg_color": theme.DEEP["light"], "text_wrap": True, "valign": "vcenter"}
    edge = {"border": 1, "border_color": "#C9CED6"}
    return {"head": file.add_format(head), "code": file.add_format({**font, "italic": True, "bg_color": "#DDE5EE", **edge}),
            "record": file.add_format({**font, "bg_color": COLOURS["record"], "font_color": COLOURS["record text"], **edge}),
            "entry": file.add_format({**font, "locked": False, **edge}),
            "needed": file.add_format({**font, "locked": False, "bg_color": COLOURS["needed"], **edge}),
            "title": file.add_format({**font, "font_size": 15, "bold": True, "font_color": theme.DEEP["light"]}),
            "bold": file.add_format({**font, "bold": True}), "plain": file.add_format({**font, "text_wrap": True})}


def lists(book: Book, page: Worksheet, asked: Iterable[str], now: Mapping[str, list[Row]], region: str | None, country: str | None) -> None:
    """The codes to choose from, each with its name: of closed lists, and of the registers that columns refer to."""
    page.write_string(0, 0, _("Codes to choose from, with what they stand for"), book.looks["bold"])
    page.freeze_panes(layout.CODES_ROW, 0)
    page.protect()
    here = onrecord.places_in(now["places"], region, country) if region or country else set()
    at = 0
    for name in asked:
        for column in book.contracts[name].columns.values():
            where = f"{name}.{column.name}" if column.allowed else column.references or ""
            pairs = choices(book, column, now, here)
            if not pairs or where in book.lists or len(pairs) > LISTED:
                continue
            page.write_string(layout.CODES_ROW - 1, at, where, book.looks["head"])
            page.write_string(layout.CODES_ROW - 1, at + 1, _("Stands for"), book.looks["head"])
            for line, (code, words) in enumerate(pairs, layout.CODES_ROW):
                page.write_string(line, at, code, book.looks["record"])
                page.write_string(line, at + 1, words[:CELL], book.looks["record"])
            letter = xl_col_to_name(at)
            book.lists[where] = f"='{layout.LISTS}'!${letter}${layout.CODES_ROW + 1}:${letter}${layout.CODES_ROW + len(pairs)}"
            page.set_column(at, at + 1, 24)
            at += 2


def choices(book: Book, column: Column, now: Mapping[str, list[Row]], here: set[str]) -> list[tuple[str, str]]:
    """The codes that a cell may hold with their names: of places, those of the region or country that the workbook is for."""
    if column.type == "flag":
        return []
    if column.allowed:
        return [(str(value), column.label(value)) for value in column.allowed]
    table, _dot, name = (column.references or "").partition(".")
    if not table or table == "sources":  # a new source is named on its own sheet
        return []
    rows = [row for row in now[table] if row[name] and (table != "places" or not here or row[name] in here)]
    words = next((word for word in ("name", "title", "project", "statement") if word in book.contracts[table].columns and word != name), name)
    return [(row[name], row[words]) for row in rows]


def of_sheet(contract: Contract, rows: int) -> str:
    """The cells of the keys on the sheet of a table: those on record, and those that the office writes below them."""
    name, letter = contract.title[: layout.LONGEST_NAME].replace("'", "''"), xl_col_to_name(list(contract.columns).index(contract.key[0]) + 1)
    return f"='{name}'!${letter}${layout.FIRST_ROW}:${letter}${layout.FIRST_ROW + rows + layout.ENTRY_ROWS - 1}"


def sheet(book: Book, page: Worksheet, contract: Contract, rows: list[Row], all_rows: list[Row]) -> None:
    """One table: headings in words and in codes, the rows on record, empty rows below them."""
    columns = [column for column in contract.columns.values() if column.name != WITHDRAWN.name] + [
        column for column in contract.columns.values() if column.name == WITHDRAWN.name]
    page.write_string(layout.WORDS_ROW - 1, 0, contract.name, book.looks["head"])
    page.write_string(layout.CODES_ROW - 1, 0, layout.MARK, book.looks["code"])
    page.write_comment(0, 0, _("The name of the table. A row that begins with \"{mark}\" is there to be read: it is not taken again. New rows begin "
                               "below, with nothing in this column.").format(mark=layout.ON_RECORD), {"x_scale": 2})
    first = layout.FIRST_ROW - 1 + len(rows)
    for at, column in enumerate(columns, 1):
        head(book, page, at, contract, column, all_rows)
        look = book.looks["needed" if column.required or column.name in contract.key else "entry"]
        page.set_column(at, at, min(max(len(column.name) + 4, 14 if column.allowed or column.is_dated else 18), 34), look)
        choose(book, page, at, first, contract, column)
    for line, row in enumerate(rows, layout.FIRST_ROW - 1):
        cells = [row[column.name] for column in columns]
        for at, text in enumerate([layout.marked(cells), *cells]):
            page.write_string(line, at, text[:CELL], book.looks["record"])
    page.set_column(0, 0, 20, book.looks["record"])
    page.freeze_panes(layout.CODES_ROW, 2)
    page.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(first + layout.ENTRY_ROWS, len(columns))}"})
    page.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True})
    page.set_row(layout.WORDS_ROW - 1, 30)


def head(book: Book, page: Worksheet, at: int, contract: Contract, column: Column, all_rows: list[Row]) -> None:
    """The two headings of a column, and its rule as a comment."""
    page.write_string(layout.WORDS_ROW - 1, at, label(column.name) + (" *" if column.required or column.name in contract.key else ""),
                      book.looks["head"])
    page.write_string(layout.CODES_ROW - 1, at, column.name, book.looks["code"])
    lines = rule(contract, column)
    if column.name == contract.key[-1] and (free := onrecord.next_key(contract, all_rows)):
        lines.append(_("The next free one is {key}. To correct a row on record, write its own here and the later day on which that became known.")
                     .format(key=free))
    page.write_comment(layout.CODES_ROW - 1, at, "\n".join(lines), {"x_scale": 2.2, "y_scale": 0.5 + 0.3 * len(lines), "author": monitor()})


def choose(book: Book, page: Worksheet, at: int, first: int, contract: Contract, column: Column) -> None:
    """What a spreadsheet itself holds new cells to: a list to choose from, the length of a day."""
    cells = (first, at, first + layout.ENTRY_ROWS - 1, at)
    is_source = (column.references or "").startswith("sources.")
    where_listed = book.contracts["sources"].title[: layout.LONGEST_NAME] if is_source else layout.LISTS
    said = {"error_title": column.name, "error_message": _("Choose one of the codes of the sheet {lists}.").format(lists=where_listed)}
    where = f"{contract.name}.{column.name}" if column.allowed else column.references or ""
    if column.type == "flag":
        page.data_validation(*cells, {"validate": "list", "source": ["true", "false"], **said})
    elif where in book.lists:
        page.data_validation(*cells, {"validate": "list", "source": book.lists[where], **said,
                                      "error_type": "warning" if column.list or column.references else "stop"})
    elif column.is_dated:
        cell = xl_rowcol_to_cell(first, at)
        lengths = f"=OR({', '.join(f'LEN({cell})={length}' for length in ((10,) if column.type == 'day' else (4, 7, 10)))})"
        page.data_validation(*cells, {"validate": "custom", "value": lengths, "error_type": "warning", "error_title": column.name,
                                      "error_message": _("Write a day as text: 2025, 2025-08 or 2025-08-01.")})


def place_named(opened: Store, region: str | None, country: str | None) -> str:
    """The place that the workbook is for, in words."""
    code = country or region
    return f"{places(opened).get(code, code)} ({code})" if code else _("World")


def explain(book: Book, page: Worksheet, opened: Store, asked: Sequence[str], place: str, period: str | None) -> None:
    """The sheet that explains: what to do, what each sheet holds, of which data the workbook was made."""
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 110)
    page.hide_gridlines(2)
    page.write_string(0, 0, _("Template of {monitor}").format(monitor=monitor()), book.looks["title"])
    facts = [(_("For"), place), (_("Period"), period or _("any")), (_("Made of the data of"), day(opened.last_day)),
             (_("Data"), opened.fingerprint[:12]),
             (_("What to do"), _("Write new rows below the grey ones, one for each thing that a public source says. Yellow columns must be filled. "
                                 "A column's rule stands in the comment at its code, in the second row.")),
             (_("Grey rows"), _("They are on record already, and are not taken again. To correct one, write a new row with the same key and the "
                                "later day on which that became known; to take one back, write true under is_withdrawn as well.")),
             (_("Days"), _("Write days as text: 2025-08-01, or 2025-08 or 2025 where no more is known. All cells are text, so that no spreadsheet "
                           "turns a day into a number.")),
             (_("Sources"), _("Every row names a source. One that is not on record yet gets a row on the sheet of sources.")),
             (_("Not taken"), _("Formulas, links to other workbooks and macros. Paste values alone.")),
             *((contract.title, f"{contract.about} {_('One row is')}: {contract.grain.removeprefix('one row per ')}.")
               for contract in (book.contracts[name] for name in asked))]
    for line, (head_, text) in enumerate(facts, 2):
        page.write_string(line, 0, head_, book.looks["bold"])
        page.write_string(line, 1, text, book.looks["plain"])
        page.set_row(line, 14 * (1 + len(text) // 105))
    page.write_string(len(facts) + 3, 0, n_("{n} sheet to fill in", "{n} sheets to fill in", len(asked)).format(n=len(asked)), book.looks["bold"])
    page.protect()
