"""How long a query may work: two seconds of a processor, however long a busy machine lets it wait for them.

DuckDB has no time limit of its own. It runs a query of ours in the thread that asks (`threads = 1`), so that thread's own
clock tells what the query has cost. Where a system does not show one thread's clock to another, the clock of the whole
process stands in for it. Whatever the clocks say, a query ends after twenty seconds.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

SECONDS = 2.0  # of a processor
AT_MOST = 20.0  # by the clock on the wall
LOOK = 0.05


class QueryTooSlow(Exception):
    """A query was stopped at the time limit."""


def clock_of_this_thread() -> Callable[[], float]:
    """A function that any thread may call: the processor seconds that the calling thread of today has used."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time
    clock = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(clock)


class Limit:
    """`with Limit(stop):` calls `stop` when the work inside has used up its time, and again until it ends."""

    def __init__(self, stop: Callable[[], None], work: Callable[[], Callable[[], float]] = clock_of_this_thread,
                 wall: Callable[[], float] = time.monotonic, seconds: float | None = None):
        self.stop, self.wall, self.seconds = stop, wall, SECONDS if seconds is None else seconds
        self.work: Any = work  # what makes the clock of the thread that enters; from then on that clock
        self.done = threading.Event()
        self.reached = SECONDS

    def __enter__(self) -> "Limit":
        self.work = self.work()
        self.began_work, self.began = self.work(), self.wall()
        self.first = threading.Timer(self.seconds, self.watch)  # nothing can have used more before
        self.first.daemon = True
        self.first.start()
        return self

    def __exit__(self, *_raised) -> None:
        self.spent = self.work() - self.began_work
        self.done.set()
        self.first.cancel()

    def watch(self) -> None:
        """Look again until the work is done or has had its time."""
        while not self.done.is_set():
            left = self.left()
            if left <= 0:
                self.stop()
            self.done.wait(max(left, LOOK))

    def left(self) -> float:
        """Seconds until the next look is due; none when the work must end."""
        try:
            used, waited = self.work() - self.began_work, self.wall() - self.began
        except OSError:  # the thread has ended: so has its work
            return LOOK
        self.reached = SECONDS if used >= self.seconds else AT_MOST
        return min(self.seconds - used, AT_MOST - waited)

    def says(self) -> str:
        """What the reader is told."""
        return (f"The query took longer than {self.reached:g} seconds and was stopped. "
                "Choose fewer countries or a shorter time, or report it.")
