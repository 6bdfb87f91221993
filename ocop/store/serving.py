"""The version that is served, while the ground under it moves.

A reader never waits for a change: it is checked and built beside the served version, one build at a time, and swapped in
whole. Whatever is wrong with the changed data, the last good version stays, and says so; without one, every reader gets
the list of problems. Nothing but `DataProblems` leaves this module.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ocop import library
from ocop.store import fingerprints
from ocop.store.fingerprints import fingerprint
from ocop.store.folders import data_folder
from ocop.store.keeping import is_whole
from ocop.store.opening import last_good, open_store
from ocop.store.telling import because, damaged, told
from ocop.store.version import DataProblems, Store

log = logging.getLogger("ocop.store.serving")

LOOK_DEEPER = 60.0  # seconds between two readings of all bytes: size and times of a file can stay while its content changes
TRY_AGAIN = 15.0  # seconds after which a failure is not believed any more: a full disk may have been emptied


class Current:
    """The version being served. A changed folder is opened beside it and swapped in whole; a broken change is told, not served."""

    def __init__(self, open: Callable[[Path], Store] = lambda folder: open_store(folder), clock: Callable[[], float] = time.monotonic,
                 last: Callable[[Path], Store | None] = lambda folder: last_good(folder)):
        self.open, self.clock, self.last = open, clock, last
        self.state = threading.Condition()
        self.is_building = False
        self.folder = Path()  # not yet asked for one
        self.store: Store | None = None
        self.broken: DataProblems | None = None
        self.seen: tuple = ()
        self.looked = 0.0
        self.swapped: list[Callable[[str], None]] = []
        self.held: Store | None = None

    def hold(self, store: Store) -> None:
        """Serve this version and look at no folder: for a process that is told which one it serves."""
        self.held = store

    def get(self) -> Store:
        """The newest good version, at once where there is one. Raises DataProblems where no version could be opened yet."""
        if self.held is not None:
            return self.held
        with self.state:
            self._follow(data_folder())
            if self._is_due():
                self.is_building = True
                threading.Thread(target=self._work, name="ocop-build", daemon=True).start()
            while self.store is None and self.is_building:
                self.state.wait()
            if self.store is None:
                assert self.broken is not None, "a build ends with a version or with problems"
                raise DataProblems(self.broken.problems, self.broken.kind)
            return self.store

    def settle(self) -> None:
        """Wait until nothing is being built; for programs and tests, not for readers."""
        with self.state:
            while self.is_building:
                self.state.wait()

    def _is_due(self) -> bool:
        """Whether the folder must be read again: it looks changed, the last look is long ago, or the built file gave errors."""
        if self.is_building:
            return False
        is_long_ago = self.clock() - self.looked > (TRY_AGAIN if self.broken else LOOK_DEEPER)
        is_damaged = self.store is not None and (bool(self.store.faults) or not os.path.isdir(self.store.folder))
        return is_long_ago or is_damaged or stamps(self.folder) != self.seen

    def _follow(self, folder: Path) -> None:
        """Another folder is another question: nothing of the one before is an answer to it."""
        while folder != self.folder and self.is_building:
            self.state.wait()
        if folder != self.folder:
            self.folder, self.store, self.broken, self.seen = folder, None, None, ()

    def _work(self) -> None:
        """One build. A change that comes meanwhile differs from the stamps taken here, and the next reader begins another."""
        seen = stamps(self.folder)
        found = self._opened()
        before = self._before() if isinstance(found, DataProblems) and self.store is None else None
        with self.state:
            self.store = self.store or before
            self._take(found, seen)
            self.is_building = False
            self.state.notify_all()
        if isinstance(found, Store):
            for forget in self.swapped:
                forget(found.fingerprint)

    def _opened(self) -> Store | DataProblems | None:
        """The version of the folder as it is now; the problems where there is none; None where it is the one that is served."""
        served, broken = self.store, self.broken
        try:
            ground = library.ground(self.folder)
            if ground.fault and (served or not ground.version):
                raise damaged(ground.fault)
            mark = fingerprint(ground.folder)
            if broken and broken.mark == mark:
                return broken
            if served and served.fingerprint == mark and (os.path.isdir(served.folder) and not served.faults or is_all_there(served)):
                served.faults.clear()
                return None if served.version == ground.version else replace(served, version=ground.version, stale_because="", stale_kind="")
            return self.open(self.folder)
        except BaseException as error:  # a reader must not lose the good version to a fault of any kind
            return told(error)

    def _before(self) -> Store | None:
        """What an earlier process served of this folder, for a start on one that cannot be shown as it is."""
        try:
            return self.last(self.folder)
        except BaseException as error:  # nothing in the cache may keep the problems from the reader
            log.error("the last good version cannot be opened", exc_info=error)
            return None

    def _take(self, found: Store | DataProblems | None, seen: tuple) -> None:
        self.seen, self.looked = seen, self.clock()
        if isinstance(found, DataProblems):
            self.broken = found
            self.store = self.store and replace(self.store, stale_because=because(found), stale_kind=found.kind)
            return
        self.broken = None
        if found is not None:
            self.store = found
        elif self.store and self.store.stale_kind:
            self.store = replace(self.store, stale_because="", stale_kind="")


def is_all_there(served: Store) -> bool:
    """Whether the built file and the files that it was built from are as they were."""
    try:
        return is_whole(served.file) and fingerprint(served.folder) == served.fingerprint
    except DataProblems:
        return False


def stamps(folder: Path) -> tuple:
    """What a cheap look tells of a folder of either kind; see `fingerprints.stamps`."""
    return (*library.stamps(folder), *fingerprints.stamps(folder)) if library.is_library(folder) else fingerprints.stamps(folder)
