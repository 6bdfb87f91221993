"""A chart of a result on the screen, and what a picture of it says: finding, measure, area, day, who says so, whose it is not."""

import re
from collections.abc import Callable

from ocop.figure import screen
from ocop.filters import day_of
from ocop.office import monitor, whose_not
from ocop.panels.opening import subtitle
from ocop.panels.sources import cite, ranked
from ocop.panels.view import JOINER, View
from ocop.queries import Result
from ocop.texts import _, n_, number

MOST_CODES = 4  # in the name of a file
MOST_SOURCES = 4  # below a picture


def draw(view: View, result: Result, drawing, *, on_pick: Callable | None = None, head: str = "", foot: str = "") -> None:
    """The chart of a block, changed in place from view to view, between the HTML of its head and its foot. `on_pick(points)` makes it
    clickable."""
    screen.draw(drawing, key=f"figure-{result.query.name}", alt=result.reading, mode=view.mode, picture=picture(view, result), on_pick=on_pick,
                head=head, foot=foot)


def picture(view: View, result: Result) -> screen.Picture:
    """The words around the drawing in a saved picture."""
    made_up = (_("Illustrative data: made up for tests and demonstrations, not facts."),) if view.store.is_illustrative else ()
    whose = _("{name}, kept from the public record. {whose_not}").format(name=monitor(), whose_not=whose_not()).strip()
    return screen.Picture(result.finding, subtitle(view, result), (*made_up, *who_says(view, result), whose), file_name(view, result))


def who_says(view: View, result: Result) -> tuple[str, ...]:
    """The sources of the rows as plain words, the strongest first."""
    cited = ranked(view, result.rows)
    told = list(dict.fromkeys(unmarked(cite(source)) for source in cited[:MOST_SOURCES]))
    left = len(cited) - MOST_SOURCES
    if left > 0:
        told.append(n_("and {n} more source", "and {n} more sources", left).format(n=number(left)))
    return (n_("Source:", "Sources:", len(cited)) + " " + "; ".join(told),) if told else ()


def unmarked(markdown: str) -> str:
    """Markdown of a source as the words that a reader sees."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)", r"\1", markdown)).replace(JOINER, "")


def file_name(view: View, result: Result) -> str:
    """Query, places that it obeys, and day: `ocop-countries-map-RAF-2026-11-21.png`."""
    codes = [code for name in ("countries", "regions") if name not in result.unheeded for code in getattr(view.filters, name)]
    places = codes if len(codes) <= MOST_CODES else [f"{len(codes)}-places"]
    return "-".join(["ocop", result.query.name.replace("/", "-"), *places, day_of(view.store, view.filters).isoformat()]) + ".png"
