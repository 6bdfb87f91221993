"""The review as a file: `write(store, filters, "pdf")` gives its bytes, `file_name` what to call it.

The same queries with the same filters as the screen; two calls on the same data give the same bytes. Without a Chromium
the pictures are left out and the report says so.
"""

from collections.abc import Callable
from importlib import import_module

from ocop.filters import Filters, parameters
from ocop.report.content import compose, of_programme
from ocop.report.pictured import pictured
from ocop.review import period_of
from ocop.store import Store
from ocop.texts import _, day

__all__ = ["FORMATS", "MEDIA", "compose", "file_name", "pack", "pack_name", "period_words", "programme_name", "write"]

MEDIA = {
    "html": "text/html", "pdf": "application/pdf", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation"}
FORMATS = tuple(MEDIA)
PICTURES = {"html": "svg", "pdf": "png", "docx": "png", "pptx": "png"}


def write(store: Store, filters: Filters, format: str, *, brief: bool = False, about: dict[str, str] | None = None,
          tell: Callable[[str], None] = print,
          progress: Callable[[float, str], None] = lambda share, words: None) -> bytes:
    """The report as a file. `tell` gets one line where pictures had to be left out; `progress` a share from 0 to 1 and
    what is being done. `about`: the codes of a national programme, and of a unit of it, that the report is on. ValueError for a format
    that is not among FORMATS."""
    if format not in FORMATS:
        raise ValueError(f'format "{format}" is not one of {", ".join(FORMATS)}')
    progress(0.1, _("Asking the record"))
    report = of_programme(store, filters, about, brief) if about else compose(store, filters, period_words(store, filters), brief, format == "pptx")
    writer = import_module(f"ocop.report.{format}")
    if format in PICTURES:
        progress(0.3, _("Drawing the pictures"))
        report = pictured(report, PICTURES[format], tell, tuple(getattr(writer, "NATIVE", ())))
    progress(0.8, _("Writing the file"))
    if hasattr(writer, "noted") and (shown := writer.noted(report)).notice != report.notice:
        tell(shown.notice.removeprefix(report.notice).strip())
        report = shown
    made = writer.render(report)
    progress(1.0, _("Ready"))
    return made


def pack(store: Store, filters: Filters, *, tell: Callable[[str], None] = print,
         progress: Callable[[float, str], None] = lambda share, words: None) -> bytes:
    """Everything on a period as one ZIP (see `ocop.report.bundle`). `tell` gets each line about what had to be left out once."""
    notices: list[str] = []

    def one(scope: Filters, format: str, brief: bool) -> tuple[str, bytes]:
        return file_name(store, scope, format, brief), write(store, scope, format, brief=brief, tell=notices.append)

    review = compose(store, filters, period_words(store, filters))
    made = import_module("ocop.report.bundle").packed(store, filters, review, FORMATS, one, notices, progress)
    for line in dict.fromkeys(notices):
        tell(line)
    progress(1.0, _("Ready"))
    return made


def pack_name(store: Store, filters: Filters) -> str:
    """What to call a pack: `ocop-pack-world-2025-01-01-2025-08-01.zip`."""
    return file_name(store, filters, "zip").replace("ocop-review-", "ocop-pack-", 1)


def file_name(store: Store, filters: Filters, format: str, brief: bool = False) -> str:
    """`ocop-review-world-2025-01-01-2025-08-01.pdf`: kind, scope and both days, in small letters."""
    days = parameters(store, filters)
    scope = "-".join((*filters.regions, *filters.countries)).lower() or "world"
    kind = "brief" if brief else "review"
    return f"ocop-{kind}-{scope[:60]}-{days['compare_with']}-{days['as_of']}.{format}"


def programme_name(store: Store, filters: Filters, about: dict[str, str], format: str, brief: bool = False) -> str:
    """`ocop-programme-odop-la-la-vi-2026-11-26.pdf`: the programme, its unit and the day, in small letters."""
    what = "-".join(code for code in about.values() if code).lower().replace(".", "-")
    return f"ocop-{'brief' if brief else 'programme'}-{what[:80]}-{parameters(store, filters)['as_of']}.{format}"


def period_words(store: Store, filters: Filters) -> str:
    """The period for a title: a half-year by its name, else its two days."""
    found = period_of(store, filters)
    if found:
        half = _("first half of {year}") if found.word.endswith("H1") else _("second half of {year}")
        return half.format(year=found.start.year)
    days = parameters(store, filters)
    return _("{start} to {end}").format(start=day(days["compare_with"]), end=day(days["as_of"]))


