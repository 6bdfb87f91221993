"""The wheel: built without a network, unpacked beside nothing, used from another folder as `uvx --from dist/*.whl ocop run` uses it.

Its packages are those of the tests; the checkout is on no path, so what works here came out of the wheel.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import urllib.request
import zipfile
from contextlib import contextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from ocop import home, store
from ocop.store import ROOT
from tests import servers
from tests.test_data import DOUBTS

FOLDERS = (".streamlit", "data", "locale", "pages", "queries", "static")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout. A copy is built, so that nothing is left behind here."""
    copy, out = tmp_path_factory.mktemp("checkout") / "ocop-monitor", tmp_path_factory.mktemp("dist")
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "venv", "bench", "dist", "tests", ".hypothesis", "__pycache__"))
    done = subprocess.run([sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index", "--quiet", "-w", out, copy],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder that holds the installed package and its command, and nothing else of this project."""
    place = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet", "--target", place, wheel], check=True)
    return place


def settings(place, **more):
    """The variables of a user who has installed the wheel and is somewhere else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("OCOP_DATA", "STREAMLIT_", "PYTHONPATH"))}
    return {**kept, "PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1", **more}


def ocop(place, folder, *words, **more):
    """One call of the installed command from another folder."""
    return subprocess.run([place / "bin" / "ocop", *words], cwd=folder, env=settings(place, **more), capture_output=True, text=True,
                          encoding="utf-8")


def wanted(folder):
    """The files of a folder of the checkout that a reader's server may open."""
    return {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and "received" not in path.parts}


def test_the_wheel_carries_what_run_needs_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as packed:
        held = {name.removeprefix("ocop/shipped/") for name in packed.namelist() if name.startswith("ocop/shipped/")}
        code = {name for name in packed.namelist() if name.startswith("ocop/") and not name.startswith("ocop/shipped/")}
    assert held == {"dashboard.py", "intake.py"}.union(*map(wanted, FOLDERS))
    assert code == wanted("ocop")
    assert wheel.stat().st_size < 5_350_000  # the outlines for pictures are 0.1 MB of it, the desk and its versions as much


def test_it_asks_for_exactly_the_packages_of_requirements_txt(wheel):
    lines = [line.split("#")[0].strip() for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == [line for line in lines if line and not line.startswith("-")]
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [name for name in packed.namelist() if name.endswith(".dist-info/METADATA")]
        told = packed.read(name).decode()
    assert told.count("\nRequires-Dist: ") == len(project["dependencies"]) and "\nLicense-Expression: Apache-2.0\n" in told


def test_check_and_queries_know_the_shipped_record(installed, tmp_path):
    done = ocop(installed, tmp_path, "check")
    assert (done.returncode, done.stderr) == (0, "") and f"\n0 problems, {1 + sum(map(len, DOUBTS.values()))} notices in " in done.stdout
    from ocop import queries

    assert [line.split()[0] for line in ocop(installed, tmp_path, "queries").stdout.splitlines()] == queries.names()


def test_a_query_gives_the_rows_of_the_checkout(installed, tmp_path):
    words = ("query", "countries/register", "--region", "RAF", "--as-of", "2025-08-01", "--format", "json")
    here = subprocess.run([sys.executable, "-m", "ocop", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    done = ocop(installed, tmp_path, *words)
    assert done.stderr == "" and json.loads(done.stdout) == json.loads(here.stdout) != []


def test_a_system_of_another_alphabet_gets_the_same_data(installed, tmp_path):
    """A pipe in another code page, where Türkiye cannot be written: JSON escapes what it lacks, so every reader gets the same text."""
    words = ("query", "countries/register", "--format", "json")
    rows = json.loads(ocop(installed, tmp_path, *words).stdout)
    assert json.loads(ocop(installed, tmp_path, *words, PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout) == rows
    assert "Côte d'Ivoire" in {row["country"] for row in rows}


def test_a_report_finds_its_style_and_its_fonts(installed, tmp_path):
    done = ocop(installed, tmp_path, "report", "--period", "2025-H1", "--brief", "--format", "html", "-o", "brief.html", BROWSER_PATH="/nowhere")
    assert done.returncode == 0, done.stderr
    made = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "@font-face" in made and (home.PACKAGE / "report" / "sheet.css").read_text(encoding="utf-8").splitlines()[-1] in made


@contextmanager
def served(place, folder, **more):
    """`ocop run` in another folder, until its first answer."""
    port, output = servers.free_port(), folder / "server.log"
    with output.open("w") as sink:
        process = subprocess.Popen([place / "bin" / "ocop", "run", "--port", str(port)], cwd=folder, env=settings(place, **more),
                                   stdout=sink, stderr=subprocess.STDOUT)
    try:
        servers.await_health(process, port, output)
        yield servers.Server(port, output)
    finally:
        servers.end(process)


def test_run_serves_the_record_with_the_shipped_settings_from_any_folder(installed, tmp_path):
    (tmp_path / ".streamlit").mkdir()  # the settings of the folder that the user is in must not weaken the shipped ones
    (tmp_path / ".streamlit" / "config.toml").write_text('[client]\nshowErrorDetails = "full"\n', encoding="utf-8")
    with served(installed, tmp_path) as server:
        with urllib.request.urlopen(f"{server.address}/healthz", timeout=servers.PATIENCE) as answer:
            told = json.load(answer)
        assert told["status"] == "ok" and told["fingerprint"] == store.fingerprint(ROOT / "data")
        with urllib.request.urlopen(f"{server.address}/app/static/wordmark.svg", timeout=servers.PATIENCE) as answer:
            assert answer.read() == (ROOT / "static" / "wordmark.svg").read_bytes()
        shown = text_of_page(server, "countries", "region=RAF")
        assert "13 of" in shown and "could not be drawn" not in shown
        assert "unsafe setting" not in server.log()


def text_of_page(server, page: str, query: str) -> str:
    """What a first reader of a deep link is sent, up to the end of the run."""
    asked, parts = BackMsg(), []
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", subprotocols=["streamlit"], origin=server.address, max_size=None,
                 open_timeout=servers.PATIENCE) as line:
        line.send(asked.SerializeToString())
        while (message := ForwardMsg.FromString(line.recv(timeout=servers.PATIENCE))).WhichOneof("type") != "script_finished":
            element = message.delta.new_element
            parts += [element.heading.body, element.markdown.body, element.text.body, element.alert.body, element.html.body]
    return "\n".join(parts)


def test_run_serves_the_folder_that_ocop_data_names(installed, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "mine", ignore=shutil.ignore_patterns("received"))
    (tmp_path / "mine" / "ILLUSTRATIVE").touch()
    with served(installed, tmp_path, OCOP_DATA="mine") as server:
        assert "Illustrative data" in text_of_page(server, "about", "")


def test_a_checkout_is_found_without_an_installation(tmp_path):
    assert home.PACKAGE.parent == ROOT and (ROOT / "pyproject.toml").is_file()
    code = "from ocop import home; print(home.ROOT)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=settings(ROOT), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(ROOT)
