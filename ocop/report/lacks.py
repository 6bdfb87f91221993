"""What the record lacks as a workbook that an office can work through: one row for each lack, the weightiest first, with room for an answer."""

from datetime import date
from io import BytesIO

import xlsxwriter

from ocop import lacks
from ocop.filters import Filters, day_of
from ocop.office import monitor
from ocop.report.citations import Citations
from ocop.report.still import moment, still
from ocop.report.words import clean, places, scope
from ocop.report.xlsx import HEIGHT, LONGEST, formats
from ocop.store import Store
from ocop.texts import _, day, n_

HEAD_ROW = 4
WIDTHS = (8, 26, 22, 34, 70, 16, 20, 60, 40)
SEND = "Write the source, its date and what it says in the last column, and send the workbook to whoever operates the monitor."


def workbook(store: Store, filters: Filters = Filters()) -> bytes:
    """The list of a place on a day; equal calls give equal bytes. Every cell is text or a number, none a formula."""
    rows, when = lacks.todo(store, filters), day_of(store, filters)
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": _("What the record lacks"), "author": monitor(), "created": moment(when)})
        looks = formats(book)
        page = book.add_worksheet(_("What is missing"))
        page.hide_gridlines(2)
        page.write_string(0, 0, _("What the record lacks: {place}").format(place=scope(store, filters)), looks["title"])
        page.write_string(1, 0, stamp(store, when, len(rows)), looks["finding"])
        page.write_string(2, 0, _(SEND), looks["quiet"])
        heads = (_("Weight"), _("Place"), _("Region"), _("Kind"), _("What is missing"), _("Date"), _("Row"), _("Source"), _("Your answer"))
        for at, (head, width) in enumerate(zip(heads, WIDTHS, strict=True)):
            page.write_string(HEAD_ROW, at, head, looks["head"])
            page.set_column(at, at, width)
        names, cited = places(store), Citations(store)
        for line, row in enumerate(rows, HEAD_ROW + 1):
            page.write_number(line, 0, row.weight, looks["number", 0])
            cells = (row.country or "", names.get(row.region or "", row.region or ""), _(row.title), row.sentence, day(row.on) if row.on else "",
                     row.key, address(cited, row.source_id), "")
            for at, text in enumerate(cells, 1):
                page.write_string(line, at, clean(text)[:LONGEST], looks["text"])
            page.set_row(line, HEIGHT * (1 + max(len(row.sentence) // 64, len(cells[6]) // 56)))
        page.freeze_panes(HEAD_ROW + 1, 0)
        page.autofilter(HEAD_ROW, 0, HEAD_ROW + max(len(rows), 1), len(heads) - 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    return still(out.getvalue(), when)


def stamp(store: Store, when: date, rows: int) -> str:
    """How many rows, of which day and data."""
    return _("{count}, as of {day}, data version {mark}").format(count=n_("{n} row", "{n} rows", rows).format(n=rows), day=day(when),
                                                                 mark=store.fingerprint[:12])


def address(cited: Citations, source_id: str | None) -> str:
    """Who says what stands, with the address as text."""
    if not source_id:
        return ""
    cited.numbers({"source_id": source_id})
    source = cited.sources.get(source_id)
    return f"{source.publisher}: {source.address}" if source else source_id
