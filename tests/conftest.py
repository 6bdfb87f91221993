"""Fixtures that every test may ask for."""

import os
import tempfile

import pytest

os.environ.setdefault("OCOP_CACHE", tempfile.mkdtemp(prefix="ocop-tests-"))


@pytest.fixture(scope="session")
def record():
    """The shipped public record, opened once."""
    from ocop.store import open_store

    return open_store()
