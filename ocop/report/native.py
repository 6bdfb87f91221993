"""Charts that PowerPoint draws and a reader can edit: the same rows as the figure, bars, mixes, columns and lines.

Each function takes a Figure and gives the kind of chart, its data and what to set once it stands on the slide.
"""

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from itertools import cycle
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Pt
from xlsxwriter import Workbook

from ocop import theme
from ocop.report.shape import Figure
from ocop.report.words import capital, clean
from ocop.rounding import decimals, exactly
from ocop.texts import _, number

LETTERS = 13  # points of the labels of a chart


class SheetOfTexts(CategoryWorkbookWriter):
    """The workbook inside a chart: texts stay texts, none of them is run as a formula or followed as a link."""

    @contextmanager
    def _open_worksheet(self, xlsx_file):
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with Workbook(xlsx_file, options) as book:
            yield book, book.add_worksheet()


class ChartData(CategoryChartData):
    """The rows of a chart, with such a workbook."""

    @property
    def _workbook_writer(self):
        return SheetOfTexts(self)


Made = tuple[XL_CHART_TYPE, ChartData, Callable[[Chart], None]]


def bars(figure: Figure) -> Made:
    """Horizontal bars in the order of the rows; where the figure has an outline, a second bar beside the first."""
    columns, rows = figure.columns, figure.result.rows
    data = ChartData(number_format=numbers(row[columns[part]] for row in rows for part in ("value", "of") if columns.get(part)))
    data.categories = [category(row, columns, figure) for row in rows]
    titles = figure.names or (clean(_(figure.result.query.unit)),)
    names = list(zip((columns[part] for part in ("value", "of") if columns.get(part)), titles, strict=True))
    for name, title in names:
        data.add_series(title, [known(row[name]) for row in rows])
    signs = [[row.get(columns.get(part, "")) for row in rows] for part in ("qualifier", "of_qualifier")]
    values = [[row[name] for row in rows] for name, _title in names]

    def finished(chart: Chart) -> None:
        barred(chart, (theme.BLUE["light"], theme.PALE["light"]), 60)
        for series, shown, kinds in zip(chart.plots[0].series, values, signs, strict=False):
            signed(series, shown, kinds)

    return XL_CHART_TYPE.BAR_CLUSTERED, data, finished


def category(row: dict, columns: dict[str, str], figure: Figure) -> str:
    """The name of a bar, which says what has none, since no bar would read as 0."""
    name = clean(row[columns["label"]])
    if row[columns["value"]] is None:
        lacking = _("amount not published") if "dollar" in figure.result.query.unit else _("not reported")
    elif columns.get("of") and row[columns["of"]] is None:
        lacking = _("none reported")
    else:
        return name
    return _("{name} ({lacking})").format(name=name, lacking=lacking)


def columns(figure: Figure) -> Made:
    """Upright columns, one per row."""
    data = ChartData(number_format=numbers(row[figure.columns["value"]] for row in figure.result.rows))
    data.categories = [clean(row[figure.columns["x"]]) for row in figure.result.rows]
    data.add_series(clean(_(figure.result.query.unit)), [known(row[figure.columns["value"]]) for row in figure.result.rows])
    return XL_CHART_TYPE.COLUMN_CLUSTERED, data, lambda chart: barred(chart, (theme.BLUE["light"],), 60, upright=True)


def stack(figure: Figure) -> Made:
    """One bar per label, divided by part; statuses in their fixed order and colours."""
    read, rows = figure.columns, figure.result.rows
    labels = list(dict.fromkeys(row[read["label"]] for row in rows))
    found = list(dict.fromkeys(row[read["part"]] for row in rows))
    parts = [status for status in theme.STATUS_ORDER if status in found] or found
    cells = {(row[read["label"]], row[read["part"]]): row[read["value"]] for row in rows}
    data = ChartData(number_format=numbers(cells.values()) + ";;;")
    data.categories = [clean(label) for label in labels]
    for part in parts:
        data.add_series(capital(clean(part)), [known(cells.get((label, part))) or None for label in labels])
    codes = {row[read["part"]]: row.get(read.get("code", ""), row[read["part"]]) for row in rows}
    further = cycle((*theme.SERIES["light"], *theme.CATEGORY.values()))  # for parts that have no colour of their own
    colours = tuple(theme.STATUS["light"].get(part) or theme.CATEGORY.get(codes[part]) or next(further) for part in parts)
    return XL_CHART_TYPE.BAR_STACKED, data, lambda chart: barred(chart, colours, 40, overlap=100)


def steps(figure: Figure) -> Made:
    """Reported values on an axis of days, a line per series; values with a sign are points of a series of their own.

    An imprecise date stands at the last day of its span.
    """
    read = figure.columns
    rows = [row for row in figure.result.rows if row[read["on_to"]] is not None and known(row[read["value"]]) is not None]
    days = sorted({row[read["on_to"]] for row in rows})
    data = ChartData(number_format=numbers(row[read["value"]] for row in rows))
    data.categories = days
    names = list(dict.fromkeys(row[read["series"]] for row in rows))
    for name in names:
        for exact in (True, False):
            points = {row[read["on_to"]]: row[read["value"]] for row in rows
                      if row[read["series"]] == name and (row[read["qualifier"]] in (None, "eq")) is exact}
            if points:
                title = clean(name) if exact else _("{name}, a bound (more than)").format(name=clean(name))
                data.add_series(title, [points.get(when) for when in days])
    series_of = {name: [row for row in rows if row[read["series"]] == name] for name in names}
    return XL_CHART_TYPE.LINE_MARKERS, data, lambda chart: ended(chart, days, series_of, read)


def ended(chart: Chart, days: list, series_of: dict[str, list[dict]], read: dict[str, str]) -> None:
    """The looks of lines; the last value of each stands beside it, a bound with its sign."""
    dated(chart)
    for name, rows in series_of.items():
        for series in (one for one in chart.plots[0].series if one.name == clean(name) or one.name.startswith(f"{clean(name)}, ")):
            is_bound = series.name != clean(name)
            mine = [row for row in rows if (row[read["qualifier"]] not in (None, "eq")) is is_bound]
            last = max(mine, key=lambda row: row[read["on_to"]])
            labelled(series.points[days.index(last[read["on_to"]])], number(last[read["value"]], last[read["qualifier"]]))


def signed(series, values: list, signs: list) -> None:
    """A value that is a bound is labelled with its sign; the others keep the label that follows the chart's data."""
    for i, (value, sign) in enumerate(zip(values, signs, strict=True)):
        if value is not None and sign not in (None, "eq"):
            labelled(series.points[i], number(value, sign))


def labelled(point, words: str) -> None:
    """Words at one point of a chart."""
    frame = point.data_label.text_frame
    frame.text = words
    frame.paragraphs[0].runs[0].font.size = Pt(LETTERS)


def known(value: float | None) -> float | None:
    """The value, or nothing for what is no number."""
    return None if exactly(value) is None else value


def numbers(values: Iterable[float | None]) -> str:
    """The number format of a chart, with as many decimals as its values need: none of them is labelled 0 that is not."""
    places = decimals(values)
    return "#,##0" + "." * bool(places) + "0" * places


def barred(chart: Chart, colours: tuple[str, ...], gap: int, overlap: int = 0, upright: bool = False) -> None:
    """Colours, labels and axes of bars: the first row on top, values on the bars, no grid."""
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.has_data_labels = gap, overlap, True
    plot.data_labels.font.size = Pt(LETTERS)
    for series, colour in zip(plot.series, colours, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour[1:])
        if overlap:
            series.data_labels.show_value = True
            series.data_labels.font.size = Pt(LETTERS)
            series.data_labels.font.color.rgb = RGBColor.from_string(theme.readable_on(colour)[1:])
    chart.category_axis.reverse_order = not upright
    chart.category_axis.has_major_gridlines = chart.value_axis.has_major_gridlines = chart.value_axis.visible = False
    chart.category_axis.format.line.fill.background()
    named(chart, len(plot.series))


def dated(chart: Chart) -> None:
    """Colours and axes of lines over time."""
    lines = iter((theme.BLUE["light"], theme.DEEP["light"], theme.SERIES["light"][2]) * len(chart.plots[0].series))
    for series in chart.plots[0].series:
        colour = RGBColor.from_string((theme.RULE["light"] if "(" in series.name else next(lines))[1:])
        series.smooth = False
        series.marker.size = 6
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = colour
        if "(" in series.name:
            series.format.line.fill.background()
        else:
            series.format.line.color.rgb, series.format.line.width = colour, Pt(2.25)
    blanks = chart._chartSpace.chart.find(qn("c:dispBlanksAs"))
    blanks.set("val", "span")  # a day on which only the other series was reported does not break a line
    half_years(chart.category_axis)
    chart.category_axis.tick_labels.number_format, chart.category_axis.tick_labels.number_format_is_linked = "mmm yyyy", False
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string(theme.GRID["light"][1:])
    chart.value_axis.format.line.fill.background()
    named(chart, 2)


def half_years(axis) -> None:
    """An axis of days with a label for every half-year."""
    for name, value in (("baseTimeUnit", "days"), ("majorUnit", "6"), ("majorTimeUnit", "months")):
        for old in axis._element.findall(qn(f"c:{name}")):
            axis._element.remove(old)
        part = axis._element.makeelement(qn(f"c:{name}"), {"val": value})
        axis._element.append(part)


def named(chart: Chart, series: int) -> None:
    """A legend above the chart where there is more than one series; no title inside."""
    chart.has_title = False
    chart.has_legend = series > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False


NATIVE: dict[str, Callable[[Figure], tuple[Any, Any, Callable]]] = {"bars": bars, "columns": columns, "stack": stack, "steps": steps}
