"""`/feed/`: what a calendar program or a reader of feeds keeps up with, with the words of the links. HTTP alone, by the rules of `ocop.web.api`."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from ocop.texts import _
from ocop.web.api import EVERYWHERE, answered, base_of, mark_of, words_of
from ocop.web.handling import Way


def routes() -> list[BaseRoute]:
    """The addresses of feeds."""
    return [Way("/feed/events.ics", events), Way("/feed/changes.atom", changes),
            *(Way(f"/feed{rest}", nothing) for rest in ("", "/{rest:path}"))]


def events(request: Request) -> Response:
    """Events as a calendar: `/feed/events.ics?country=BGD`."""
    from ocop.api.calendars import calendar

    return fed(request, ("events", "register"), "text/calendar; charset=utf-8", lambda call, base, _here: calendar(call, base))


def changes(request: Request) -> Response:
    """What became known, newest first: `/feed/changes.atom?region=RAF`."""
    from ocop.api.feeds import feed

    return fed(request, ("review", "changes"), "application/atom+xml; charset=utf-8", feed)


def fed(request: Request, query: tuple[str, str], kind: str, make: Callable[[Any, str, str], bytes]) -> Response:
    """The feed of a figure: no pages of rows, and addresses of the site as this reader reaches it."""
    from ocop.api import asked, query_named

    call = asked(query_named(*query), words_of(request), paging=())
    base = base_of(request)
    here = f"{base}{request.url.path}{'?' if request.url.query else ''}{request.url.query}"
    headers = {**EVERYWHERE, "cache-control": "private, max-age=60",
               "content-disposition": f'inline; filename="ocop-{request.url.path.rpartition("/")[2]}"'}
    return answered(request, mark_of(call, f"feed {here}"), kind, headers, lambda: (make(call, base, here), {}))


def nothing(request: Request) -> Response:
    """Below it, an address that leads nowhere."""
    from ocop.api import Refused

    raise Refused(404, _("No such address"), _("Feeds are /feed/events.ics and /feed/changes.atom."))
