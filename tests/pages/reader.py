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
    return "\n".join([*(text.value.replace("\\", "") for text in [*at.markdown, *at.caption]), *heads(at, "p"), *said(at), *feet(at)])


def said(at: AppTest) -> list[str]:
    """The large sentences, the lines of lists, and what was corrected, in words; a source as its words and its address."""
    lines = re.compile(r'(?:<li>|<p class="ocop-(?:sentence|corrected|quiet)">).*?</(?:li|p)>')
    return [f"{'- ' * part.startswith('<li>')}{in_words(part)}" for body in pieces(at) for part in lines.findall(body)]


def tiles(at: AppTest) -> dict[str, str]:
    """The headline figures by their names."""
    found = (re.findall(r'<p class="ocop-name">(.*?)</p><p class="ocop-value">(.*?)</p>', body) for body in pieces(at))
    return {unescape(name): unescape(value) for some in found for name, value in some}


def in_words(html: str) -> str:
    """A piece of HTML as it is read, bold words between stars."""
    html = re.sub(r"</?strong>", "**", html)
    return unescape(re.sub(r"<[^>]*>", " ", re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', r"\2 \1", html))).strip()


def feet(at: AppTest) -> list[str]:
    """The line under each figure and what stands behind it, in words; a source as its words and its address."""
    return [in_words(part) for body in pieces(at) for part in body.split('<div class="ocop-foot">')[1:]]


def pieces(at: AppTest) -> list[str]:
    """The pieces of HTML of a page in their order, those around charts among them, with what the browser fills in later."""
    bodies = [part for node in at._tree if node.type in ("html", "bidi_component") for part in around(node)]
    return [re.sub(r" data-(?:later|when-opened)='([^']*)'([^>]*)>", lambda place: f"{place[2]}>{unescape(place[1])}", body) for body in bodies]


def around(node) -> list[str]:
    """The HTML of an element: itself, or what stands above and below a chart."""
    told = {"head": node.proto.body} if node.type == "html" else json.loads(node.proto.json)
    return [told[part] for part in ("head", "foot") if told.get(part)]


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


def files(at: AppTest) -> dict[str, str]:
    """The buttons that make a file: its code and its name."""
    return dict(re.findall(r'data-makes="([^"]*)">([^<]*)<', "".join(pieces(at))))


def ask_for_a_file(at: AppTest, name: str) -> None:
    """Press the button of a file, as the browser tells it."""
    at.text_input(key="file").set_value(next(code for code, named in files(at).items() if named == name)).run()
    assert at.text_input(key="file").value == "", "asked for once"
