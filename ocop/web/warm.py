"""Everything that is slow the first time, done before the first reader; and what the server knows of its data.

A broken or missing data folder does not stop the server: the reason is kept here for `/healthz` and the log, and the
page of each reader says it in full. Heavy imports and the store are imported inside functions, so that the rest of
`ocop.web` starts in a moment.
"""

import gc
import logging
import threading
import time
from dataclasses import dataclass
from importlib import import_module

from ocop.library import asked_for, is_library

log = logging.getLogger("ocop.web.warm")

HEAVY = ("pandas", "pyarrow", "plotly.graph_objects")
SAID = 20  # problems named in the log
LOOK_AGAIN = 2.0  # seconds: a repaired folder or a new version shows in /healthz after at most this long


@dataclass(frozen=True)
class State:
    """The data in use: its fingerprint and last day of knowledge; and the problems, when the folder has some.

    With problems and a fingerprint an older good version is served; with problems alone nothing can be. `reason` is one of
    the words that the store gives for why (`missing`, `unreadable`, `broken`, ...), and empty where all is well.
    """

    fingerprint: str | None = None
    last_known_on: str | None = None
    problems: tuple[str, ...] = ()
    reason: str = ""

    @property
    def is_ok(self) -> bool:
        return not self.problems

    @property
    def is_served(self) -> bool:
        return self.fingerprint is not None


def warm() -> State:
    """Import, open the store, and take what is now in memory out of the garbage collector's rounds.

    Streamlit collects garbage after each run of a page; without the freeze that is most of the cost of a run.
    """
    for module in HEAVY:
        import_module(module)
    state = look()
    gc.collect()
    gc.freeze()
    return state


def look() -> State:
    """Ask the store what is served now; never raises."""
    try:
        from ocop import store

        served = store.current()
        stale = (served.stale_because,) if served.stale_because else ()
        return State(served.fingerprint, served.last_day.isoformat(), stale, served.stale_kind)
    except Exception as broken:  # whatever is wrong with the data, the server must stay up and say so
        lines = problem_lines(broken) or (f"{type(broken).__name__} when the data were opened",)
        return State(problems=lines, reason=getattr(broken, "kind", "internal"))


def problem_lines(error: BaseException) -> tuple[str, ...]:
    """One line per problem that an error of the data carries; nothing for any other error."""
    return tuple(str(problem) for problem in getattr(error, "problems", ()))


def follow_library() -> None:
    """Where versions are served, look for the next one without being asked: it is open before its first reader comes."""
    if is_library(asked_for()):
        threading.Thread(target=follow, name="ocop-follow", daemon=True).start()


def follow(pause: float = 1.0) -> None:
    """Ask for the served version again and again. It does not end."""
    while True:
        time.sleep(pause)
        look()  # what is wrong with it is told by `Watch`


class Watch:
    """The state as of a moment ago, so that many health checks cost one look."""

    def __init__(self, clock=time.monotonic):
        self._clock, self._lock = clock, threading.Lock()
        self._state: State | None = None
        self._seen = 0.0

    def start(self) -> State:
        """Warm up; the state found is the first that `state` returns."""
        return self._keep(warm())

    def state(self) -> State:
        with self._lock:
            if self._state is None or self._clock() - self._seen > LOOK_AGAIN:
                return self._keep(look())
            return self._state

    def _keep(self, state: State) -> State:
        if state.problems and (self._state is None or state.problems != self._state.problems):  # once, not at every look
            log.error("data cannot be served as they are (%s): %s", state.reason, " | ".join(state.problems[:SAID]))
        self._state, self._seen = state, self._clock()
        return state
