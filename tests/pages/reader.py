"""A page as a reader meets it: open it by its link, read its findings, its words, its charts."""

import json
import re
from html import unescape

from streamlit.testing.v1 import AppTest

from ocop.store import ROOT


def open_page(name: str, **link: str) -> AppTest:
    """A page as its link opens it, the first of its session; fails if it shows an exception."""
    at = AppTest.from_file(ROOT / "ocop" / "screen.py", default_timeout=900)
    for word, value in link.items():
        at.query_params[word] = value
    at.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
    assert not at.exception
    return at


def findings(at: AppTest) -> list[str]:
    """The headings of charts, lists and tables as they are read."""
    return [*heads(at), *(heading.value.replace("\\", "") for heading in at.subheader)]


def heads(at: AppTest, part: str = "h3") -> list[str]:
    """The findings of blocks, or with "p" their measures, from their pieces of HTML."""
    return [unescape(words) for body in pieces(at) if 'class="ocop-head"' in body for words in re.findall(rf"<{part}>(.*?)</{part}>", body)]


def spoken(at: AppTest) -> str:
    """Every sentence, note and source line, without Markdown escapes."""
    return "\n".join([*(text.value.replace("\\", "") for text in [*at.markdown, *at.caption]), *heads(at, "p"), *feet(at)])


def feet(at: AppTest) -> list[str]:
    """The line under each figure and what stands behind it, in words; a source as its words and its address."""
    found = (body for body in pieces(at) if 'class="ocop-foot"' in body)
    return [unescape(re.sub(r"<[^>]*>", " ", re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', r"\2 \1", body))) for body in found]


def pieces(at: AppTest) -> list[str]:
    """The pieces of HTML of a page, with what the browser fills in later."""
    return [re.sub(r" data-(?:later|when-opened)='([^']*)'([^>]*)>", lambda place: f"{place[2]}>{unescape(place[1])}", block.proto.body)
            for block in at.get("html")]


def figures(at: AppTest) -> list[dict]:
    """Every chart as the browser receives it."""
    return [json.loads(told["figure"]) for told in drawn(at)]


def drawn(at: AppTest) -> list[dict]:
    """What the browser is told of every chart: figure, name, height, picture."""
    return [json.loads(chart.proto.json) for chart in at.get("bidi_component")]


def table_with(at: AppTest, *columns: str):
    """The first table that has all of these columns."""
    return next(found.value for found in at.dataframe if set(columns) <= set(found.value.columns))


def slips(at: AppTest) -> list[str]:
    """The lists that a narrow screen shows in place of tables, as HTML."""
    return [body for body in pieces(at) if '<ul class="ocop-slips"' in body]
