"""The figures of a report as pictures; a report without them where the machine has no Chromium."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from ocop import charts
from ocop.charts.pictures import NoBrowser, picture
from ocop.report.shape import Figure, Report, Section, Sentence
from ocop.texts import _

RASTER_ONLY = ("world",)  # a map as SVG is 6 MB of coast


def pictured(report: Report, format: str, tell: Callable[[str], None], native: tuple[str, ...] = ()) -> Report:
    """The report with a picture for each figure, "svg" or "png" (maps are always PNG); the shapes in `native` need none.
    Where they cannot be drawn, the report says so, `tell` is told once, and nothing else is missing."""
    found = [(i, section.figure) for i, section in enumerate(report.sections) if section.figure and section.figure.shape not in native]
    wanted = dict(sorted(found, key=lambda pair: pair[1].shape not in RASTER_ONLY))  # maps take longest and start first
    if not wanted:
        return report
    two = ThreadPoolExecutor(2)
    try:
        made = list(two.map(lambda figure: draw(figure, format), wanted.values()))
    except NoBrowser as reason:
        notice = _("Pictures left out: {reason}. Every table stays.").format(reason=reason)
        tell(notice)
        return replace(without_empty(report, native), notice=notice)
    finally:
        two.shutdown(cancel_futures=True)  # one failure is enough: the others are not waited for one by one
    return replace(report, figures=dict(zip(wanted, made, strict=True)))


def without_empty(report: Report, native: tuple[str, ...]) -> Report:
    """The report in which the words of a picture stand in its place where a section would hold nothing else; a section of a map alone is left out."""
    sections = [one if held(one, native) else replace(one, paragraphs=(Sentence(one.figure.alt),)) if one.figure else one for one in report.sections]
    kept = [bool(held(one, native) or one.figure and one.figure.shape not in RASTER_ONLY) for one in report.sections]
    return replace(report, sections=tuple(section for section, holds in zip(sections, kept, strict=True) if holds),
                   front=sum(kept[:report.front]))


def held(one: Section, native: tuple[str, ...]) -> bool:
    """Whether a section holds more than a picture."""
    return bool(not one.figure or one.figure.shape in native or one.paragraphs or one.tiles or one.lines or one.table)


def draw(figure: Figure, format: str) -> bytes:
    """One figure in the light colours of paper. Raises NoBrowser."""
    shape = getattr(charts, figure.shape)
    return picture(shape(figure.result, "light", **figure.columns), "png" if figure.shape in RASTER_ONLY else format, figure.width)
