"""What was made once and is the same for everybody: the newest few hundred things of one kind, by a key that begins with the fingerprint."""

import threading
from collections import OrderedDict

KEPT = 600


class Kept:
    """Finished results by (fingerprint, query, parameters): the newest few hundred, out of reach of a visitor."""

    def __init__(self, most: int = KEPT):
        self.most, self.lock = most, threading.Lock()
        self.results: OrderedDict = OrderedDict()

    def get(self, key):
        """The kept result, or None."""
        with self.lock:
            if key in self.results:
                self.results.move_to_end(key)
            return self.results.get(key)

    def put(self, key, result) -> None:
        """Keep one, forget the oldest beyond the limit."""
        with self.lock:
            self.results[key] = result
            while len(self.results) > self.most:
                self.results.popitem(last=False)

    def keep_only(self, fingerprint: str) -> None:
        """Forget what was kept of every other version."""
        with self.lock:
            for key in [key for key in self.results if key[0] != fingerprint]:
                del self.results[key]
