"""The lock: what `make install` puts on a machine, each file by its hash; and the audit, which never calls silence a clean bill."""

import ast
import importlib.metadata
import importlib.util
import json
import re
import sys

import pycountry
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from ocop.contracts import codes
from ocop.store import ROOT

FILES = ("requirements.lock", "requirements-dev.lock")


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def asked(name: str) -> list[Requirement]:
    """The lines of a file of requirements, those that it includes among them."""
    found = []
    for line in text(name).splitlines():
        words = line.split("#")[0].strip()
        found += asked(words.split()[1]) if words.startswith("-r ") else [Requirement(words)] if words and words[0] != "-" else []
    return found


def entries(name: str) -> list[tuple[Requirement, list[str]]]:
    """Each pin of a lock with its hashes. A line that is neither makes Requirement or the assertion fail."""
    found = []
    for entry in text(name).replace("\\\n", " ").splitlines():
        pin, *hashes = entry.split(" --hash=")
        found.append((Requirement(pin.strip()), [each.strip() for each in hashes]))
    return found


def closure(roots: list[Requirement]) -> dict[str, str]:
    """Name -> version of everything that these ask for on this system, as the installed packages say."""
    found, waiting = {}, [(root, root.extras) for root in roots]
    while waiting:
        wanted, extras = waiting.pop()
        have = importlib.metadata.distribution(wanted.name)
        found[canonicalize_name(wanted.name)] = have.version
        for line in have.requires or ():
            needed = Requirement(line)
            applies = not needed.marker or any(needed.marker.evaluate({"extra": extra}) for extra in (extras or {""}) | {""})
            if applies and canonicalize_name(needed.name) not in found:
                waiting.append((needed, needed.extras))
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_line_of_the_lock_is_one_version_with_its_hashes(name):
    for pin, hashes in entries(name):
        assert re.fullmatch(r"==[^,*]+", str(pin.specifier)) and not pin.url, pin
        assert hashes and all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes), pin
    names = [pin.name for pin, _hashes in entries(name)]
    assert names == sorted(set(names))


@pytest.mark.parametrize(("lock", "wishes"), [(FILES[0], "requirements.txt"), (FILES[1], "requirements-dev.txt")])
def test_the_lock_holds_each_wish_at_the_version_that_was_wished(lock, wishes):
    locked = {canonicalize_name(pin.name): str(pin.specifier) for pin, _hashes in entries(lock)}
    wished = {canonicalize_name(wish.name): str(wish.specifier) for wish in asked(wishes)}
    assert {name: locked.get(name) for name in wished} == wished, "a wish changed: run `make lock`"


def test_the_lock_of_the_monitor_is_exactly_what_its_wishes_pull_in():
    here = {canonicalize_name(pin.name) for pin, _hashes in entries(FILES[0]) if not pin.marker or pin.marker.evaluate()}
    assert here == set(closure(asked("requirements.txt"))), "run `make lock`"


def test_the_monitor_and_its_tests_run_on_the_same_versions():
    dev = {pin.name: str(pin) for pin, _hashes in entries(FILES[1])}
    assert {pin.name: dev.get(pin.name) for pin, _hashes in entries(FILES[0])} == {pin.name: str(pin) for pin, _hashes in entries(FILES[0])}
    held = [str(Requirement(line)) for line in text("constraints.txt").splitlines()]
    assert held == list(dev.values())


@pytest.mark.parametrize(("system", "absent"), [("win32", {"uvloop"}), ("darwin", {"watchdog"}), ("linux", set())])
def test_the_lock_serves_other_systems_too(system, absent):
    """uvloop does not exist for Windows; Streamlit asks for watchdog everywhere but on macOS."""
    named = {pin.name for pin, _hashes in entries(FILES[0])}
    kept = {pin.name for pin, _hashes in entries(FILES[0]) if not pin.marker or pin.marker.evaluate({"sys_platform": system})}
    assert named - kept == absent
    assert all(len(hashes) > 10 for pin, hashes in entries(FILES[0]) if pin.name in ("pyarrow", "numpy", "pandas", "duckdb"))  # a wheel each


ONLY_TO_COMPILE = "ocop/record/"  # `python -m ocop compile`, for whoever keeps the record


def imported(path) -> set[str]:
    """The packages that a file imports anywhere, also within a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    whole = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    parts = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in whole | parts} - {"ocop", *sys.stdlib_module_names}


def test_what_serves_readers_imports_only_what_the_lock_of_the_monitor_installs():
    locked = {canonicalize_name(pin.name) for pin, _hashes in entries(FILES[0])}
    gives = importlib.metadata.packages_distributions()
    files = [ROOT / "dashboard.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "ocop").rglob("*.py")]
    strange = {(path.relative_to(ROOT).as_posix(), name) for path in files for name in imported(path)
               if not locked & {canonicalize_name(one) for one in gives.get(name, [])}}
    assert {(path, name) for path, name in strange if not path.startswith(ONLY_TO_COMPILE)} == set()
    assert ("ocop/record/places.py", "pycountry") in strange  # so the eye sees


def test_lists_that_ship_are_those_of_their_standards():
    assert codes._currencies() == {currency.alpha_3 for currency in pycountry.currencies} - {"XXX", "XTS"}
    assert {country.iso3: country.iso2 for country in codes.countries().values()} == {
        iso3: pycountry.countries.get(alpha_3=iso3).alpha_2 for iso3 in codes.countries()}


def test_pycountry_is_not_needed_to_run():
    assert "pycountry" not in {pin.name for pin, _hashes in entries(FILES[0])}
    assert "pycountry" in {pin.name for pin, _hashes in entries(FILES[1])}


def test_everything_that_installs_asks_for_the_hashes():
    assert re.search(r"LOCKED := .*--require-hashes --only-binary :all:", text("Makefile"))
    assert not re.search(r"pip install(?!.*(--require-hashes|PIP|quiet))", text("Makefile"))
    assert "--require-hashes --only-binary :all: -r /requirements.lock" in text("Dockerfile")
    assert "--require-hashes --only-binary :all: -r requirements.lock" in text(".github/workflows/ci.yml")


def test_the_hooks_and_the_workflow_use_what_the_project_uses():
    (ruff,) = [wish for wish in asked("requirements-dev.txt") if wish.name == "ruff"]
    assert f"rev: v{str(ruff.specifier).removeprefix('==')}\n" in text(".pre-commit-config.yaml")
    assert re.search(r"^ +- run: \.ci/run$", text(".github/workflows/ci.yml"), re.MULTILINE)
    assert "OCOP_AUDIT: required" in text(".github/workflows/ci.yml")


# --- the audit --------------------------------------------------------------------------------------------------------


def audit():
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GOOD = {"name": "duckdb", "version": "2.0.0", "vulns": []}
SKIPPED = {"name": "altair", "skip_reason": "Dependency not found on PyPI and could not be audited: altair (6.3.0)"}
BAD = {"name": "pillow", "version": "13.0.0", "vulns": [{"id": "GHSA-1", "fix_versions": ["13.0.1"], "aliases": [], "description": ""}]}
UNMENDED = {"name": "lxml", "version": "6.1.3", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]}
NOT_REACHED = "Traceback ...\nrequests.exceptions.ConnectionError: Failed to resolve 'api.osv.dev'\n"


@pytest.mark.parametrize(("packages", "code", "said"), [
    ([GOOD, GOOD], 0, ["audited: 2 packages, no known vulnerability"]),
    ([BAD, GOOD], 1, ["pillow 13.0.0: GHSA-1, mended in 13.0.1"]),
    ([UNMENDED], 1, ["lxml 6.1.3: PYSEC-2, mended in no version yet"]),
    # pip-audit ends with 0 and "No known vulnerabilities found" for these three
    ([SKIPPED, SKIPPED], 3, [f"not audited: 2 of 2 packages (first: {SKIPPED['skip_reason']})"]),
    ([GOOD, SKIPPED], 3, [f"not audited: 1 of 2 packages (first: {SKIPPED['skip_reason']})"]),
    ([], 3, ["not audited: 0 of 0 packages"]),
    ([BAD, SKIPPED], 1, ["pillow 13.0.0: GHSA-1, mended in 13.0.1", f"not audited: 1 of 2 packages (first: {SKIPPED['skip_reason']})"])])
def test_an_audit_says_what_it_could_ask(packages, code, said):
    assert audit().verdict(json.dumps({"dependencies": packages, "fixes": []}), "No known vulnerabilities found") == (code, said)


@pytest.mark.parametrize(("printed", "complained", "reason"), [
    ("", NOT_REACHED, "requests.exceptions.ConnectionError: Failed to resolve 'api.osv.dev'"),
    ("", "", "no answer"),
    ("<html>proxy</html>", "", "no answer"),
    ("[]", "", "no answer"),
    ("", "/usr/bin/python: No module named pip_audit", "/usr/bin/python: No module named pip_audit")])
def test_an_audit_without_an_answer_is_not_audited(printed, complained, reason):
    assert audit().verdict(printed, complained) == (3, [f"not audited: the advisory database could not be asked ({reason})"])


def test_an_audit_that_cannot_run_its_program_says_so(capsys, monkeypatch, tmp_path):
    program = tmp_path / "python"
    program.write_text(f"#!{sys.executable}\nimport sys; sys.exit('No module named pip_audit')\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    assert audit().main("requirements.lock") == 3
    assert capsys.readouterr().out == "not audited: the advisory database could not be asked (No module named pip_audit)\n"
