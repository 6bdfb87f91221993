"""What the reader chose, by name, as a part of a sentence: "Africa", "field crops in Ghana", else the initiative."""

from dataclasses import dataclass, replace
from typing import Any

from ocop.filters import Filters, category_name, known_codes
from ocop.store import Store
from ocop.texts import _

NAMED = 3  # names in a sentence; of more only their number is told


@dataclass(frozen=True)
class Scope:
    """The chosen places and product types in words; empty where none is chosen."""

    places: str = ""
    types: str = ""

    def words(self, form: str = "") -> str:
        """After "for" or "of"; with the form `in` a whole phrase: "in Africa", "with field crops in Africa"."""
        if form == "in":
            return self._within()
        if self.places and self.types:
            return _("{types} in {places}").format(types=self.types, places=self.places)
        return self.places or self.types or _("the initiative")

    def _within(self) -> str:
        if self.places and self.types:
            return _("in {places} with {types}").format(types=self.types, places=self.places)
        if self.types:
            return _("with {types}").format(types=self.types)
        return _("in {places}").format(places=self.places or _("the world"))


def scope_of(store: Store, filters: Filters, unheeded: tuple[str, ...] = ()) -> Scope:
    """The choice as far as a query obeys it: the filters named by `unheeded` are left out."""
    left_out: dict[str, Any] = {name: () for name in unheeded if name in ("regions", "countries", "categories")}
    heeded = replace(filters, **left_out)
    names = known_codes(store)
    places = [names["country"].get(code, code) for code in heeded.countries] or [names["region"].get(code, code) for code in heeded.regions]
    return Scope(listed(places, _("{n} places")), listed([_in_sentence(category_name(code, store)) for code in heeded.categories],
                                                         _("{n} product types")))


def _in_sentence(name: str) -> str:
    """A product type inside a sentence."""
    return name[:1].lower() + name[1:]


def listed(names: list[str], many: str) -> str:
    """A, B and C; of more names their number."""
    if len(names) > NAMED:
        return many.format(n=len(names))
    return _("{all_but_last} and {last}").format(all_but_last=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)
