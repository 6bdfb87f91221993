"""Chart shapes: rows in, figure out. One function per shape; a page writes `charts.bars`.

Every shape is called as `shape(result, mode, column=...)`: `result.rows` is a list of dicts in the order to
be drawn, mode is "light" or "dark", and each keyword names the column to read. Shapes draw; they count, sort
and judge nothing. In every figure `customdata` of a point is [key, hover text]; the key (`key=` or the
shape's natural key) is raw data for a click, everything that is printed is escaped.
"""
from ocop.charts.bullets import bullets
from ocop.charts.cards import spark
from ocop.charts.chain import chain
from ocop.charts.counts import columns, stack
from ocop.charts.lengths import amounts, bars
from ocop.charts.months import calendar
from ocop.charts.pairs import slope
from ocop.charts.places import world
from ocop.charts.plan import timeline
from ocop.charts.series import steps
from ocop.charts.strips import multiples
from ocop.charts.units import dot_strip, placed, shared, tiles

SHAPES = (amounts, bars, bullets, calendar, chain, columns, dot_strip, multiples, placed, shared, slope, stack, steps, tiles, timeline, world)

__all__ = [*(shape.__name__ for shape in SHAPES), "spark"]
