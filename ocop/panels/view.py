"""What a page draws from, and how text from data becomes text on screen."""

import re
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from html import escape

from ocop import queries
from ocop.filters import Filters
from ocop.queries import Result
from ocop.store import Store, once
from ocop.texts import CONTROLS, _

BARE = re.compile(r"https?:(?=//)|www(?=\.)|(?<=[\w.+-])@(?=[\w-])", re.IGNORECASE)  # what Markdown on screen makes a link of by itself
JOINER = "\u2060"  # a sign without width, which keeps it from that
MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$:~^=&])")


@dataclass(frozen=True)
class View:
    """What a page draws from: one version of the data, the reader's choice, the theme, the address of the site; and the corrections that it
    has `told` in this run."""

    store: Store
    filters: Filters
    mode: str = "light"
    address: str = ""
    told: set[str] = field(default_factory=set, compare=False, repr=False)


VIEW: ContextVar[View] = ContextVar("view")


def view() -> View:
    """The view of this page run."""
    return VIEW.get()


def everywhere(view: View, *, ever: bool = False) -> View:
    """The view without a choice of place and type; with `ever` as of the last day."""
    return replace(view, filters=replace(view.filters, regions=(), countries=(), categories=(), **({"as_of": None} if ever else {})))


def plain(text: object) -> str:
    """Text from data as Markdown that shows exactly these characters: no link, no picture, no colour, no formula."""
    return MARKUP.sub(r"\\\1", BARE.sub(lambda found: found[0] + JOINER, str(text).replace("\n", " ")))


def safe(text: str) -> str:
    """Text from data as HTML that shows it: no tag, no control sign, none that turns the text around it."""
    return escape(CONTROLS.sub("", text.replace("\n", " ")))


def run(view: View, name: str, more: dict | None = None) -> Result:
    """A query with the reader's choice."""
    return queries.run(view.store, name, view.filters, more)


def area(view: View, result: Result | None = None) -> str:
    """The chosen place in words: World, or the regions and countries by name; of a result only what it obeys."""
    names, heeds = places(view.store), view.filters
    if result:
        heeds = replace(heeds, **{name: () for name in result.unheeded if name in ("regions", "countries")})
    chosen = [names.get(code, code) for code in (*heeds.countries, *heeds.regions)]
    if len(chosen) > 4:
        chosen = [*chosen[:3], _("{n} more").format(n=len(chosen) - 3)]
    return ", ".join(chosen) or _("World")


@once
def places(store: Store) -> dict[str, str]:
    """Names of all regions and countries by code."""
    _names, rows = store.ask("select place_id, name from places where kind in ('fao region', 'country')")
    return dict(rows)
