"""Lines of Markdown as HTML, for what is sent as one piece: bold words and links, the marks that our own lines have, and no other."""

import re
from html import escape

from ocop.panels.view import JOINER
from ocop.texts import CONTROLS

MARKS = re.compile(r"\\(?P<sign>.)|(?P<bold>\*\*)|\[(?P<words>(?:\\.|[^\]\\])*)\]\((?P<address>[^)\s]*)\)|(?P<text>[^\\*\[]+|.)", re.DOTALL)
OURS, WEB = ("./", "#"), ("https://", "http://")  # where a link may lead: to a page or a part of ours, or to a source


def as_html(markdown: str) -> str:
    """A line whose data went through `plain`, as HTML that shows the same; a mark without its second half is text."""
    parts, is_bold = [], False
    for found in MARKS.finditer(markdown):
        if found["bold"] and (is_bold or "**" in markdown[found.end():]):
            is_bold = not is_bold
            parts.append("<strong>" if is_bold else "</strong>")
        elif found["words"] is not None:
            parts.append(link(as_html(found["words"]), found["address"]))
        else:
            parts.append(escape(CONTROLS.sub("", (found["sign"] or found[0]).replace(JOINER, ""))))
    return "".join([*parts, "</strong>" * is_bold])


def link(words: str, address: str) -> str:
    """Words that lead on; a source opens beside the page."""
    beside = "" if address.startswith(OURS) else ' target="_blank" rel="noopener"'
    return f'<a href="{escape(address)}"{beside}>{words}</a>' if address.startswith(OURS + WEB) else words
