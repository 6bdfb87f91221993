"""Who may do what: a table under a contract, `roles/roles.csv` in the library, read anew for every act.

A person is an `Actor`, which only this room makes, after a sign-in, for the single local editor, or for whoever runs a command on the
machine itself. It carries a seal over its words that no other process knows: one that was put together by hand, changed or kept too long is
refused. A table of roles with a problem gives nobody a role.
"""

import getpass
import hashlib
import hmac
import secrets
import shutil
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from ocop.contracts import check_folder
from ocop.texts import _

FOLDER = "roles"
CONTRACT = Path(__file__).with_name("roles.toml")
OFFICE, GROUP, SECRETARIAT = "country office", "regional group", "secretariat"
MAY = {  # act -> roles
    "submit": (OFFICE, GROUP, SECRETARIAT), "comment": (OFFICE, GROUP, SECRETARIAT), "see": (OFFICE, GROUP, SECRETARIAT),
    "return": (GROUP, SECRETARIAT), "clear": (GROUP, SECRETARIAT),
    **dict.fromkeys(("publish", "roll back", "prune", "lock", "unlock", "review", "start"), (SECRETARIAT,))}
SIGNED_IN, LOCAL, OPERATOR = "signed in", "local editor", "operator"
IDLE = 1_800.0  # seconds after which an unused session is over
_secret = secrets.token_bytes(32)


class Refused(PermissionError):
    """Somebody may not do what was asked. The message is a sentence for them."""


@dataclass(frozen=True)
class Actor:
    """Who acts: the word of the sign-in, how it is known, until when (on the clock of this process that is never set), and the seal."""

    subject: str
    kind: str
    until: float
    seal: str = ""


@dataclass(frozen=True)
class Role:
    """One row of the table that holds today."""

    role: str
    region: str
    country: str


def sealed(subject: str, kind: str, seconds: float = IDLE) -> Actor:
    """An actor of this process. To be called only where an identity was verified; see `ocop.intake.signin`."""
    made = Actor(subject, kind, time.monotonic() + seconds)
    return replace(made, seal=_seal(made))


def operator() -> Actor:
    """Whoever runs a command on the machine: the library's folder is theirs to write, and the ledger names them so."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as containers have
        user = "nobody"
    return sealed(f"operator {user}", OPERATOR)


def _seal(actor: Actor) -> str:
    words = "\0".join((actor.subject, actor.kind, repr(actor.until)))
    return hmac.new(_secret, words.encode(), hashlib.sha256).hexdigest()


def verified(actor: object) -> Actor:
    """The actor, if it is one. Raises Refused for anything that was not made by this process, and after its time."""
    if type(actor) is not Actor or not isinstance(actor.seal, str) or not hmac.compare_digest(actor.seal.encode(), _seal(actor).encode()):
        raise Refused(_("This session was not opened by a sign-in. Sign in, then try again."))
    if time.monotonic() > actor.until:
        raise Refused(_("The session is over, because nothing was done for a while. Sign in again; what was stored stays."))
    return actor


def of(library: Path, actor: Actor, today: date | None = None) -> list[Role]:
    """The roles that a person has today. Raises Refused as `verified`."""
    person = verified(actor)
    if person.kind != SIGNED_IN:
        return [Role(SECRETARIAT, "", "")]
    day = today or datetime.now(UTC).date()
    return [Role(row["role"], row["region"] or "", row["country"] or "") for row in rows(library)
            if row["subject"] == person.subject and row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])]


def require(library: Path, actor: Actor, act: str, region: str = "", country: str = "") -> str:
    """The subject of a person who may do this, for this place (both empty: the whole record). Raises Refused with a sentence."""
    mine = of(library, actor)
    fitting = [role for role in mine if role.role in MAY[act]]
    if any(covers(role, region, country) for role in fitting):
        return actor.subject
    if not mine:
        raise Refused(_("“{subject}” has no role at this desk today. Give that word to the secretariat, which enters roles.").format(
            subject=actor.subject))
    if not fitting:
        raise Refused(_("To {act} takes another role: {roles}.").format(act=act, roles=_(" or ").join(MAY[act])))
    raise Refused(_("Your role is for another place than {place}.").format(place=country or region or _("the whole record")))


def covers(role: Role, region: str, country: str) -> bool:
    """Whether a role speaks for a place. A group speaks for the countries of its region, an office for its country alone."""
    if role.role == SECRETARIAT:
        return True
    if role.role == GROUP:
        return bool(role.region) and role.region == region
    return bool(role.country) and role.country == country


def rows(library: Path) -> list[dict]:
    """The table of roles; none where it has a problem, because half of it could give too much."""
    return [] if problems(library) else check_folder(library / FOLDER).tables[FOLDER].to_pylist()


def problems(library: Path) -> list[str]:
    """What is wrong with the table of roles, for whoever keeps it."""
    folder = library / FOLDER
    if not folder.is_dir():
        return [_("There is no table of roles: {folder}/{folder}.csv is missing in the library.").format(folder=FOLDER)]
    report = check_folder(folder)
    if report.problems:
        return [str(problem) for problem in report.problems]
    if FOLDER not in report.tables:
        return [_("There is no table of roles.")]
    return [_("roles.csv: the role “{role}” of {subject} needs a {place}.").format(role=row["role"], subject=row["subject"], place=place)
            for row in report.tables[FOLDER].to_pylist() for role, place in ((OFFICE, "country"), (GROUP, "region"))
            if row["role"] == role and not row[place]]


def lay_down(library: Path) -> None:
    """An empty table of roles with its contract, where there is none."""
    folder = library / FOLDER
    if not folder.exists():
        folder.mkdir()
        shutil.copyfile(CONTRACT, folder / f"{FOLDER}.toml")
        (folder / f"{FOLDER}.csv").write_text("subject,role,region,country,valid_from,valid_to\n", encoding="utf-8")
