"""What stands beside a built file: its hash, and what the check that it was built from found worth a notice."""

import hashlib
import json
import os
import threading
from dataclasses import asdict
from pathlib import Path

from ocop.contracts import Problem
from ocop.home import PACKAGE
from ocop.store.rules import CHECKS

RULES = PACKAGE / "contracts"
HERE = Path(__file__).resolve().parent


def rules_mark() -> str:
    """SHA-256 over the code, the lists and the rules across tables that check a folder, and over this room, which builds the file."""
    total = hashlib.sha256()
    rules = sorted(path for path in RULES.glob("*") if path.suffix in (".py", ".csv"))
    for path in [*rules, *sorted(HERE.glob("*.py")), *sorted(CHECKS.glob("*.sql"))]:
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def keep_notices(file: Path, notices: list[Problem]) -> tuple[Problem, ...]:
    """Write what a check found beside the built file; the next start reads it instead of checking again."""
    unfinished = file.with_name(f"{file.stem}.{os.getpid()}.{threading.get_ident()}.notices.unfinished")
    unfinished.write_text(json.dumps({"rules": rules_mark(), "notices": [asdict(notice) for notice in notices]}), encoding="utf-8")
    os.replace(unfinished, file.with_suffix(".notices"))
    return tuple(notices)


def kept_notices(file: Path) -> tuple[Problem, ...] | None:
    """The notices of the check that this file was built from; None where there was none under the rules of today."""
    try:
        kept = json.loads(file.with_suffix(".notices").read_text(encoding="utf-8"))
        return tuple(Problem(**notice) for notice in kept["notices"]) if kept["rules"] == rules_mark() else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_whole(file: Path) -> bool:
    """True where the built file exists and still has the hash it was built with."""
    note = file.with_suffix(".sha256")
    if not (file.exists() and note.exists()):
        return False
    with open(file, "rb") as built:
        return hashlib.file_digest(built, "sha256").hexdigest() == note.read_text().strip()
