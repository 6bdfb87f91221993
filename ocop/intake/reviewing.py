"""The review desk: what a review notes, decides and judges are rows of the record's own tables, published like any other; closing a review locks
its period and keeps its report byte for byte under the version, for as long as there are versions."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from ocop import library as reading
from ocop.contracts import contracts_of, data_files
from ocop.intake import ladder
from ocop.intake.onrecord import Row, next_key, rows_of
from ocop.texts import _
from ocop.versions import StaleBase, Version, lock, publishing, roles

TABLES = ("review_notes", "review_decisions", "judgements")
STARTS = {"review_notes": "RN-001", "review_decisions": "RD-001", "judgements": "JU-001"}


def enter(library: Path, who: roles.Actor, base: str, rows: Mapping[str, list[Row]], why: str) -> Version:
    """Publish rows of a review. Raises Refused, NotNow, StaleBase, DataProblems, OSError."""
    roles.require(library, who, "review")
    with lock(library), TemporaryDirectory(prefix="ocop-candidate-") as room:
        check_base(library, base)
        if strange := sorted(rows.keys() - set(TABLES)):
            raise ladder.NotNow(_("{table} is no table of reviews.").format(table=strange[0]))
        ladder.may_enter(library, reading.ground(library).folder, rows, "")
        return publishing.publish(library, ladder.built(library, rows, Path(room) / "candidate"), base, who, why, told={"entered": sorted(rows)})


def close(library: Path, who: roles.Actor, base: str, review: str, papers: Mapping[str, bytes]) -> Version:
    """Close a review: no further row of it, none of its period, and its report in all forms (by form) kept as it is. Raises as `enter`."""
    roles.require(library, who, "review")
    with lock(library):
        check_base(library, base)
        period = period_of(reading.ground(library).folder, review)
        if review in ladder.closed_reviews(library):
            raise ladder.NotNow(_("The review {review} is closed already.").format(review=review))
        kept_as = {f"{review}/report.{form}": content for form, content in papers.items()}
        return publishing.publish(library, reading.ground(library).folder, base, who, _("Closes the review {review}").format(review=review),
                                  papers=kept_as, told={"closes": review, "period": period})


def check_base(library: Path, base: str) -> None:
    """Raises StaleBase where another version is served by now."""
    if base != reading.ground(library).version:
        raise StaleBase(base, reading.ground(library).version)


def period_of(base: Path, review: str) -> str:
    """The period that a review covers. NotNow for one that is none, or that covers none."""
    contract = contracts_of(data_files(base))[0]["reviews"]
    for row in rows_of(base, contract):
        if row["review_id"] == review:
            if row.get("period"):
                return row["period"]
            raise ladder.NotNow(_("The review {review} has no period: there is nothing to lock.").format(review=review))
    raise ladder.NotNow(_("There is no review {review}.").format(review=repr(review[:40])))


def key(base: Path, table: str) -> str:
    """The key of the next row of one of these tables."""
    contract = contracts_of(data_files(base))[0][table]
    rows = rows_of(base, contract)
    known = {row[contract.key[0]] for row in rows}
    made = next_key(contract, rows) or STARTS[table]
    number = 1
    while made in known:
        number, made = number + 1, f"{STARTS[table][:3]}{number + 1:03d}"
    return made


def kept(library: Path, review: str) -> dict[str, bytes]:
    """The report of a closed review as it was, by form."""
    folder = reading.ground(library).folder / publishing.PAPERS / review
    return {file.suffix[1:]: file.read_bytes() for file in sorted(folder.glob("report.*"))} if folder.is_dir() else {}
