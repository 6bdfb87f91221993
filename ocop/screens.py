"""Readers of the screen go first: what can wait, a picture for a frame or a document, waits until they have been still for a moment. A leaf.

The server notes each message by which a browser asks for a run of its page; nothing else is known of the readers.
"""

import time
from collections.abc import Callable

STILL = 0.25  # seconds without a message: their runs have ended, as a rule
LONGEST = 2.0  # seconds to wait at most: with many readers there is always one who has just acted


class Screens:
    """When a reader of the screen acted last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep):
        self.clock, self.sleep, self.acted = clock, sleep, -LONGEST

    def act(self) -> None:
        """A reader acts now."""
        self.acted = self.clock()

    def let_first(self, still: float = STILL, longest: float = LONGEST) -> None:
        """Wait until nobody has acted for a moment."""
        end = self.clock() + longest
        while (now := self.clock()) < end and now - self.acted < still:
            self.sleep(min(still - (now - self.acted), end - now))


SCREENS = Screens()
