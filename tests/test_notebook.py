"""Queries from a notebook: the words of a link as arguments, rows as a DataFrame whose types do not hang on what the rows hold."""

import re
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pandas as pd
import pytest

import ocop
from ocop import frames, queries
from ocop.filters import Filters
from ocop.store import ROOT


def test_the_lines_of_the_readme_run_as_they_stand():
    (lines,) = re.findall(r"```python\n(import ocop\n.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(lines.splitlines()) == 3
    names: dict = {}
    exec("\n".join(lines.splitlines()[:2]), names)
    shown = eval(lines.splitlines()[2], names)
    assert shown["iso3"].is_unique and shown.attrs["as_of"] == "2025-08-01"


def test_a_call_gives_what_a_link_gives(record):
    asked = ocop.query("countries/register", region=["RAF", "REU"], as_of="2025-08-01")
    assert asked.rows == queries.run(record, "countries/register", Filters(("RAF", "REU"), as_of=date(2025, 8, 1))).rows != []
    assert ocop.query("countries/register", region=("REU", "RAF"), as_of=date(2025, 8, 1)).rows == asked.rows
    assert {row["region"] for row in ocop.query("countries/register", region="RAF").rows} == {"RAF"}
    assert [row["iso3"] for row in ocop.query("countries/register", country="BGD", category=[], as_of=None).rows] == ["BGD"]


@pytest.mark.parametrize(("name", "words", "said"), [
    ("countries/nosuch", {}, "There is no query 'countries/nosuch'"),
    ("../models", {}, "There is no query"),
    (None, {}, "There is no query 'None'"),
    ("countries/register", {"region": "Africa"}, "region 'Africa', which does not exist"),
    ("countries/register", {"region": ["RAF", "XXX"]}, "region 'XXX', which does not exist"),
    ("countries/register", {"country": "Bangladesh"}, "Did you mean BGD?"),
    ("countries/register", {"country": ""}, "without naming one"),
    ("countries/register", {"category": "fruit"}, "product type 'fruit', which does not exist"),
    ("countries/register", {"category": 5}, "'5', which does not exist"),
    ("countries/register", {"as_of": "1 August 2025"}, "not a day written as YYYY-MM-DD"),
    ("countries/register", {"as_of": 20250801}, "not a day written as YYYY-MM-DD"),
    ("countries/register", {"as_of": datetime(2025, 8, 1, 12)}, "not a day written as YYYY-MM-DD"),
    ("countries/register", {"as_of": ["2025-08-01", "2025-08-02"]}, "2 times"),
    ("countries/register", {"as_of": "2099-01-01"}, "nothing is known of a later day"),
    ("countries/register", {"as_of": "2024-01-01", "compare_with": "2025-01-01"}, "lies after"),
    ("countries/register", {"region": b"RAF"}, "region \"b'RAF'\""),
    ("countries/register", {"regoin": "RAF"}, "the word 'regoin', which does not exist here. Did you mean region?"),
    ("countries/register", {"tab": "sources"}, "A query has no tab")])
def test_a_word_that_does_not_exist_is_told_in_one_line(name, words, said):
    with pytest.raises(queries.QueryProblem) as told:
        ocop.query(name, **words)
    assert said in str(told.value) and "\n" not in str(told.value) and "The link" not in str(told.value)


KINDS = {"on": "DATE", "at": "TIMESTAMP", "count": "BIGINT", "sum": "HUGEINT", "value": "DOUBLE", "usd": "DECIMAL(18,2)", "is_late": "BOOLEAN",
         "name": "VARCHAR", "stage": "ENUM('named', 'joined')", "sources": "VARCHAR[]"}
TYPES = {"on": "datetime64[us]", "at": "datetime64[us]", "count": "Int64", "sum": "Int64", "value": "float64", "usd": "float64",
         "is_late": "boolean", "name": "string", "stage": "category", "sources": "object"}
FULL = {"on": date(2025, 8, 1), "at": datetime(2025, 8, 1, 12), "count": 3, "sum": 95, "value": 0.5, "usd": Decimal("5000000.25"),
        "is_late": False, "name": "Côte d’Ivoire", "stage": "named", "sources": ["S001", "S002"]}
BARE = dict.fromkeys(KINDS)  # everything unknown


@pytest.mark.parametrize("rows", [[FULL], [FULL, BARE], [BARE], []], ids=["full", "with unknown", "all unknown", "no rows"])
def test_types_do_not_hang_on_the_rows(rows):
    made = frames.frame(list(KINDS), KINDS, rows)
    types = {name: str(kind) for name, kind in made.dtypes.items()}
    # an enum without a known value has no categories yet, and pandas still calls it a category
    assert types == TYPES and len(made) == len(rows)


def test_unknown_stays_unknown_and_values_stay_themselves():
    made = frames.frame(list(KINDS), KINDS, [FULL, BARE])
    assert made.drop(columns="sources").iloc[1].isna().all() and made["sources"][1] is None
    assert made["count"].sum() == 3 and made["usd"][0] == 5000000.25 and made["sources"][0] == ["S001", "S002"]
    assert made["on"][0] == pd.Timestamp(2025, 8, 1) and made["is_late"][0] is not pd.NA and not made["is_late"][0]


@pytest.mark.parametrize("name", [name for name in queries.names() if not name.startswith(("review/", "country/"))])
def test_every_query_has_one_set_of_types_for_all_days(record, name):
    late, early = (queries.run(record, name, Filters(as_of=day), {"country": "BGD"}) for day in (None, date(1990, 1, 1)))
    full, empty = late.frame(), early.frame()
    assert list(full.columns) == late.shown and len(full) == len(late.rows) and len(empty) == len(early.rows)
    assert dict(full.dtypes) == dict(empty.dtypes)
    for column in full.columns:
        kept = [row[column] for row in late.rows]
        assert [value is None for value in kept] == list(full[column].isna()), column


def test_a_frame_says_what_it_shows():
    attributes = ocop.query("overview/reported", as_of="2024-04-26").frame().attrs
    assert attributes["query"] == "overview/reported" and attributes["as_of"] == "2024-04-26"
    assert all(attributes[word] for word in ("title", "unit", "grain", "finding", "compare_with"))


def test_importing_the_package_loads_nothing_heavy(tmp_path):
    code = "import sys, ocop; print(sorted({'pandas', 'duckdb', 'streamlit', 'plotly', 'pyarrow'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
