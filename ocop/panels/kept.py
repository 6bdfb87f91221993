"""What is the same for every reader of one view is made once: figures and worded tables, by version, query, choice and language.

Only finished things that nobody changes are kept here, the newest few hundred; a visitor cannot reach or clear them.
"""

from collections.abc import Callable, Hashable

from ocop.kept import Kept
from ocop.panels.view import View
from ocop.queries import Result
from ocop.store import when_swapped
from ocop.texts import LANGUAGE

MADE = Kept(most=240)
when_swapped(MADE.keep_only)


def once(view: View, result: Result, kind: str, make: Callable, *more: Hashable):
    """What `make()` returns, from memory where this version, query, choice, language and `more` were asked for before."""
    key = (view.store.fingerprint, result.query.name, repr(result.parameters), LANGUAGE.get(), kind, *more)
    made = MADE.get(key)
    if made is None:
        made = make()
        MADE.put(key, made)
    return made
