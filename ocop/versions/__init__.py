"""A library of versions, as it is written: publish, roll back, prune, and the ledger of who did what.

A version is whole or not at all: it is made beside the others, checked, built, closed, written out to the disk, named by the hash of its
manifest, and only then pointed to. Whatever ends a publication half-way leaves the version before as it was. `ocop.library` reads.

`locking`: one writer at a time. `steps`: the order of a publication. `publishing`: publish, start, roll back. `pruning`: what goes.
`ledger`: the append-only table. `roles`: who may do what.
"""

from ocop.versions.ledger import Entry, entries, faults
from ocop.versions.locking import Busy, lock
from ocop.versions.pruning import prune
from ocop.versions.publishing import STEPS, StaleBase, Version, library_here, publish, roll_back, start, versions
from ocop.versions.roles import Actor, Refused, operator

__all__ = ["STEPS", "Actor", "Busy", "Entry", "Refused", "StaleBase", "Version", "entries", "faults", "library_here", "lock", "operator", "prune",
           "publish", "roll_back", "start", "versions"]
