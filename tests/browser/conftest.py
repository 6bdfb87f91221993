"""One server for the run, one browser and one reader who stays for all journeys of a module; the journey that needs a fresh one starts its own."""

import os
from pathlib import Path

import pytest

from tests.browser.chromium import chromium, reader, visit
from tests.servers import shared_server


@pytest.fixture(scope="session")
def server():
    return shared_server(Path(os.environ["TESTS_SHARED"]), {"OCOP_FRAME_ANCESTORS": "'self' http://localhost:*"})


@pytest.fixture(scope="module")  # it holds the thread's loop while it lives: tests elsewhere start browsers of their own
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def stays(browser, server):
    """The page of a reader who stays, opened once for the module; ask for `desk`."""
    with reader(browser, server) as page:
        yield visit(page, server.address)


@pytest.fixture
def desk(stays):
    """A page at a desk, on whatever view the test before has left: `go` to the one the test is about."""
    stays.errors.clear()
    stays.foreign.clear()
    yield stays
    stays.keyboard.press("Escape")  # closes what is open
    stays.mouse.move(0, 0)
    stays.emulate_media(media="screen", color_scheme="light")
    stays.set_viewport_size({"width": 1366, "height": 768})
