"""A library of tiny versions: one table, and in place of a built database a few bytes, so that a test may publish a hundred times."""

import os
from hashlib import sha256
from pathlib import Path

from ocop import library as reading
from ocop.versions import operator, publishing, roles
from tests.contracts.tables import CROPS

DAY = "2026-01-01"


def tables(folder: Path, crop: str) -> Path:
    """A plain folder of one table."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "crops.toml").write_text(CROPS, encoding="utf-8")
    (folder / "crops.csv").write_text(f"crop_id,country,hectares\n{crop},GHA,1\n", encoding="utf-8")
    return folder


def build(_candidate: Path, file: Path) -> None:
    """Stands in for the database."""
    content = b"built of " + (file.parent.parent / "crops.csv").read_bytes()
    file.write_bytes(content)
    file.with_suffix(".sha256").write_text(sha256(content).hexdigest(), encoding="ascii")


def begun(place: Path, crop: str = "one") -> Path:
    """A library with one version."""
    publishing.start(place / "library", tables(place / f"of-{crop}", crop), operator(), build=build)
    return place / "library"


def publish(library: Path, crop: str, who: roles.Actor | str | None = "", base: str | None = None, **more) -> publishing.Version:
    """One more version."""
    given = tables(library.parent / f"of-{crop}", crop)
    base = reading.ground(library).version if base is None else base
    return publishing.publish(library, given, base, operator() if who == "" else who, f"brings {crop}", build=build, **more)


def crop(library: Path) -> str:
    """The crop that readers get."""
    return (reading.ground(library).folder / "crops.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[0]


def name_roles(library: Path, *rows: str) -> None:
    """The table of roles: `subject,role,region,country` with or without days."""
    lines = [row if row.count(",") == 5 else f"{row},{DAY}," for row in rows]
    (library / roles.FOLDER / "roles.csv").write_text("\n".join(["subject,role,region,country,valid_from,valid_to", *lines]) + "\n", encoding="utf-8")


def spoil(file: Path, content: bytes | None = None) -> None:
    """Change a file of a version, which is read-only on purpose; without content one bit of it."""
    os.chmod(file, 0o644)
    was = bytearray(file.read_bytes())
    was[len(was) // 2] ^= 1
    file.write_bytes(bytes(was) if content is None else content)
