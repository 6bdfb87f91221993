"""One server and one browser for all journeys; the journey that needs a fresh server starts its own."""

import pytest

from tests.browser.chromium import chromium
from tests.servers import running_server


@pytest.fixture(scope="session")
def server():
    with running_server() as started:
        yield started


@pytest.fixture(scope="module")  # it holds the thread's loop while it lives: tests elsewhere start browsers of their own
def browser():
    with chromium() as started:
        yield started
