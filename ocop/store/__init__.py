"""The store: a data folder, checked, built once into a DuckDB file under its fingerprint, opened read-only.

It refuses to open data with problems (`DataProblems`), to let two threads share a connection, to read any other file
once open, and to run a query for longer than two seconds (`QueryTooSlow`).

`folders`: where things are. `fingerprints`: what a version is made of. `building`, `keeping`: the file and what stands beside it.
`version`: one version, open. `opening`: from folder to version. `serving`: which version readers get. `rules`: the rules across tables.
"""

from ocop.store.building import LAID_OUT, build, layout
from ocop.store.fingerprints import KINDS, MODELS, fingerprint, inputs, stamps, vocabulary
from ocop.store.folders import ROOT, cache_folder, data_folder
from ocop.store.keeping import is_whole, keep_notices, kept_notices, rules_mark
from ocop.store.opening import open_store
from ocop.store.rules import broken_rules
from ocop.store.serving import Current, current
from ocop.store.version import LOCKED, SECONDS, DataProblems, QueryTooSlow, Store

__all__ = ["KINDS", "LAID_OUT", "LOCKED", "MODELS", "ROOT", "SECONDS", "Current", "DataProblems", "QueryTooSlow", "Store",
           "broken_rules", "build", "cache_folder", "current", "data_folder", "fingerprint", "inputs", "is_whole", "keep_notices",
           "kept_notices", "layout", "open_store", "rules_mark", "stamps", "vocabulary"]
