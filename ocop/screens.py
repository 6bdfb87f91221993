"""Readers of the screen go first: what can wait, a picture for a frame or a document, waits until they have been still for a moment. A leaf.

The server notes each message by which a browser asks for a run of its page; nothing else is known of the readers.
"""

import time
from collections.abc import Callable

STILL = 0.25  # seconds without a message: their runs have ended, as a rule
LONGEST = 2.0  # seconds to wait at most: with many readers there is always one who has just acted
BUSY = 5.0  # seconds after an act in which readers are thought to be at work
REST = 3  # times as long as a drawing took is none begun while they are


class Screens:
    """When a reader of the screen acted last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep):
        self.clock, self.sleep, self.acted, self.free = clock, sleep, -BUSY, 0.0

    def act(self) -> None:
        """A reader acts now."""
        self.acted = self.clock()

    def drew(self, seconds: float) -> None:
        """A drawing took so long; the next one rests while readers are at work."""
        now = self.clock()
        self.free = now + min(REST * seconds, LONGEST) if now - self.acted < BUSY else now

    def let_first(self, still: float = STILL, longest: float = LONGEST) -> None:
        """Wait until the last drawing has been rested from and nobody has acted for a moment."""
        self.sleep(max(0.0, self.free - self.clock()))
        end = self.clock() + longest
        while (now := self.clock()) < end and now - self.acted < still:
            self.sleep(min(still - (now - self.acted), end - now))


SCREENS = Screens()
