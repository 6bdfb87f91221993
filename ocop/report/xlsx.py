"""A report as a workbook: one sheet per table with codes and labels, live totals, sources, and what it is about.

Every text is written as a string cell, so no text of data is ever run as a formula or followed as a link. The only formulas
are the totals, and only over columns that the plan says may be added.
"""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ocop import theme
from ocop.corrections import columns
from ocop.office import monitor
from ocop.queries import Result
from ocop.report.citations import Citations
from ocop.report.shape import Report, Section
from ocop.report.still import moment, still
from ocop.report.words import CODED, clean, decoded, form, label, listed, sign_name, status
from ocop.rounding import decimals, exactly
from ocop.texts import _, day, spoken

HEAD_ROW = 4
HEIGHT = 13.5  # points of one line
WIDEST = 60  # characters across; longer texts wrap, and their row grows
LONGEST = 32_000  # characters that a cell of a workbook holds
MOST_DECIMALS = 12
NUMBERS = {  # what stands before and after the decimals
    "number": ("#,##0", ""), "total": ("#,##0", ""), "percent": ("0", "%"), "money": ('"USD" #,##0', "")}
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")


def render(report: Report) -> bytes:
    """The workbook; equal reports give equal bytes."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": report.title, "subject": report.subtitle, "author": monitor(),
                             "comments": report.stamp.words, "created": moment(report.stamp.as_of)})
        looks = formats(book)
        names = Names()
        about(book.add_worksheet(names.new(_("About"))), report, looks)
        seen: set[str] = set()  # an answer that two sections draw on is one sheet
        for section in report.sections:
            if section.tiles:
                headline(book.add_worksheet(names.new(section.heading)), report, section, looks)
            for answer in (one for one in section.answers if one.query.name not in seen):
                seen.add(answer.query.name)
                sheet(book.add_worksheet(names.new(section.heading)), report, section, answer, looks)
        sources(book.add_worksheet(names.new(_("Sources"))), report, looks)
    return still(out.getvalue(), report.stamp.as_of)


class Names:
    """Names of sheets: at most 31 characters, none forbidden, none twice."""

    def __init__(self):
        self.taken: set[str] = set()

    def new(self, heading: str) -> str:
        """A free name after a heading."""
        base = FORBIDDEN.sub(" ", clean(heading)).strip()[:31] or "Sheet"
        name, n = base, 2
        while name.casefold() in self.taken:
            name, n = f"{base[:27]} {n}", n + 1
        self.taken.add(name.casefold())
        return name


def formats(book: xlsxwriter.Workbook) -> dict:
    """The looks of cells, in the house's colours."""
    font = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    line: dict[str, Any] = {"bottom": 1, "bottom_color": theme.GRID["light"]}
    wanted: dict[str, dict[str, Any]] = {
        "title": {"font_size": 15, "bold": True, "font_color": theme.DEEP["light"]},
        "quiet": {"font_color": theme.MUTED["light"]}, "text": {"text_wrap": True, **line}, "plain": {"text_wrap": True},
        "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": theme.DEEP["light"], "text_wrap": True, "valign": "vcenter"},
        "year": {"num_format": "0", **line}, "day": {"num_format": "d mmmm yyyy", **line},
        "total": {"bold": True, "top": 2}, "finding": {"bold": True}}
    made: dict[Any, Any] = {name: book.add_format({**font, **look}) for name, look in wanted.items()}
    for kind, (start, end) in NUMBERS.items():
        for places in range(MOST_DECIMALS + 1):
            look = wanted["total"] if kind == "total" else line
            made[kind, places] = book.add_format({**font, **look, "num_format": f"{start}{'.' * bool(places)}{'0' * places}{end}"})
    return made


def top(page: Worksheet, report: Report, heading: str, finding: str, looks: dict) -> None:
    """Heading, finding and stamp above a table, and the stamp at the foot of each printed page."""
    page.hide_gridlines(2)
    page.write_string(0, 0, heading, looks["title"])
    page.write_string(1, 0, finding[:LONGEST], looks["finding"])
    page.write_string(2, 0, report.stamp.words, looks["quiet"])
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&8" + report.stamp.words.replace("&", "&&")[:230] + "&R&8&P / &N")


def sheet(page: Worksheet, report: Report, section: Section, result: Result, looks: dict) -> None:
    """All columns and rows of one answer: a coded column is followed by its codes."""
    top(page, report, f"{section.heading}: {_(result.query.title)}", clean(result.finding), looks)
    totals = [name for name in section.totals if name in result.columns]
    at = 0
    for name in (name for name in columns(result) if form(name) != "hidden"):
        values = [row[name] for row in result.rows]
        labelled = form(name) in CODED
        readers = [decoded(report.store, form(name), value) if value else None for value in values] if labelled else values
        column(page, at, label(name), name, readers, looks, name in totals)
        at += 1
        if labelled or name == "status":
            codes = [", ".join(map(str, listed(value))) if value else None for value in values]
            column(page, at, _("{label} (code)").format(label=label(name)), "code", codes, looks)
            at += 1
    for i, row in enumerate(result.rows, HEAD_ROW + 1):
        longest = max((len(value) for value in row.values() if isinstance(value, str)), default=0)
        page.set_row(i, HEIGHT * max(1, -(-longest // (WIDEST - 5))))
    finish(page, at, len(result.rows), bool(totals), looks)
    for i, note in enumerate(result.query.notes, HEAD_ROW + len(result.rows) + 3):
        page.write_string(i, 0, clean(_(note))[:LONGEST], looks["quiet"])


def column(page: Worksheet, at: int, head: str, name: str, values: list, looks: dict, total: bool = False) -> None:
    """One column: its head, its cells, and a live total where the plan allows one. A column that holds nothing is there, hidden."""
    page.write_string(HEAD_ROW, at, head, looks["head"])
    kind, widest = form(name), len(head)
    for i, value in enumerate(values, HEAD_ROW + 1):
        widest = max(widest, write(page, i, at, name, kind, value, looks))
    is_empty = bool(values) and all(value is None for value in values)
    page.set_column(at, at, min(max(9, widest * 0.95 + 2), WIDEST), None, {"hidden": is_empty and at > 0})
    if total and values:
        letter = xl_col_to_name(at)
        cells = f"{letter}{HEAD_ROW + 2}:{letter}{HEAD_ROW + 1 + len(values)}"
        known = [value for value in values if exactly(value) is not None]
        page.write_formula(HEAD_ROW + 1 + len(values), at, f"=SUBTOTAL(109,{cells})", looks["total", decimals(known)], sum(known))


def write(page: Worksheet, row: int, at: int, name: str, kind: str, value: object, looks: dict) -> int:
    """One cell in its own type; returns the width of what it shows."""
    if value is None or value == "" or value == []:
        page.write_blank(row, at, None, looks["text"])
        return 1
    if isinstance(value, int | float) and not isinstance(value, bool):
        return write_number(page, row, at, name, kind, value, looks)
    if isinstance(value, date | datetime):
        page.write_datetime(row, at, value, looks["day"])
        return 16
    text = status(str(value)) if name == "status" else day(str(value)) if kind == "day" else clean(spoken(value))
    page.write_string(row, at, text[:LONGEST], looks["text"])
    return min(len(text), WIDEST)


def write_number(page: Worksheet, row: int, at: int, name: str, kind: str, value: float, looks: dict) -> int:
    """One number with as many decimals as it needs, so that 0.004 is not shown as 0 nor a share of 0.996 as 100%; what is no number
    stays empty."""
    number = exactly(value)
    if number is None:
        page.write_blank(row, at, None, looks["text"])
        return 1
    if name == "year":
        look = looks["year"]
    elif kind == "percent":
        look = looks[kind, min(decimals([number * 100], 0, never=(0, 100)), MOST_DECIMALS)]
    else:
        look = looks["money" if kind == "money" else "number", min(decimals([number]), MOST_DECIMALS)]
    page.write_number(row, at, value, look)
    return 12


def finish(page: Worksheet, columns: int, rows: int, total: bool, looks: dict) -> None:
    """Frozen and filtered head, printed on each page; the word of the total row."""
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.repeat_rows(HEAD_ROW)
    if rows and columns:
        page.autofilter(HEAD_ROW, 0, HEAD_ROW + rows, columns - 1)
    if total:
        page.write_string(HEAD_ROW + 1 + rows, 0, _("Total of the rows shown"), looks["total"])


def headline(page: Worksheet, report: Report, section: Section, looks: dict) -> None:
    """Headline figures: name, value in words, value, sign, what stands under it, source."""
    top(page, report, section.heading, report.lead.text, looks)
    columns: dict[str, list] = {_("Figure"): [tile.title for tile in section.tiles], _("In words"): [tile.value for tile in section.tiles],
               _("Value"): [tile.amount for tile in section.tiles], _("Sign"): [sign_name(tile.sign) for tile in section.tiles],
               _("About"): [tile.about for tile in section.tiles], _("Source"): [marks(tile.sources) for tile in section.tiles]}
    for at, (head, values) in enumerate(columns.items()):
        column(page, at, head, "value" if head == _("Value") else "", values, looks)
    finish(page, len(columns), len(section.tiles), False, looks)


def marks(numbers: tuple[int, ...]) -> str:
    """Source numbers as text."""
    return ", ".join(map(str, numbers))


def sources(page: Worksheet, report: Report, looks: dict) -> None:
    """The sources by number, then those of rows that only the workbook holds. Addresses are text: no click follows them."""
    cited = Citations(report.store, {source.source_id: source for source in report.sources})
    for row in (row for section in report.sections for answer in section.answers for row in answer.rows):
        cited.numbers(row)
    top(page, report, _("Sources"), _("Sources that this report names"), looks)
    heads = {_("Number"): "number", _("Source"): "source_id", _("Publisher"): "publisher", _("Published"): "published_on", _("Grade"): "grade",
             _("Address"): "address"}
    for at, (head, name) in enumerate(heads.items()):
        values = [getattr(source, name) for source in cited.sources.values()]
        column(page, at, head, "published_on" if name == "published_on" else "", values, looks)
    finish(page, len(heads), len(cited.sources), False, looks)


def about(page: Worksheet, report: Report, looks: dict) -> None:
    """What the workbook is, for which scope and day, by which rules."""
    top(page, report, report.title, report.lead.text, looks)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 110)
    stamp = report.stamp
    facts = {_("Scope"): stamp.scope, _("Period"): report.subtitle, _("As of"): stamp.as_of.isoformat(),
             _("Compared with"): stamp.compare_with.isoformat(), _("Status rule"): stamp.rule, _("Data"): stamp.fingerprint,
             **{f"{_('Method')} {i}": line for i, line in enumerate(report.method, 1)}}
    for i, (head, text) in enumerate(facts.items(), HEAD_ROW):
        page.write_string(i, 0, head, looks["finding"])
        page.write_string(i, 1, text, looks["plain"])
        page.set_row(i, HEIGHT * -(-len(text) // 105))

