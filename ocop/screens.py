"""Readers of the screen go first: what can wait, a picture for a frame or rows for a program, waits until they have been still for a moment. A leaf.

The server notes each message by which a browser asks for a run of its page; nothing else is known of the readers.
"""

import time
from collections.abc import Callable

STILL = 0.25  # seconds without a message: their runs have ended, as a rule
LONGEST = 2.0  # seconds to wait at most: with many readers there is always one who has just acted
BUSY = 5.0  # seconds after an act in which readers are thought to be at work
REST = 5  # times as long as a work took is none begun while they are
RESTED = 10.0  # seconds of rest at most
BURST = 1.0  # seconds of processor time that others may take before they rest: most of a page of a briefing with twenty frames


class Screens:
    """When a reader of the screen acted last, and until when all other work rests."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep):
        self.clock, self.sleep, self.acted, self.free = clock, sleep, -BUSY, 0.0

    def act(self) -> None:
        """A reader acts now."""
        self.acted = self.clock()

    def drew(self, seconds: float) -> None:
        """A drawing took so long; the next work rests while readers are at work."""
        self.worked(seconds, burst=0.0)

    def worked(self, seconds: float, burst: float = BURST) -> None:
        """The same for any work; so many seconds of it are rested from only when more follow."""
        now = self.clock()
        owed = max(self.free, now - REST * burst) + REST * seconds
        self.free = min(owed, now + RESTED) if now - self.acted < BUSY else min(self.free, now)

    def rest(self) -> bool:
        """Wait until earlier work has been rested from; whether there was any to rest from."""
        left = self.free - self.clock()
        self.sleep(max(0.0, left))
        return left > 0

    def let_first(self, still: float = STILL, longest: float = LONGEST) -> None:
        """Wait until earlier work has been rested from and nobody has acted for a moment."""
        self.rest()
        end = self.clock() + longest
        while (now := self.clock()) < end and now - self.acted < still:
            self.sleep(min(still - (now - self.acted), end - now))


SCREENS = Screens()
