"""What was made once and is the same for everybody: the newest few hundred things of one kind, by a key that begins with the fingerprint.

They are bounded by their rows too: of a data set of millions one list alone may take a tenth of a gigabyte.
"""

import threading
from collections import OrderedDict

KEPT, ROWS = 600, 300_000


class Kept:
    """Finished results by (fingerprint, query, parameters): the newest few hundred, out of reach of a visitor."""

    def __init__(self, most: int = KEPT, most_rows: int = ROWS):
        self.most, self.most_rows, self.lock = most, most_rows, threading.Lock()
        self.results: OrderedDict = OrderedDict()
        self.rows: dict = {}

    def get(self, key):
        """The kept result, or None."""
        with self.lock:
            if key in self.results:
                self.results.move_to_end(key)
            return self.results.get(key)

    def put(self, key, result, rows: int = 1) -> None:
        """Keep one, forget the oldest beyond the limits; one that is beyond them by itself is not kept."""
        with self.lock:
            self.results.pop(key, None)
            if rows <= self.most_rows:
                self.results[key], self.rows[key] = result, rows
            self.rows = {kept: self.rows[kept] for kept in self.results} if len(self.rows) > 2 * self.most else self.rows
            while len(self.results) > self.most or sum(self.rows[kept] for kept in self.results) > self.most_rows:
                self.results.popitem(last=False)

    def keep_only(self, fingerprint: str) -> None:
        """Forget what was kept of every other version."""
        with self.lock:
            for key in [key for key in self.results if key[0] != fingerprint]:
                del self.results[key]
