"""The figures of a report as pictures; a report without them where the machine has no Chromium."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ocop import charts
from ocop.charts.pictures import NoBrowser, picture
from ocop.report.shape import Figure, Report
from ocop.texts import _

RASTER_ONLY = ("world",)  # a map as SVG is 6 MB of coast


def pictured(report: Report, format: str, tell: Callable[[str], None]) -> Report:
    """The report with a picture for each figure, "svg" or "png" (maps are always PNG). Where they cannot be drawn, the report
    says so, `tell` is told once, and nothing else is missing."""
    found = [(i, section.figure) for i, section in enumerate(report.sections) if section.figure]
    wanted = dict(sorted(found, key=lambda pair: pair[1].shape not in RASTER_ONLY))  # maps take longest and start first
    if not wanted:
        return report
    two = ThreadPoolExecutor(2)
    try:
        made = list(two.map(lambda figure: draw(figure, format), wanted.values()))
    except NoBrowser as reason:
        notice = _("Pictures left out: {reason}. Every table stays.").format(reason=reason)
        tell(notice)
        return replace(without_empty(report), notice=notice)
    finally:
        two.shutdown(cancel_futures=True)  # one failure is enough: the others are not waited for one by one
    return replace(report, figures=dict(zip(wanted, made, strict=True)))


def without_empty(report: Report) -> Report:
    """The report without the sections that hold a map and nothing else; other figures are charts of slides too, and their sections stay."""
    kept = [bool(not section.figure or section.figure.shape not in RASTER_ONLY or section.paragraphs or section.tiles or section.lines
                 or section.table) for section in report.sections]
    return replace(report, sections=tuple(section for section, holds in zip(report.sections, kept, strict=True) if holds),
                   front=sum(kept[:report.front]))


def draw(figure: Figure, format: str) -> bytes:
    """One figure in the light colours of paper. Raises NoBrowser."""
    shape = getattr(charts, figure.shape)
    return picture(shape(figure.result, "light", **figure.columns), "png" if figure.shape in RASTER_ONLY else format, figure.width)
