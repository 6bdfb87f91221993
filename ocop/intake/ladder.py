"""The ladder: a country office submits, the regional group clears or returns with a note, the secretariat publishes.

Every act checks the role of who acts, here and anew, and is one line of the ledger. What a submission is at is not kept anywhere else: it is
what its lines say. Its rows stand in `submissions/<number>/`, as CSV under the names of the tables, with their hashes in the ledger.
"""

import csv
import io
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ocop import library as reading
from ocop.contracts import contracts_of, data_files
from ocop.intake import candidate, keys, periods, reach
from ocop.intake.onrecord import Row
from ocop.texts import _
from ocop.versions import Entry, Refused, StaleBase, Version, disk, ledger, lock, publishing, roles

FOLDER = "submissions"
NUMBER = re.compile(r"S[0-9]{5}")
SUBMITTED, CLEARED, RETURNED, PUBLISHED = "submitted", "cleared", "returned", "published"
AFTER = {"submit": SUBMITTED, "clear": CLEARED, "return": RETURNED, "publish": PUBLISHED}
LONGEST = 4_000  # letters of a note


class NotNow(ValueError):
    """The act does not fit what the submission is at, or what was given with it. The message is a sentence for who acted."""


@dataclass(frozen=True)
class Submission:
    """What the ledger tells of one submission."""

    number: str
    by: str
    at: str
    region: str
    country: str
    period: str
    rows: dict[str, int]
    hashes: dict[str, str]
    new: dict[str, list[str]] = field(default_factory=dict)  # the keys that were on no record when it was handed in
    state: str = SUBMITTED
    acts: list[Entry] = field(default_factory=list)

    @property
    def place(self) -> str:
        return self.country or self.region


def submissions(library: Path, who: roles.Actor) -> list[Submission]:
    """Those that this person may see, newest first."""
    mine = roles.of(library, who)
    return [one for one in reversed(list(every(library).values())) if any(roles.covers(role, one.region, one.country) for role in mine)]


def every(library: Path) -> dict[str, Submission]:
    """All submissions by number, in order, as their lines tell them."""
    found: dict[str, Submission] = {}
    for entry in ledger.entries(library):
        about, number = entry.about, str(entry.about.get("submission", ""))
        if entry.act == "submit":
            found[number] = Submission(number, entry.by, entry.at, about["region"], about["country"], about["period"], about["rows"], about["hashes"],
                                       about.get("new", {}))
        if number in found:
            before = found[number]
            found[number] = Submission(**{**vars(before), "state": AFTER.get(entry.act, before.state), "acts": [*before.acts, entry]})
    return found


def waiting(library: Path) -> list[keys.Waiting]:
    """The submissions that are on their way, with their rows; without those that cannot be read, of which `rows_of` tells their own page."""
    found = []
    for one in every(library).values():
        if one.state in (SUBMITTED, CLEARED):
            with suppress(NotNow):
                found.append(keys.Waiting(one.number, one.place or _("the record"), rows_of(library, one), one.new))
    return found


def overtaken(library: Path, mine: Submission) -> str:
    """What keeps a submission from going on because its keys are on record by now; empty where nothing does."""
    found = keys.overtaken(reading.ground(library).folder, rows_of(library, mine), mine.new) if mine.state in (SUBMITTED, CLEARED) else []
    said = " ".join(map(str, found[:3]))
    return _("{said} Return {number}: its rows are sent again with keys of their own.").format(said=said, number=mine.number) if found else ""


def one(library: Path, number: str) -> Submission:
    """A submission by its number. NotNow where there is none."""
    try:
        return every(library)[number]
    except KeyError:
        raise NotNow(_("There is no submission {number}.").format(number=repr(number[:20]))) from None


def locked(library: Path) -> dict[str, str]:
    """The locked periods, each with the day on which it was locked."""
    found: dict[str, str] = {}
    for entry in ledger.entries(library):
        if period := str(entry.about.get("period", "")):
            if entry.act == "lock" or entry.about.get("closes"):
                found[period] = entry.at[:10]
            if entry.act == "unlock":
                found.pop(period, None)
    return found


def closed_reviews(library: Path) -> set[str]:
    """The reviews that were closed."""
    return {str(entry.about["closes"]) for entry in ledger.entries(library) if entry.about.get("closes")}


def submit(library: Path, who: roles.Actor, rows: Mapping[str, list[Row]], *, region: str = "", country: str = "", period: str = "",
           note: str = "") -> Submission:
    """Hand in rows for a country (its region is looked up) or a region; both empty: for the whole record. Raises Refused, NotNow."""
    base = reading.ground(library).folder
    region = sentence(lambda: reach.region_of(base, country)) if country else region
    subject = roles.require(library, who, "submit", region, country)
    kept = {table: new for table, new in rows.items() if new}
    may_enter(library, base, kept, period, region, country)
    with lock(library):
        if found := keys.taken(base, kept, waiting(library), region, country):
            raise NotNow(" ".join(map(str, found[:3])))
        number = f"S{len(every(library)) + 1:05d}"
        made = {f"{table}.csv": written(base, table, new) for table, new in kept.items()}
        keep(library / FOLDER / number, made)
        ledger.append(library, subject, "submit", submission=number, region=region, country=country, period=period, note=cut(note),
                      rows={table: len(new) for table, new in kept.items()}, new=keys.new_keys(base, kept),
                      hashes={name: sha256(text).hexdigest() for name, text in made.items()})
        return one(library, number)


def may_enter(library: Path, base: Path, rows: Mapping[str, list[Row]], period: str, region: str = "", country: str = "") -> None:
    """Raises NotNow where nothing is given, a table is none, a row is of another place, or of a period or review that takes no more rows."""
    if not rows:
        raise NotNow(_("There is no new row in what was sent."))
    contracts = contracts_of(data_files(base))[0]
    if strange := sorted(rows.keys() - contracts.keys()):
        raise NotNow(_("{table} is no table of the record.").format(table=repr(strange[0][:40])))
    wrong = reach.outside(base, rows, region, country)
    wrong += sentence(lambda: periods.closed(base, rows, period, locked(library)))
    done = closed_reviews(library)
    wrong += [_("The review {review} is closed: it takes no more rows.").format(review=review)
              for review in sorted({row.get("review_id", "") for new in rows.values() for row in new} & done)]
    if wrong:
        raise NotNow(" ".join(wrong))


def sentence(work):
    """What it gives; its ValueError as NotNow."""
    try:
        return work()
    except ValueError as wrong:
        raise NotNow(str(wrong)) from wrong


def comment(library: Path, who: roles.Actor, number: str, words: str) -> Submission:
    """Say something on a submission. Raises Refused, NotNow."""
    return act(library, who, "comment", number, words, (SUBMITTED, CLEARED, RETURNED, PUBLISHED), is_needed=True)


def return_(library: Path, who: roles.Actor, number: str, note: str) -> Submission:
    """Give it back, with a note that says why. Raises Refused, NotNow."""
    return act(library, who, "return", number, note, (SUBMITTED, CLEARED), is_needed=True)


def clear(library: Path, who: roles.Actor, number: str, note: str = "") -> Submission:
    """Find it right. Nobody who signed in clears what he sent himself. Raises Refused, NotNow."""
    with lock(library):
        if one(library, number).by == who.subject and who.kind == roles.SIGNED_IN:
            raise Refused(_("You sent {number} yourself. Somebody else has to clear it.").format(number=number))
        return act(library, who, "clear", number, note, (SUBMITTED,))


def act(library: Path, who: roles.Actor, name: str, number: str, words: str, states: tuple[str, ...], *, is_needed: bool = False) -> Submission:
    """One line on a submission that is at one of these states."""
    with lock(library):
        mine = one(library, number)
        subject = roles.require(library, who, name, mine.region, mine.country)
        if mine.state not in states:
            raise NotNow(_("{number} is {state} by now. Load the page again.").format(number=number, state=mine.state))
        if is_needed and not words.strip():
            raise NotNow(_("Write a few words first."))
        if name == "clear":
            if said := overtaken(library, mine):
                raise NotNow(said)
            may_enter(library, reading.ground(library).folder, rows_of(library, mine), mine.period)
        ledger.append(library, subject, name, submission=number, words=cut(words))
        return one(library, number)


def publish(library: Path, who: roles.Actor, number: str, base: str, confirmed: Mapping[str, str], findings: Mapping[str, str],
            prepared: Path | None = None) -> Version:
    """Make a cleared submission the next version. `findings`: what its effect on `base` was found to be, by id; each takes a word of its own in
    `confirmed`. `prepared`: the candidate that the effect was looked at. Raises Refused, NotNow, StaleBase, DataProblems, OSError."""
    roles.require(library, who, "publish")
    with lock(library):
        mine = one(library, number)
        if mine.state != CLEARED:
            raise NotNow(_("{number} is {state}. Only what was cleared is published.").format(number=number, state=mine.state))
        if open_ := [words for found, words in findings.items() if not confirmed.get(found, "").strip()]:
            raise NotNow(_("Not yet confirmed: {finding}").format(finding=open_[0]))
        rows = rows_of(library, mine)
        may_enter(library, reading.ground(library).folder, rows, mine.period)
        if said := overtaken(library, mine):
            raise NotNow(said)
        if base != reading.ground(library).version:
            raise StaleBase(base, reading.ground(library).version)
        told = {"submission": number, "confirmed": {found: cut(confirmed[found]) for found in findings}}
        with TemporaryDirectory(prefix="ocop-candidate-") as room:
            made = prepared or built(library, rows, Path(room) / "candidate")
            return publishing.publish(library, made, base, who, _("{number} of {place}").format(number=number, place=mine.place or _("the record")),
                                      told=told)


def built(library: Path, rows: Mapping[str, list[Row]], into: Path) -> Path:
    """The served version with rows added."""
    candidate.candidate(reading.ground(library).folder, rows, into)
    return into


def lock_period(library: Path, who: roles.Actor, period: str, why: str = "") -> None:
    """From now on no row of this period is taken. Raises Refused, NotNow."""
    subject = roles.require(library, who, "lock")
    sentence(lambda: periods.span(period))
    with lock(library):
        if period in locked(library):
            raise NotNow(_("The period {period} is locked already.").format(period=period))
        ledger.append(library, subject, "lock", period=period, why=cut(why))


def unlock_period(library: Path, who: roles.Actor, period: str, why: str) -> None:
    """Open a locked period again, for a reason. Raises Refused, NotNow."""
    subject = roles.require(library, who, "unlock")
    with lock(library):
        if period not in locked(library):
            raise NotNow(_("The period {period} is not locked.").format(period=period))
        if not why.strip():
            raise NotNow(_("Write a few words first."))
        ledger.append(library, subject, "unlock", period=period, why=cut(why))


def rows_of(library: Path, mine: Submission) -> dict[str, list[Row]]:
    """The rows of a submission. NotNow where a file is not the one that was handed in."""
    found: dict[str, list[Row]] = {}
    for name, mark in mine.hashes.items():
        try:
            text = (library / FOLDER / mine.number / name).read_bytes()
        except OSError:
            text = b""
        if sha256(text).hexdigest() != mark:
            raise NotNow(_("{file} of {number} is not what was handed in. It has to be sent again.").format(file=name, number=mine.number))
        found[name.removesuffix(".csv")] = [dict(row) for row in csv.DictReader(io.StringIO(text.decode(), newline=""))]
    return found


def written(base: Path, table: str, rows: list[Row]) -> bytes:
    """Rows as CSV with the columns that they fill."""
    contract = contracts_of(data_files(base))[0][table]
    known = [*contract.columns, *({"is_withdrawn"} - contract.columns.keys())]
    columns = [name for name in known if name in contract.key or any(row.get(name) for row in rows)]
    if strange := sorted({name for row in rows for name in row} - set(known)):
        raise NotNow(_("{table} has no column {column}.").format(table=contract.title, column=repr(strange[0][:40])))
    out = io.StringIO(newline="")
    lines = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n")
    lines.writeheader()
    lines.writerows([{name: row.get(name, "") for name in columns} for row in rows])
    return out.getvalue().encode()


def keep(folder: Path, made: Mapping[str, bytes]) -> None:
    """The files of a submission, whole or not at all. A folder without a line in the ledger was left by a process that ended, and goes."""
    shutil.rmtree(folder, ignore_errors=True)
    begun = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(begun, ignore_errors=True)
    begun.mkdir(parents=True)
    for name, text in made.items():
        disk.write(begun / name, text)
    disk.flush(begun)
    os.rename(begun, folder)
    disk.flush(folder.parent)


def cut(words: str) -> str:
    """Words of a person, of a length that a line may have."""
    return words.strip()[:LONGEST]
