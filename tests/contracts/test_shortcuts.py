"""Shortcuts and the guard for exports. One defect per test; what is expected is the exact list (row, column, rule)."""

import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocop.contracts import Column
from ocop.contracts.casts import cast
from ocop.contracts.guard import spreadsheet_plain, spreadsheet_safe
from ocop.contracts.plain import plain


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["text", "integer", "decimal"]),
    st.text(st.sampled_from("019.-+eE @#A\x00\n\u00e9~ "), max_size=8)
    | st.text(max_size=5)
    | st.decimals(allow_nan=False).map(str),
)
def test_a_plain_text_is_what_the_cast_would_make_of_it(kind, text):
    column = Column("x", kind)
    texts = pa.array([text], pa.string())
    if plain(column, texts)[0]:
        stored = texts.cast({"text": pa.string(), "integer": pa.int64(), "decimal": pa.float64()}[kind])
        outcome = cast(column, text)
        assert (outcome.value, outcome.faults) == (stored[0].as_py(), ())


@given(st.text() | st.text(st.sampled_from("'=+-@\t\r\nab＝; \"\ufeff"), max_size=8))
def test_the_guard_for_spreadsheets_gives_the_original_back(text):
    assert spreadsheet_plain(spreadsheet_safe(text)) == text


@given(st.sampled_from("=+-@|\t\r\n＝＋－＠｜"), st.text())
def test_no_guarded_text_begins_like_a_formula(first, rest):
    assert spreadsheet_safe(first + rest).startswith("'" + first)


@pytest.mark.parametrize(("text", "safe"), [
    (" =1+1", "' =1+1"), ('"=1+1"', "'\"=1+1\""), ("\u200b=1", "'\u200b=1"), ("\ufeff@x", "'\ufeff@x"), ("\u00a0+1", "'\u00a0+1"),
    ("＝SUM(A1)", "'＝SUM(A1)"),
    ("maize;=1+1", "maize;'=1+1"), ("a\t=cmd|' /C calc'!A0", "a\t'=cmd|' /C calc'!A0"), ("a\r\n-1", "a\r\n'-1"), ("; @x", "; '@x"),
    ("|calc", "'|calc"), (" ｜x", "' ｜x"), ("a | b", "a | b"),
    ("a;'=1", "a;''=1"), ("﹦1", "'﹦1"), ("a, -b; c-d", "a, -b; c-d")])
def test_a_formula_behind_something_is_guarded_too(text, safe):
    assert spreadsheet_safe(text) == safe and spreadsheet_plain(safe) == text


@pytest.mark.parametrize("text", ["", "Kenya", "'tis", "1-2", "L'", "'"])
def test_the_guard_leaves_harmless_text_alone(text):
    assert spreadsheet_safe(text) == text == spreadsheet_plain(text)


def test_contracts_need_neither_streamlit_nor_duckdb():
    package = Path(sys.modules["ocop.contracts"].__file__).parent
    imports = [
        line
        for path in package.glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if "import" in line
    ]
    assert imports and not [line for line in imports if "streamlit" in line or "duckdb" in line]
