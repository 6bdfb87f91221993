"""Countries against steps as a table of signs: its cells are the rows, its links keep the choice, its words stay words."""

import re
from dataclasses import replace
from html import unescape

from ocop import panels, queries
from ocop.filters import Filters
from ocop.panels.matrix import NAME, drawn, table
from ocop.texts import short_day
from tests.test_slips import Read

BODY = re.compile(r"<tbody>(.*)</tbody>")
WORDED = {"evidence": "Evidence", "spoken of": "Only spoken of", "no public evidence": "No public evidence"}


def rows_of(text: str) -> list[list[str]]:
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", BODY.search(text)[1])]


def words(cell: str) -> str:
    """A cell as it is heard."""
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r'<span [^>]*aria-label="([^"]*)"[^>]*></span>', r"\1 ", cell))).strip()


def test_every_cell_says_what_its_row_holds_and_the_name_leads_to_the_country(record):
    view = panels.View(record, Filters(regions=("RAF",), as_of=None))
    result = queries.run(record, NAME, view.filters)
    told = rows_of(table(view, result))
    assert len(told) == len(result.rows) == 20
    steps = [name for name in result.shown if name.startswith("step_")]
    assert len(steps) == 8
    for row, cells in zip(result.rows, told, strict=True):
        assert words(cells[0]) == row["country"] and f'href="./country?region=RAF&amp;country={row["iso3"]}"' in cells[0]
        for name, cell in zip(steps, cells[1:9], strict=True):
            expected = f"Evidence {short_day(row[name])}" if row[name][:1].isdigit() else WORDED.get(row[name], "Evidence undated")
            assert words(cell) == expected, (row["country"], name)
        assert words(cells[9]) == f"{row['steps_reached']} of 8"
    liberia = next(cells for cells in told if words(cells[0]) == "Liberia")
    assert [words(cell) for cell in liberia[1:4]] == ["Evidence 17 Oct 2025", "Evidence 2024", "Only spoken of"]


def test_a_long_list_of_a_phone_keeps_every_row_behind_one_tap_and_a_short_table_has_no_search(record):
    view = panels.View(record, Filters())
    result = queries.run(record, NAME, view.filters)
    text = unescape(drawn(view, result))
    assert text.count("<li>") == len(result.rows) > 60 and f"<summary>Show {len(result.rows) - 20} more</summary>" in text
    assert f"Search these {len(result.rows)} rows" in text
    short = drawn(view, replace(result, rows=result.rows[:7]))
    assert "<input" not in short and "Show" not in unescape(short)


def test_names_from_data_stay_text_once_the_browser_has_filled_them_in(record):
    view = panels.View(record, Filters())
    result = queries.run(record, NAME, view.filters)
    hostile = ['<img src=x onerror="alert(1)">', '"><script>alert(1)</script>', "' data-go onclick='alert(1)", "a &lt;b&gt; \u202e evil"]
    rows = [dict(row, country=name) for row, name in zip(result.rows, hostile, strict=False)]
    text = drawn(view, replace(result, rows=rows))
    assert "<img" not in text and "<script" not in text
    within = unescape("".join(re.findall(r"data-later='([^']*)'", text)))
    read = Read(within)
    assert not read.tags & {"img", "script"} and not [name for name in read.attributes if name.startswith("on")]
    assert [words(cells[0])[:20] for cells in rows_of(within)][:3] == [name[:20] for name in hostile[:3]]
