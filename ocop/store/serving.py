"""The version that is served, while its folder changes."""

import threading
from dataclasses import replace

from ocop.store.fingerprints import stamps
from ocop.store.folders import data_folder
from ocop.store.opening import open_store
from ocop.store.version import DataProblems, Store


class Current:
    """The version being served. A changed folder is opened beside it and swapped in whole; a broken change is told, not served."""

    def __init__(self):
        self.lock, self.store, self.seen = threading.Lock(), None, None

    def get(self) -> Store:
        """The store of the data folder as it stands now. Raises DataProblems when no version could be opened yet."""
        with self.lock:
            now = stamps(data_folder())
            if self.store is None or now != self.seen:
                self.store = self._opened()
                self.seen = now
            return self.store

    def _opened(self) -> Store:
        try:
            return open_store()
        except DataProblems as broken:
            if self.store is None:
                raise
            return replace(self.store, stale_because=(
                f"The data folder changed and now has {len(broken.problems)} problems; the last good version is shown. "
                f"First problem: {broken.problems[0]}"))


CURRENT = Current()


def current() -> Store:
    """The version that every page run draws from; see `Current`."""
    return CURRENT.get()
