"""How much one client may ask of the addresses of figures: a fair part of the machine for each, by the package `limits`.

`OCOP_BUDGET` is the number of calls of one client in a minute (600 without it; 0: no limit). A client is the address that the call comes
from, as the server knows it; behind a proxy that is the address that the proxy tells, where the server trusts it. A picture, which takes a
browser, a feed, which asks for many days, and a page to share, behind which all that it hands out is made, count as ten calls, a file of the
whole data set as twenty.
"""

import os
import time
from functools import cache

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

USUAL = 600  # calls in a minute: ten in a second, more than a page of a briefing with twenty frames asks for
COUNTED = "ocop.counted"  # in the scope of a call
DEAR = {"/picture/": 10, "/share/": 10, "/feed/": 10, "/data/": 20}


@cache
def window() -> MovingWindowRateLimiter:
    """Who has asked how often."""
    return MovingWindowRateLimiter(MemoryStorage())


def limit() -> int:
    """Calls of one client in a minute; ValueError for what is no whole number."""
    told = os.environ.get("OCOP_BUDGET", str(USUAL))
    if not (told.isascii() and told.isdigit()):
        raise ValueError(f"OCOP_BUDGET: {told!r} is not a whole number of calls in a minute (0: no limit)")
    return int(told)


def wait(request: Request) -> int:
    """Seconds to wait before the call may be made; 0 where it may be made now, and is counted, once however often it is looked at."""
    most = limit()
    if not most or COUNTED in request.scope:
        return 0
    request.scope[COUNTED] = True
    client = request.client.host if request.client else "unknown"
    cost = min(next((dear for path, dear in DEAR.items() if request.url.path.startswith(path)), 1), most)
    item = RateLimitItemPerMinute(most)
    if window().hit(item, client, cost=cost):
        return 0
    return max(1, round(window().get_window_stats(item, client).reset_time - time.time()))
