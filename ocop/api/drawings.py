"""The chart of a figure as a picture with its words inside: finding, measure, day, who says so, whose it is not.

Drawn by the chart functions of the screen and the browser of the reports, one at a time; kept on disk by version, query, choice, width and
colours, a bounded number of them. Figures whose rows are words have no picture.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from inspect import signature
from pathlib import Path

from ocop import charts
from ocop.api.asked import Asked, Refused
from ocop.api.headlines import card_of
from ocop.api.light import counted_from, measure
from ocop.charts.cards import WIDE, card
from ocop.charts.pictures import SCALE, NoBrowser, picture
from ocop.charts.worded import framed, headed, pasted
from ocop.office import monitor, whose_not
from ocop.queries import FURTHER, Result, wanted
from ocop.queries import read as read_query
from ocop.report.citations import Citations
from ocop.report.words import clean
from ocop.screens import SCREENS
from ocop.store import cache_folder
from ocop.texts import _

MAPS = ("world",)
WIDTHS = {"narrow": 360, "wide": 760, "large": 800}
LARGE = "large"  # for documents and slides: twice as many dots as pixels, 1600 across
DOTS = {LARGE: 2}  # of a PNG for each pixel; else three
CARD_DOTS = {LARGE: 5}  # a card is 320 pixels wide whatever is asked: its large one is as sharp as the others
MOST_WAITING = 8  # readers who wait for a drawing; others are asked to come again
MOST_KEPT = 600  # files
MOST_SOURCES = 3

_drawing = threading.Lock()
_waiting: list[None] = []


def format_of(name: str) -> str:
    """The form in which a page shows the picture of a figure: svg, empty where it has none."""
    return next(iter(formats_of(name)), "")


def formats_of(name: str) -> tuple[str, ...]:
    """The forms of the picture of a figure: none where it has none."""
    query = read_query(name)
    return ("svg", "png") if query.shape or query.card else ()


def drawn(call: Asked, form: str, width: str = "wide", colours: str = "light", *, is_bare: bool = False) -> bytes:
    """The picture of a figure, kept or new; without its words where they stand around it (`is_bare`). Refused with 404 where it has none or
    no row, 503 where it cannot be drawn now."""
    if form not in formats_of(call.query.name):
        raise Refused(404, _("No picture"), _("{query} has no chart; its rows are at /view/{query}.").format(query=call.query.name))
    if call.query.card and form == "svg":
        return on_card(call, call.result(), colours, is_bare)
    if made := at_hand(call, form, width, colours, is_bare):
        return made
    place = place_of(call, form, width, colours, is_bare)
    made = in_turn(call, (form, width, colours, is_bare), place)
    if place:
        keep(place, made)
    return made


def at_hand(call: Asked, form: str, width: str, colours: str, is_bare: bool) -> bytes:
    """The picture that was drawn before; nothing where there is none."""
    place = None if call.query.card and form == "svg" else place_of(call, form, width, colours, is_bare)
    return read(place) if place else b""


def in_turn(call: Asked, asked: tuple[str, str, str, bool], place: Path | None) -> bytes:
    """Draw when it is one's turn and no reader of the screen has just acted; somebody before may have drawn the same."""
    try:
        with turn():
            return place and read(place) or at_last(call, *asked)
    except NoBrowser as reason:
        raise Refused(503, _("No picture now"), _("It cannot be drawn here: {reason}. Its rows are at /view/{query}.").format(
            reason=reason, query=call.query.name)) from reason


@contextmanager
def turn() -> Iterator[None]:
    """One's turn to draw. Refused with 503 where no place is left: it has cost no query."""
    if len(_waiting) >= MOST_WAITING:
        raise Refused(503, _("Busy"), _("Many pictures are being drawn. Try again in some seconds."))
    _waiting.append(None)
    try:
        with _drawing:
            yield
    finally:
        _waiting.pop()


@contextmanager
def turn_apart() -> Iterator[None]:
    """The same for what another process draws."""
    with turn():
        SCREENS.let_first()
        began = time.monotonic()
        try:
            yield
        finally:
            SCREENS.drew(time.monotonic() - began)


def at_last(call: Asked, form: str, width: str, colours: str, is_bare: bool) -> bytes:
    """The picture, from its rows. Refused with 404 where there are none; raises NoBrowser."""
    SCREENS.let_first()
    result = call.result()
    if not result.rows:
        raise Refused(404, _("No picture"), result.finding)
    SCREENS.let_first()
    began = time.monotonic()
    made = drawing(call, result, form, width, colours, is_bare)
    SCREENS.drew(time.monotonic() - began)
    return made


def drawing(call: Asked, result: Result, form: str, width: str, colours: str, is_bare: bool) -> bytes:
    """The chart of the screen, with its words above and below it. Raises NoBrowser."""
    if call.query.card:
        return picture(pasted(on_card(call, result, colours, is_bare)), form, WIDE, scale=CARD_DOTS.get(width, SCALE))
    shape, reads = call.query.shape, call.query.reads
    draw = getattr(charts, shape)
    figure = draw(result, colours, **{column: name for column, name in reads.items() if column in signature(draw).parameters})
    told = (WIDTHS[width], colours, clean(result.finding), clean(measure(call, result)), who_says(call, result))
    dots = {"scale": DOTS[width]} if width in DOTS else {}
    if shape in MAPS and form != "svg":
        return picture(figure if is_bare else headed(figure, *told), form, WIDTHS[width], **dots)
    made = picture(figure, "svg", WIDTHS[width])
    made = made if is_bare else framed(made, *told)
    return made if form == "svg" else picture(pasted(made), form, WIDTHS[width], **dots)


def on_card(call: Asked, result: Result, colours: str, is_bare: bool) -> bytes:
    """The card of a headline figure or a sentence; it takes no browser and no turn."""
    return card(card_of(call, result, is_bare=is_bare), colours)


def who_says(call: Asked, result: Result) -> list[str]:
    """The first sources of the rows, whose picture it is, and what the data are."""
    told = Citations(call.store)
    for row in result.rows:
        told.numbers(row)
    cited = [source.words for source in sorted(told.sources.values(), key=lambda source: source.grade)]
    more = [_("and {n} more").format(n=len(cited) - MOST_SOURCES)] if len(cited) > MOST_SOURCES else []
    sources = [_("Sources: {names}").format(names="; ".join([*cited[:MOST_SOURCES], *more]))] if cited else []
    counted = [counted_from(result.query)] if result.query.counted and not cited else []
    whose = _("{name}, data version {version}. {whose_not}").format(
        name=monitor(), version=call.store.fingerprint[:12], whose_not=whose_not()).strip()
    made_up = [_("Illustrative data: made up, not facts.")] if call.store.is_illustrative else []
    return [*made_up, *sources, *counted, whose]


def place_of(call: Asked, form: str, width: str, colours: str, is_bare: bool) -> Path | None:
    """Where the picture is kept: by all that it shows, and nothing else of the address. None where nothing can be kept."""
    takes = wanted(call.store, call.query)
    words = sorted((word, values) for word, values in call.words(frozen=True).items() if word in ("region", "country", "category", *FURTHER)
                   or word in takes)
    mark = sha256(repr((call.query.sql, words, width, colours, is_bare)).encode()).hexdigest()[:32]
    try:
        return cache_folder() / "pictures" / call.store.fingerprint[:16] / f"{mark}.{form}"
    except OSError:
        return None


def read(place: Path) -> bytes:
    """A picture that was drawn before; nothing where there is none."""
    try:
        return place.read_bytes()
    except OSError:
        return b""


def keep(place: Path, made: bytes) -> None:
    """Put it beside the others, whole or not at all; the oldest go. A full disk keeps nothing, and nothing else happens."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_suffix(f".{threading.get_ident()}.new")
        unfinished.write_bytes(made)
        unfinished.replace(place)
        kept = sorted(place.parent.parent.glob("*/*.*"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MOST_KEPT]:
            path.unlink(missing_ok=True)
    except OSError:
        return
