"""Figures that stand out by their own past, or beside the same figure elsewhere. Expected limits are worked out by hand in the comments."""

import pytest

from ocop.intake.robust import LIMIT, NORMAL, spread, standouts


def rows(*values, place="GHA", **more):
    """A series, a year apart."""
    return [{"figure_id": f"{place}-{at}", "programme_id": "p", "indicator": "i", "place_id": place, "category": "", "scope": "",
             "on": str(2000 + at), "known_on": "2030", "value": str(value), "qualifier": "eq"} | more for at, value in enumerate(values)]


def kinds(series, measure="flow", new=None):
    return [(one.row["figure_id"], one.kind) for one in standouts(series, {series[-1]["figure_id"]} if new is None else new, {"i": measure})]


@pytest.mark.parametrize(("values", "measure", "kind"), [
    ((100, 110, 121, 133, 146, 161), "total", None),  # ten per cent each year: the usual change
    ((100, 110, 121, 133, 146, 300), "total", "jump"),  # twice as much after steps of a tenth
    ((100, 110, 121, 133, 146, 100), "flow", "jump"), ((100, 110, 121, 133, 146, 145), "total", "fall"),
    ((100, 110, 121, 133, 146, 145), "flow", None),  # a flow may fall a little
    ((100, 300), "flow", "jump"), ((100, 299), "flow", None), ((300, 100), "flow", "jump"), ((100, 34), "flow", None),  # three times, with no past
    ((100, 20, 90, 15, 80, 12), "flow", None),  # always up and down: no change is unusual
    ((5, 5, 5, 5, 5, 5.4), "flow", None), ((5, 5, 5, 5, 5, 6), "flow", "jump"),  # nothing moved: the least MAD, and a tenth
    ((0, 50), "flow", None), ((50, 0), "flow", None), ((50, 0), "total", "fall"), ((100,), "flow", None)])
def test_a_value_is_held_against_the_past_of_its_own_series(values, measure, kind):
    assert kinds(rows(*values), measure) == ([(f"GHA-{len(values) - 1}", kind)] if kind else [])


def test_only_new_values_are_told_and_one_wrong_value_of_old_hides_none():
    series = rows(100, 110, 9_000, 133, 146, 161, 900)
    assert kinds(series, new={"GHA-2", "GHA-6"}) == [("GHA-2", "jump"), ("GHA-6", "jump")] and kinds(series, new={"GHA-5"}) == []
    assert kinds(series[:-1], new={"x"}) == [] and kinds(rows("many", 5)) == []
    apart = rows(100, 110) + rows(5_000, place="GHA", scope="project", figure_id="other", on="2003")  # another set is another series
    assert kinds(apart) == []


def test_a_first_value_is_held_against_the_same_figure_elsewhere():
    elsewhere = [row for at, value in enumerate((90, 100, 110, 120, 95)) for row in rows(value, place=f"P{at}")]
    assert kinds([*elsewhere, *rows(130)]) == [] and kinds([*elsewhere, *rows(100_000)]) == [("GHA-0", "outlier")]
    assert kinds([*elsewhere[1:], *rows(100_000)]) == []  # four are too few to say what is usual
    (found,) = standouts([*elsewhere, *rows(1)], {"GHA-0"}, {})
    assert round(found.against) == 100 and found.low < 25 and found.high > 400  # e^(3.5 * 1.4826 * 0.3) = 4.75 times either way


def test_the_spread_is_median_and_mad():
    assert spread([1, 2, 3, 4, 100], 0.0) == (3, LIMIT * NORMAL * 1) and spread([5, 5, 5], 0.5) == (5, LIMIT * NORMAL * 0.5)
