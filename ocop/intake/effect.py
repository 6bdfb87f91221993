"""What a submission would change on the monitor, before anybody agrees to it: rows, sentences, headline figures, and what a person must look at.

The served version and the candidate are held against each other by the engine of change itself (`store.compared`), by the queries of the pages,
and row by row. Whatever somebody must tick, or give a reason for, is a `Finding` with a number that stays the same as long as it says the same.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from ocop import queries
from ocop.contracts import Contract
from ocop.contracts.contract import WITHDRAWN
from ocop.contracts.versions import CORRECTION
from ocop.filters import Filters
from ocop.headline import FORMS
from ocop.intake.onrecord import Row, key_of, rows_of, standing
from ocop.intake.robust import standouts
from ocop.store import Store
from ocop.store.compared import BEFORE, compared
from ocop.texts import _, n_
from ocop.texts import number as spoken_number

HEADLINES = ("overview/countries", "overview/products", "overview/task_forces", "overview/funding", "overview/events")
LADDERS = {"body": ("task_forces", "status"), "fund": ("fund_reports", "stage")}  # subject of a register -> the contract's list in its order
STATUSES = {"target": ("overdue", "off track", "at risk", "on track", "achieved"),
            "action": ("not started", "no due date", "overdue", "under way", "done")}
FEWER = 0.5  # of the rows that stood


@dataclass(frozen=True)
class Finding:
    """What must be ticked or given a reason: a number that stays, a kind, a sentence, and the row that it speaks of."""

    id: str
    kind: str
    words: str
    table: str = ""
    key: str = ""


@dataclass(frozen=True)
class Moved:
    """A headline figure of the overview that would read otherwise."""

    name: str
    title: str
    before: str
    after: str
    unit: str


@dataclass(frozen=True)
class Effect:
    """Everything that a submission would change."""

    added: dict[str, list[Row]] = field(default_factory=dict)
    corrected: dict[str, list[Row]] = field(default_factory=dict)
    withdrawn: dict[str, list[Row]] = field(default_factory=dict)
    removed: dict[str, list[Row]] = field(default_factory=dict)  # rows that would be gone: none is ever taken out of the record
    changes: tuple[dict, ...] = ()  # the rows of `review/changes`, with their sentences
    moved: tuple[Moved, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def backwards(self) -> list[Finding]:
        """The stages that would go back."""
        return [one for one in self.findings if one.kind == "stage back"]


def effect(served: Store, candidate: Store) -> Effect:
    """What would change if the candidate were served. Raises QueryTooSlow."""
    day = max(served.last_day, candidate.last_day)
    then = Filters(as_of=day, compare_with=BEFORE)
    both = compared(served, candidate, day)
    try:
        changes = tuple(queries.run(both, "review/changes", then).rows)
    finally:
        both.connection.close()
    old, new = ({name: rows_of(store.folder, contract) for name, contract in candidate.contracts.items() if name in served.contracts}
                for store in (served, candidate))
    kinds: dict[str, dict[str, list[Row]]] = {kind: {} for kind in ("added", "corrected", "withdrawn", "removed")}
    for name in old:
        for kind, rows in differences(candidate.contracts[name], old[name], new[name]).items():
            if rows:
                kinds[kind][name] = rows
    moved = tuple(headlines(served, candidate, Filters(as_of=day)))
    found = [*rows_to_look_at(candidate, kinds), *fewer(candidate, old, new), *steps_back(served, candidate), *figures(candidate, kinds, new),
             *(finding("figure moves", f"{one.title}: {one.before} → {one.after}", "", one.name) for one in moved), *conflicts(served, candidate)]
    return Effect(**kinds, changes=changes, moved=moved, findings=tuple({one.id: one for one in found}.values()))


def finding(kind: str, words: str, table: str = "", key: str = "") -> Finding:
    """A finding with its number."""
    mark = sha256("\x1f".join((kind, table, key, words)).encode()).hexdigest()
    return Finding(mark[:12], kind, words, table, key)


def differences(contract: Contract, old: list[Row], new: list[Row]) -> dict[str, list[Row]]:
    """The rows of a table that are new, by what they do, and those that would be gone."""
    names = list(contract.columns)

    def cells(row: Row) -> tuple:
        return tuple(row[name] for name in names)

    before, now = Counter(map(cells, old)), Counter(map(cells, new))
    stood = {key_of(contract, row) for row in old}
    fresh = [dict(zip(names, row, strict=True)) for row in (now - before).elements()]
    back = [row for row in fresh if row.get(WITHDRAWN.name) == "true"]
    again = [row for row in fresh if row.get(WITHDRAWN.name) != "true" and key_of(contract, row) in stood]
    replaced = set() if contract.known_on else {key_of(contract, row) for row in again}  # a register has no versions: its row is changed in place
    gone = [dict(zip(names, row, strict=True)) for row in (before - now).elements()]
    return {"added": [row for row in fresh if row not in back and row not in again], "corrected": again, "withdrawn": back,
            "removed": [row for row in gone if key_of(contract, row) not in replaced]}


def rows_to_look_at(candidate: Store, kinds: dict[str, dict[str, list[Row]]]) -> Iterator[Finding]:
    """Rows that do more than add something."""
    words = {"corrected": _("{table} {key}: corrects what stands."), "withdrawn": _("{table} {key}: takes back what stands."),
             "removed": _("{table} {key}: the row would be gone from the record, where rows are only ever added.")}
    for kind, said in words.items():
        for name, rows in kinds[kind].items():
            contract = candidate.contracts[name]
            for row in rows:
                key = ", ".join(key_of(contract, row))
                on = f" {row[contract.known_on]}" if contract.known_on else ""
                yield finding(kind, said.format(table=contract.title, key=key), name, key + on)


def fewer(candidate: Store, old: dict[str, list[Row]], new: dict[str, list[Row]]) -> Iterator[Finding]:
    """Tables of which half would be left, or less."""
    for name, contract in candidate.contracts.items():
        if name in old and old[name]:
            before, now = (len(standing(contract, rows[name])) for rows in (old, new))
            if now <= FEWER * before and now < before:
                yield finding("fewer rows", _("{table}: {now} rows would stand where {before} stand now.").format(
                    table=contract.title, now=now, before=before), name)


def register(store: Store, candidate: Store) -> dict[tuple[str, str], dict]:
    """The registers of a version on the last day of the candidate, by subject and key."""
    names, rows = store.ask("select subject, key, what, status, rank from register_on($day, [])", {"day": max(store.last_day, candidate.last_day)})
    return {(row[0], row[1]): dict(zip(names, row, strict=True)) for row in rows}


def steps_back(served: Store, candidate: Store) -> Iterator[Finding]:
    """What would stand at an earlier stage than it does."""
    before, now = register(served, candidate), register(candidate, served)
    ladders = {**STATUSES, **{subject: candidate.contracts[table].columns[column].allowed for subject, (table, column) in LADDERS.items()
                              if table in candidate.contracts}}
    for (subject, key), row in before.items():
        after = now.get((subject, key))
        order = list(ladders.get(subject, ()))
        ranks = [place for each in (row, after or {}) if (place := rung(subject, each, order)) is not None]
        is_lost = after is None and subject in ("country", "body", "fund", "action", "product", "event")
        if is_lost or len(ranks) == 2 and ranks[1] < ranks[0]:
            yield finding("stage back", _("{what}: from {before} back to {after}.").format(
                what=row["what"], before=row["status"] or _("on record"), after=after["status"] if after else _("not on record")), subject, key)


def rung(subject: str, row: dict, order: list[str]) -> int | None:
    """How far a row of a register has come; None where its status is no step of a ladder."""
    if subject == "country":
        return row.get("rank")
    return order.index(row["status"]) if row.get("status") in order else None


def figures(candidate: Store, kinds: dict[str, dict[str, list[Row]]], new: dict[str, list[Row]]) -> Iterator[Finding]:
    """Figures that stand out by the rule of `robust`."""
    fresh = [*kinds["added"].get("figures", ()), *kinds["corrected"].get("figures", ())]
    if not fresh:
        return
    measures = {row["indicator"]: row["measure"] for row in new.get("indicators", ())}
    names = {row["indicator"]: row["name"] for row in new.get("indicators", ())}
    said = {"jump": _("{what}, {place}: {value} after {against}, where {low} to {high} would be usual."),
            "fall": _("{what}, {place}: {value} after {against}, though a total does not fall."),
            "outlier": _("{what}, {place}: {value}, where {low} to {high} are usual elsewhere.")}
    rows = standing(candidate.contracts["figures"], new["figures"])
    for one in standouts(rows, {row["figure_id"] for row in fresh}, measures):
        words = said[one.kind].format(what=names.get(one.row["indicator"], one.row["indicator"]), place=one.row["place_id"],
                                      value=spoken_number(float(one.row["value"]), one.row["qualifier"]), against=spoken_number(one.against),
                                      low=spoken_number(rounded(one.low)), high=spoken_number(rounded(one.high)))
        yield finding(one.kind, words, "figures", one.row["figure_id"])


def rounded(value: float) -> float:
    """A limit with two digits: it is no measurement."""
    return float(f"{value:.2g}")


def headlines(served: Store, candidate: Store, filters: Filters) -> Iterator[Moved]:
    """The figures at the top of the overview that would read otherwise on the same day."""
    for name in HEADLINES:
        query = queries.read(name)
        told = []
        for store in (served, candidate):
            row = (queries.run(store, name, filters).rows or [{"value": None}])[0]
            told.append("" if row["value"] is None else FORMS[query.card](row["value"], row.get("qualifier") or "eq"))
        if told[0] != told[1]:
            yield Moved(name, _(query.title), told[0] or _("not reported"), told[1] or _("not reported"), _(query.unit))


def conflicts(served: Store, candidate: Store) -> Iterator[Finding]:
    """What disagrees with what is on record: the record's own doubts and contradictions that the served version has not."""
    old, new = ([dict(zip(names, row, strict=True)) for row in rows] for names, rows in (
        store.ask("select * from contracts.doubts order by all") for store in (served, candidate)))
    for doubt in (one for one in new if one not in old):
        yield finding("conflict", f'{doubt["row_key"]}, {doubt["column_name"]}: "{doubt["value"] or ""}" {doubt["rule"]}. {doubt["said"]}',
                      doubt["file"].partition(".")[0], doubt["row_key"])
    told = {(one["file"], one["rule"]) for one in new}
    known = {(one.file, one.column, one.value, one.rule) for one in served.notices}
    for notice in candidate.notices:
        is_told = (notice.file.partition(" (")[0], notice.rule) in told or notice.rule == CORRECTION or notice.level == "fixed"
        if not is_told and (notice.file, notice.column, notice.value, notice.rule) not in known:
            words = f'{notice.column or ""}: "{notice.value or ""}" {notice.says}. {notice.advice}'.removeprefix(": ")
            yield finding("conflict", words.strip(), notice.file.partition(".")[0])
    day = Filters(as_of=max(served.last_day, candidate.last_day))
    before, now = ({(row["kind"], row["subject"], row["says"], row["on"]) for row in queries.run(store, "about/contradictions", day).rows}
                   for store in (served, candidate))
    sides: dict[tuple[str, str], list[str]] = {}
    for kind, subject, says, on in sorted(now - before, key=str):
        sides.setdefault((kind, subject), []).append(f"{says} ({on})" if on else says)
    for (kind, subject), says in sides.items():
        yield finding("conflict", f"{_(kind)}: {subject}: {'; '.join(says)}.", "", subject)


def in_a_sentence(made: Effect) -> str:
    """How many rows do what, and how much there is to look at."""
    counts = [(n_("{n} row added", "{n} rows added", n), n) for n in [sum(map(len, made.added.values()))]]
    counts += [(n_("{n} corrected", "{n} corrected", n), n) for n in [sum(map(len, made.corrected.values()))]]
    counts += [(n_("{n} withdrawn", "{n} withdrawn", n), n) for n in [sum(map(len, made.withdrawn.values()))]]
    counts += [(n_("{n} thing to look at", "{n} things to look at", n), n) for n in [len(made.findings)]]
    return ", ".join(words.format(n=n) for words, n in counts) + "."
