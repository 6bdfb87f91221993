"""Who says so: sources numbered in the order in which a report first names them.

An address of grade D, or of an original that was read in a copy, is text and never a link.
"""

from dataclasses import dataclass, field

from ocop.report.words import clean
from ocop.store import Store, once
from ocop.texts import _, day


@dataclass(frozen=True)
class Source:
    """One line of the list of sources. `link` is empty where the address must not be followed, or is none."""

    number: int
    source_id: str
    publisher: str
    title: str
    published_on: str
    grade: str
    is_copy: bool
    address: str
    link: str

    def __post_init__(self):
        object.__setattr__(self, "link", link_to(self.link, self.grade, self.is_copy))

    @property
    def words(self) -> str:
        """Publisher, title where it is on record, date and grade in words."""
        when = day(self.published_on) if self.published_on else _("undated")
        weak = _(", weak source shown as text") if self.grade == "D" else ""
        copy = _(", read in a copy") if self.is_copy else ""
        title = f", {self.title}" if self.title and not self.address.startswith(self.title) else ""
        return _("{publisher}, {when} (grade {grade}{weak})").format(
            publisher=self.publisher + title, when=when, grade=self.grade, weak=copy + weak)


@once
def register(store: Store) -> dict[str, tuple]:
    """Publisher, title, date, grade, whether a copy was read, and address of every source by its number in the record."""
    _names, rows = store.ask("select source_id, publisher, title, published_on, grade, is_copy, address from sources")
    return {row[0]: row[1:] for row in rows}


def short(publisher: str) -> str:
    """The name under which a publisher is known."""
    return "FAO" if publisher.endswith("(FAO)") else publisher


def link_to(address: str, grade: str, is_copy: bool) -> str:
    """The address to follow, or nothing: grade D, read in a copy, no web address, or characters that no address holds."""
    good = address.startswith(("http://", "https://")) and not set(address) & set(" \t\r\n<>\"'`{}|\\^")
    return address if good and grade != "D" and not is_copy else ""


@dataclass
class Citations:
    """The sources that a report has named so far."""

    store: Store
    sources: dict[str, Source] = field(default_factory=dict)

    def number(self, source_id: str) -> int | None:
        """The number of a source in this report; None for one that the record does not hold."""
        if source_id not in self.sources and source_id in register(self.store):
            publisher, title, published_on, grade, is_copy, address = register(self.store)[source_id]
            self.sources[source_id] = Source(
                len(self.sources) + 1, source_id, short(clean(publisher)), clean(title or ""), published_on or "", grade or "", bool(is_copy),
                clean(address), link_to(address, grade, is_copy))
        return self.sources[source_id].number if source_id in self.sources else None

    def numbers(self, row: dict) -> tuple[int, ...]:
        """The numbers of the sources of a row, in order."""
        named = [row.get("source_id"), *(row.get("source_ids") or [])]
        found = [self.number(source_id) for source_id in dict.fromkeys(named) if source_id]
        return tuple(number for number in found if number)
