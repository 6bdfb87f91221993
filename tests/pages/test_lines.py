"""Lines of Markdown as HTML: what data says stays text, what we say becomes bold or a link, and nothing else."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.panels.lines import as_html
from ocop.panels.sources import link_target
from ocop.panels.view import plain
from ocop.texts import CONTROLS


@given(st.text(alphabet=st.one_of(st.sampled_from("\\*[]()<>&'\"`_!:@# ht/p.w"), st.characters(codec="utf-8")), max_size=60))
def test_text_from_data_is_read_back_as_it_is(text):
    for line in (plain(text), f"**{plain(text)}** told", f"[{plain(text)}](https://fao.org/a)"):
        told = as_html(line)
        assert set(re.findall(r"<[^>]*>", told)) <= {"<strong>", "</strong>", "</a>", '<a href="https://fao.org/a" target="_blank" rel="noopener">'}
        read = unescape(re.sub(r"<[^>]*>", "", told)).removesuffix(" told")
        assert read.replace("\r", "") == CONTROLS.sub("", text.replace("\n", " ")).replace("\u2060", "").replace("\r", "")


@pytest.mark.parametrize(("line", "html"), [
    ("**a** and [b](./country?country=BGD)", '<strong>a</strong> and <a href="./country?country=BGD">b</a>'),
    ("[a](javascript:alert(1))", "a)"), ("[a](//evil.example)", "a"), ("[**a** b](https://x.org?a=1&b=2)",
     '<a href="https://x.org?a=1&amp;b=2" target="_blank" rel="noopener"><strong>a</strong> b</a>'),
    ("**a", "**a"), ("a ** b", "a ** b"), ("*a* _b_", "*a* _b_"), ("", ""),
    (f"[x]({link_target('https://x.org/a b(c)')})", '<a href="https://x.org/a%20b%28c%29" target="_blank" rel="noopener">x</a>')])
def test_only_our_own_marks_mean_something(line, html):
    assert as_html(line) == html
