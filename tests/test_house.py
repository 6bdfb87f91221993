"""The house rules that a machine can hold: imports one way, sizes, forbidden names, every page listed, every query used."""

import ast
import re
import statistics
from collections import defaultdict
from functools import cache

import pytest

from ocop import charts, panels, queries
from ocop.store import ROOT

CODE = sorted([*(ROOT / "ocop").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "dashboard.py", ROOT / "intake.py"])
ROOMS = ("contracts", "store", "filters", "queries", "theme", "charts", "panels", "screen", "web")
MAY_IMPORT = {  # a room may import these rooms, and texts, home and itself
    "texts": set(), "contracts": set(), "theme": set(), "figure": {"theme"}, "store": {"contracts"}, "filters": {"advice", "store", "contracts"},
    "advice": {"contracts"}, "frames": set(), "scope": {"filters", "store"}, "sentences": {"scope"},
    "cells": {"contracts"}, "queries": {"cells", "scope", "sentences", "filters", "store", "contracts", "frames"}, "charts": {"theme"},
    "newest": set(), "products": {"store", "contracts"}, "programmes": {"store", "contracts"},
    "lacks": {"queries", "filters", "store"},
    "panels": {"lacks", "newest", "products", "programmes", "figure", "queries", "filters", "theme", "store", "contracts", "review", "report"},
    "review": {"advice", "filters", "store"},
    "report": {"lacks", "programmes", "charts", "queries", "filters", "theme", "store", "contracts", "review"},
    "api": {"parts", "products", "programmes", "queries", "filters", "store", "theme", "report", "scope", "charts", "contracts"},
    "parts": {"queries", "filters", "store"},
    "screen": {"panels", "filters", "store", "theme"}, "pages": {"panels", "charts"},
    "web": {"api", "figure", "store", "queries", "filters", "report"}, "dashboard": {"web"},
    "intake": {"lacks", "contracts", "store", "queries", "filters", "review", "theme", "report", "versions", "panels", "web"},
    "desk": {"intake", "panels", "screen", "store", "versions"},
    "versions": {"store", "contracts"}, "record": {"store", "contracts"}, "synth": {"store", "contracts"}, "home": set(),
    "__main__": {"filters", "programmes", "queries", "store", "contracts", "record", "synth", "review", "report", "web", "intake", "versions"}}
LEAVES = {  # every room may import these; they import no room
    "texts", "home", "addresses", "kept", "rounding", "kinds", "records", "signs", "agreement", "handing", "corrections", "headline", "screens",
    "office", "calls", "library"}
MAY_IMPORT |= dict.fromkeys(LEAVES, set())
ONLY_IN = {"streamlit": {"dashboard", "pages", "screen", "panels", "figure", "web", "intake", "desk"}, "duckdb": {"store", "synth"},
           "plotly": {"charts", "theme", "web"}, "pandas": {"panels", "web", "frames"}}
BIG = {}  # module -> reason for more than 300 lines


def room(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "ocop" and len(parts) > 1 else parts[0]


@cache
def tree(path):
    """A module, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path):
    """Every function and method of a module."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def imports(path):
    """Top-level names of what a file imports; for this package, `ocop.<room>`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            if node.module == "ocop":
                yield from (f"ocop.{alias.name}" for alias in node.names)
            else:
                yield node.module


def test_imports_go_one_way():
    wrong = {}
    for path in CODE:
        here = room(path)
        wanted = {name.split(".")[1] for name in imports(path) if name.startswith("ocop.")} - {here, *LEAVES}
        if here != "__init__" and wanted - MAY_IMPORT[here]:
            wrong[str(path)] = f"{here} must not import {wanted - MAY_IMPORT[here]}"
    assert wrong == {} and len(CODE) > 200


def test_a_library_is_imported_only_in_its_rooms():
    found = {(name.split(".")[0], room(path)) for path in CODE for name in imports(path)}
    assert [(library, here) for library, here in found if here not in ONLY_IN.get(library, {here})] == [] and len(found) > 100


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda path: path.stem)
def test_a_page_is_a_list_of_what_the_reader_sees(path):
    allowed = {"streamlit", "ocop.panels", "ocop.charts", "ocop.texts"}
    assert set(imports(path)) <= allowed
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 90


def test_modules_and_functions_stay_small():
    assert [str(path) for path in CODE if len(path.read_text(encoding="utf-8").splitlines()) > 300 and path.stem not in BIG] == []
    assert [(str(path), node.name) for path in CODE for node in functions(path) if node.end_lineno - node.lineno >= 60] == []


def test_the_median_function_is_short():
    lengths = [node.end_lineno - node.lineno + 1 for path in CODE for node in functions(path)]
    assert statistics.median(lengths) < 12


def test_no_drawer_and_no_name_without_a_meaning():
    assert {path.stem for path in CODE} & {"utils", "helpers", "common", "misc", "tools"} == set()
    assert [(str(path), node.id) for path in CODE for node in ast.walk(tree(path))
            if isinstance(node, ast.Name) and node.id in {"df", "tmp", "data2", "foo"}] == []


def test_no_sql_outside_queries_except_single_lookups():
    composed = re.compile(r'f"{1,3}\s*select\b.*\{', re.IGNORECASE)
    assert {room(path) for path in CODE if composed.search(path.read_text(encoding="utf-8"))} <= {"store", "synth"}


def test_every_module_says_what_it_is():
    assert [str(path) for path in CODE if not ast.get_docstring(tree(path))] == []


def test_every_page_is_in_the_navigation():
    from ocop.screen import PAGES

    assert sorted(name for name, _title, _icon in PAGES) == sorted(path.stem for path in (ROOT / "pages").glob("*.py"))


def test_what_a_page_asks_of_a_room_is_there():
    asked = {(room, name) for path in [*(ROOT / "pages").glob("*.py"), ROOT / "ocop" / "screen.py"]
             for room, name in re.findall(r"\b(panels|charts)\.(\w+)", path.read_text(encoding="utf-8"))}
    assert len(asked) > 60 and not [name for room, name in asked if not hasattr({"panels": panels, "charts": charts}[room], name)]


def test_every_query_is_used_by_a_page_or_is_a_public_name():
    shown = "\n".join(path.read_text(encoding="utf-8") for path in [*(ROOT / "pages").glob("*.py"), *(ROOT / "ocop").rglob("*.py")])
    public = {"overview/reported", "countries/register", "countries/by_region", "products/register", "products/by_category",
              "task_forces/register", "events/register", "funding/register", "priorities/actions"}
    assert public <= set(queries.names())
    assert [name for name in queries.names() if f'"{name}"' not in shown and name not in public] == []


def test_the_project_speaks_of_itself_alone():
    files = [path for pattern in ("*.md", "*.py", "*.sql", "*.toml", "Makefile", "*.txt") for path in ROOT.rglob(pattern)
             if not {".venv", "node_modules", "received"} & set(path.parts)]
    for path in files:
        assert not re.search(r"/work/|/root/|/tmp/venv", path.read_text(encoding="utf-8")) or path.name == "test_house.py", path


def test_every_query_names_a_source_or_the_rows_that_it_counts(record):
    from ocop.filters import Filters

    of_the_record_itself = ("about/", "status/rules", "overview/changes")  # sources, tables, rules and parts of a list that has them
    for name in queries.names():
        query = queries.read(name)
        columns = queries.run(record, name, Filters()).columns
        cites = {"source_id", "source_ids", "reported_source_id"} & set(columns)
        assert cites or query.counted or name.startswith(of_the_record_itself), name
        assert not query.counted or {query.counted, *query.counted_too} <= set(queries.names()), name


def test_no_block_of_six_lines_stands_in_two_queries():
    """A block that several files need is a macro of the vocabulary; header lines and lines of a bracket or two do not count."""
    files = defaultdict(set)
    for path in sorted((ROOT / "queries").rglob("*.sql")):
        lines = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines()]
        lines = [line for line in lines if len(line) > 3 and not line.startswith("--")]
        for start in range(len(lines) - 5):
            files[tuple(lines[start:start + 6])].add(str(path.relative_to(ROOT)))
    assert {block: names for block, names in files.items() if len(names) > 1} == {}


def arguments(text, start):
    """The arguments of a call whose bracket opens just before `start`."""
    parts, depth = [""], 1
    for letter in text[start:]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth == 0:
            break
        if depth == 1 and letter == ",":
            parts.append("")
        else:
            parts[-1] += letter
    return [" ".join(part.split()) for part in parts]


UNIQUE = {"standing", "beginnings.day"}  # orders without two equal members


def left_to_storage(text):
    """Calls that choose or line up rows by an order in which two rows may be equal, so that the engine picks one."""
    text = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    for call in re.finditer(r"\b(arg_max|arg_min|string_agg|first|last)\(", text):
        what, *by = arguments(text, call.end())
        if call[1].startswith("arg"):
            sound = by[0].startswith(("(", "last_word(")) or by[0] == what or by[0] in UNIQUE
        else:
            sound = " order by " in f"{what} {' '.join(by)}"
        if not sound:
            yield text[call.start():call.end()] + ", ".join([what, *by]) + ")"


def test_no_query_leaves_a_choice_among_equal_rows_to_storage():
    files = sorted((ROOT / "queries").rglob("*.sql"))
    assert [f"{path.name}: {call}" for path in files for call in left_to_storage(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(("text", "calls"), [
    ("select arg_max(name, dated) as top", 1), ("select arg_max(name, (dated, name)) as top", 0), ("select arg_max(day, day)", 0),
    ("string_agg(distinct note, '; ')", 1), ("string_agg(distinct note, '; ' order by note)", 0), ("first(status)", 1),
    ("arg_min(a, known_rank(basis, day))", 1), ("arg_max(a, last_word(basis, day, grade, id))", 0), ("-- finding: {first(x)}", 0)])
def test_a_choice_left_to_storage_is_seen(text, calls):
    assert len(list(left_to_storage(text))) == calls
