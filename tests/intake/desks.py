"""A library with a few real contracts and rows, without the rules across tables: enough to submit to, and cheap to publish."""

import shutil
from pathlib import Path

from ocop.store import ROOT
from ocop.versions import operator, publishing, roles
from tests.versions.libraries import name_roles

ROWS = {
    "places": ["place_id,kind,name,iso3,region", "WORLD,world,World,,", "RAF,fao region,Africa,,RAF", "RAP,fao region,Asia and the Pacific,,RAP",
               "GHA,country,Ghana,GHA,RAF", "TGO,country,Togo,TGO,RAF", "BTN,country,Bhutan,BTN,RAP"],
    "sources": ["source_id,address,publisher,grade,received_as", "S001,https://example.org/a,A,A,a"],
    "actions": ["action_id,statement,kind,closed_by,level,region,iso3,known_on,known_on_basis,source_id",
                "AC-001,Do it,own promise,completion,country,RAF,GHA,2025-08-01,source,S001",
                "AC-002,Do it,own promise,completion,country,RAF,TGO,2025-08-01,source,S001"],
    "events": ["event_id,region,countries"],
    "action_reports": ["report_id,action_id,status,on,known_on,known_on_basis,source_id"],
    "reviews": ["review_id,title,on,kind,period,known_on,known_on_basis,source_id",
                "RV-1,A review,2025-08-01,review,2025-H1,2025-08-01,source,S001"],
    "review_notes": ["note_id,review_id,indicator,place_id,note,author,on"],
}
REPORT = {"report_id": "AR-1", "action_id": "AC-001", "status": "under way", "on": "2026-03-01", "known_on": "2026-03-01", "known_on_basis": "source",
          "source_id": "S001"}
SOURCE = {"source_id": "S002", "address": "https://example.org/b", "publisher": "B", "grade": "A", "received_as": "b"}
NOTE = {"note_id": "RN-1", "review_id": "RV-1", "note": "Seen", "author": "Secretariat", "on": "2026-03-01"}
PEOPLE = ("gha,country office,,GHA", "tgo,country office,,TGO", "raf,regional group,RAF,", "rap,regional group,RAP,", "hq,secretariat,,")


def build(_candidate: Path, file: Path) -> None:
    """Stands in for the database."""
    file.write_bytes((file.parent.parent / "actions.csv").read_bytes())


def desk(place: Path, monkeypatch) -> Path:
    """The library, its people, and publications without the rules across tables."""
    monkeypatch.setattr(publishing, "ready", build)
    tables = place / "tables"
    tables.mkdir()
    for name, lines in ROWS.items():
        shutil.copy(ROOT / "data" / f"{name}.toml", tables)
        (tables / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    library = place / "library"
    publishing.start(library, tables, operator())
    name_roles(library, *PEOPLE)
    return library


def person(name: str) -> roles.Actor:
    """Somebody who signed in."""
    return roles.sealed(name, roles.SIGNED_IN)
