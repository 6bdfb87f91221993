"""What a chat, a document or a search engine shows of a page of the monitor: its finding for the choice of the link, and a picture.

A link is read as the pages read it: what it asks for and is not given is left out, never a reason for no preview.
"""

import json
from html import escape
from typing import Any

from ocop import filters, queries
from ocop.addresses import tail
from ocop.api import dcat
from ocop.api.asked import is_code
from ocop.api.drawings import LARGE, formats_of
from ocop.api.light import marks
from ocop.office import home, monitor, office, programme
from ocop.report.words import clean
from ocop.store import Store, package
from ocop.texts import _, day

# what each page says first, and the chart that stands for it
PAGES = {"overview": ("overview/summary", "countries/map"), "countries": ("countries/register", "countries/map"),
         "country": ("countries/register", "countries/map"), "products": ("products/register", "products/by_category"),
         "task_forces": ("task_forces/coverage", "task_forces/coverage"), "events": ("events/summary", "events/by_type"),
         "funding": ("funding/summary", "funding/by_stage"), "priorities": ("priorities/summary", "review/priorities"),
         "review": ("overview/summary", "overview/series"),
         "programmes": ("programmes/register", "programmes/timeline"), "programme": ("programmes/register", "programmes/timeline"),
         "about": ("", "countries/map")}


# the same of a page that is about one thing: the words that name it, what is said of it, its chart
ABOUT = {"products": (("product",), "products/profile", ""), "programme": (("programme", "unit"), "programme/profile", "programme/series")}


def subject(store: Store, page: str, words: dict[str, list[str]]) -> tuple[str, str, dict[str, str]]:
    """What a page says first, its chart, and what it is about, if the link names one thing that exists."""
    names, told, chart = ABOUT.get(page, ((), "", ""))
    about = {name: words[name][0] for name in names if len(words.get(name, [])) == 1 and is_code(store, name, words[name][0])}
    is_ours = page == home() == "programme"  # an office's own page is about its programme, whatever the link names
    return (told, chart, about) if names and (names[0] in about or is_ours) else (*PAGES[page], {})


def tags(store: Store, page: str, words: dict[str, list[str]], base: str) -> str:
    """The tags of a page for the head of its HTML; `page` is one of PAGES. Raises QueryTooSlow."""
    told, chart, about = subject(store, page, words)
    chosen, _left_out = filters.parse(store, words)
    ours = {**chosen.words(), **{word: [code] for word, code in about.items()}}
    address = f"{base}/{'' if page == home() else page}{tail(ours)}"
    finding = clean(queries.run(store, told, chosen, about).finding) if told else _("How to read the monitor, and what the public record lacks")
    seen = _("As of {day}. {name}, kept from the public record; every figure with its source.").format(
        day=day(filters.day_of(store, chosen)), name=monitor())
    image = f"{base}/picture/{chart}.png{tail({**ours, 'width': [LARGE]})}" if drawable(store, chart, chosen, about) else ""
    more = "" if page != "about" else f'<script type="application/ld+json">{in_script(dataset(store, base))}</script>'
    return marks(finding, seen, base, address, image) + feeds(base, chosen.words()) + more


def feeds(base: str, words: dict[str, list[str]]) -> str:
    """Where programs keep up with the places of a choice, and where the data are catalogued; `base` is `.` for addresses below any page."""
    ours = tail({word: words[word] for word in ("region", "country") if word in words})
    ways = (("application/atom+xml", f"feed/changes.atom{ours}", _("What became known, newest first")),
            ("text/calendar", f"feed/events.ics{ours}", _("Events as a calendar")),
            (dcat.KIND, f"{dcat.ROOM}/{dcat.CATALOG}", _("The data set, for catalogues of open data (DCAT)")))
    return "".join(f'<link rel="alternate" type="{kind}" title="{escape(title)}" href="{escape(f"{base}/{way}")}">\n' for kind, way, title in ways)


def drawable(store: Store, chart: str, chosen: filters.Filters, about: dict[str, str]) -> bool:
    """Whether a chart has something to show for a choice."""
    return bool(chart and "png" in formats_of(chart) and queries.run(store, chart, chosen, about).rows)


def dataset(store: Store, base: str) -> dict[str, Any]:
    """The record as a schema.org Dataset. Data under a licence of their own are not said to be under ours."""
    licence = {"license": address} if (address := package.licence_address(store)) else {}
    return {"@context": "https://schema.org/", "@type": "Dataset", "name": monitor(), "url": f"{base}/about",
            "description": _("The public record of {programme}: units, products, targets, figures, rules and trainings, every row "
                             "with its source.").format(programme=programme()) if office() else
            _("The public record of FAO's One Country One Priority Product initiative: countries, products, task forces, events, "
              "funding and priority actions, every row with its source. Not an official publication of FAO."),
            **licence, "version": store.fingerprint[:12], "dateModified": store.last_day.isoformat(), "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": monitor()},
            "distribution": [{"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{base}/api/v1/countries/register.{form}"}
                             for form, kind in (("csv", "text/csv"), ("json", "application/json"), ("parquet", "application/vnd.apache.parquet"))]}


def in_script(told: dict[str, Any]) -> str:
    """JSON that no text of the record can end early as a script."""
    return json.dumps(told, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
