"""One client asks for a fair part of the machine: what goes beyond it is told when to come again, and others go on."""

import pytest

from ocop.web import budget, whole
from tests.test_api import APP, ask

APP.routes.extend(whole.routes())


@pytest.fixture
def five(monkeypatch):
    """Five calls in a minute for each client, and nobody has asked yet."""
    monkeypatch.setenv("OCOP_BUDGET", "5")
    budget.window.cache_clear()
    yield
    budget.window.cache_clear()


def test_the_sixth_call_waits_and_another_client_does_not(five):
    path = "/api/v1/countries/coverage.json"
    assert [ask(path).status for _call in range(5)] == [200] * 5
    late = ask(path)
    assert late.status == 429 and late.told["title"] == "Too many calls" and 1 <= int(late.headers["retry-after"]) <= 60
    assert ask("/view/countries/coverage").status == 429  # all addresses together
    assert ask(path, client="10.0.0.2").status == 200


def test_a_wrong_call_counts_and_a_picture_counts_for_many(five, monkeypatch):
    monkeypatch.setenv("OCOP_BUDGET", "20")
    assert [ask("/picture/countries/register.svg").status for _call in range(3)] == [404, 404, 429]
    assert [ask("/data/nothing", client="10.0.0.3").status for _call in range(2)] == [404, 429]


def test_no_budget_is_no_limit_and_a_wrong_one_ends_the_start(monkeypatch):
    monkeypatch.setenv("OCOP_BUDGET", "0")
    assert {ask("/api/v1/countries/coverage.json").status for _call in range(30)} == {200}
    for wrong in ("many", "-1", "1.5", ""):
        monkeypatch.setenv("OCOP_BUDGET", wrong)
        with pytest.raises(ValueError, match="OCOP_BUDGET"):
            budget.limit()
