"""Fixtures that every test may ask for."""

import gc
import os
import sys
import tempfile
from functools import cache
from pathlib import Path

import pytest

from ocop.contracts import check_folder
from tests import servers
from tests.contracts.tables import CROPS, MEMBERS, SOUND

os.environ["OCOP_BUDGET"] = "0"  # one client asks for every figure in every form; tests/test_budget.py gives it a budget again
os.environ.setdefault("OCOP_CACHE", tempfile.mkdtemp(prefix="ocop-tests-"))
if "TESTS_SHARED" not in os.environ:  # the workers of a run have that of the run
    os.environ["TESTS_SHARED"] = tempfile.mkdtemp(prefix="ocop-shared-")
os.environ["OCOP_FROZEN"] = tempfile.mkdtemp(prefix="ocop-frozen-")  # what another run of other code answered is no answer of this one
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # pytest writes each assertion anew for every worker and run where it may not keep what it wrote
sys.dont_write_bytecode = False


FIRST = ("test_web.py", "test_store.py", "test_report.py")  # no run is over before its longest module is: these begin with those of the browser


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.name not in FIRST)


def pytest_collection_finish(session):
    """What is there for good (modules, seven thousand tests) is left out of the rounds of the garbage collector: Streamlit has it go round
    after every run of a page, and the server of readers does the same (`ocop.web.warm`).

    The installed packages are looked through once for parts of pages, as by a server; AppTest would do it for every page that it opens."""
    if "streamlit.testing.v1" in sys.modules:
        from streamlit.components.v2 import manifest_scanner

        manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
    if pictures := sys.modules.get("ocop.charts.pictures"):
        pictures.TABS = 1  # several workers draw on two cores
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config):
    """The run ends what its workers shared."""
    if not hasattr(config, "workerinput"):
        servers.end_shared(Path(os.environ["TESTS_SHARED"]))


@pytest.fixture(scope="session")
def record():
    """The shipped public record, built by the worker that asks first and opened by each; what was asked of it is not forgotten during the run."""
    from ocop import queries
    from ocop.store import open_store

    queries.KEPT_RESULTS.most = 10_000
    with servers.one_at_a_time(Path(os.environ["TESTS_SHARED"]) / "record.lock"):
        return open_store()


@pytest.fixture
def crops(tmp_path):
    """Check a folder with the table crops; gives the report."""

    def check(content: str | bytes, contract: str = CROPS):
        (tmp_path / "crops.toml").write_text(contract, encoding="utf-8")
        (tmp_path / "crops.csv").write_bytes(content.encode() if isinstance(content, str) else content)
        return check_folder(tmp_path)

    return check


@pytest.fixture
def members(tmp_path):
    """Check a folder with the table members, each row told as what differs from the sound one."""

    def check(*rows: dict[str, str], contract: str = MEMBERS):
        lines = [",".join(SOUND)] + [",".join(f'"{cell}"' for cell in (SOUND | row).values()) for row in rows]
        (tmp_path / "members.toml").write_text(contract, encoding="utf-8")
        (tmp_path / "members.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
        return check_folder(tmp_path)

    return check


@pytest.fixture(scope="module")
def no_pictures():
    """Reports without a browser."""
    from ocop.charts import pictures

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROWSER_PATH", "/nowhere/chromium")
        pictures.SHELF.close()
        yield


@pytest.fixture(scope="module")
def half_year(record):
    """The world in the first half of 2025."""
    from ocop import review

    return review.chosen(record, word="2025-H1")
