"""The store: a data folder, checked, built once into a DuckDB file under its fingerprint, opened read-only.

It refuses to open data with problems (`DataProblems`), to let two threads share a connection, to read any other file
once open, and to run a query for longer than two seconds (`QueryTooSlow`).

`folders`: where things are. `fingerprints`: what a version is made of. `received`: a copy of it. `building`, `ordering`, `keeping`, `pruning`: the
built file, what stands beside it, what goes. `version`, `limits`: one version, open, and how long a query may work. `last_good`: which
one a folder gave last. `opening`: from folder to version. `serving`: which version readers get. `rules`: the rules across tables.
"""

from collections.abc import Callable

from ocop.contracts.codes import countries as countries_of_fao
from ocop.store import opening
from ocop.store.building import build
from ocop.store.fingerprints import KINDS, MODELS, fingerprint, inputs, model_files, stamps, vocabulary
from ocop.store.folders import ROOT, cache_folder, data_folder
from ocop.store.keeping import is_whole, keep_notices, kept_notices, rules_mark
from ocop.store.limits import SECONDS, QueryTooSlow
from ocop.store.opening import NoRoom, open_apart, open_store
from ocop.store.pruning import prune
from ocop.store.rules import broken_rules
from ocop.store.serving import Current
from ocop.store.version import LOCKED, DataProblems, Store, once

__all__ = ["CURRENT", "KINDS", "LOCKED", "MODELS", "ROOT", "SECONDS", "Current", "DataProblems", "NoRoom", "QueryTooSlow", "Store",
           "broken_rules", "build", "cache_folder", "countries_of_fao", "current", "data_folder", "fingerprint", "inputs", "is_whole",
           "keep_notices", "kept", "kept_notices", "model_files", "once", "open_apart", "open_store", "prune", "rules_mark", "stamps",
           "vocabulary", "when_swapped"]

CURRENT = Current()


def current() -> Store:
    """The version that every page run draws from; see `Current`."""
    return CURRENT.get()


def kept(beginning: str) -> Store | None:
    """The version in use, or one before it that is still kept, by the first twelve signs of its fingerprint; None where there is none."""
    served = current()
    return served if served.fingerprint.startswith(beginning) else opening.kept(beginning)


def when_swapped(forget: Callable[[str], None]) -> None:
    """Call `forget(fingerprint)` whenever another version is served: what was kept of the one before is of no use."""
    CURRENT.swapped.append(forget)
