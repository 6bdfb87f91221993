"""HTML that nobody sees yet goes to the browser as text and becomes part of the page when it is wanted: near the view, when its opening
opens, or once the browser has nothing else to do (`static/page.js`). What is hidden for good, as the list of a phone on a wide screen, is
never made.
"""

def later(html: str, *, attributes: str = "") -> str:
    """A place that `html` fills near the view or in a quiet moment; `attributes` are those of the place, as HTML."""
    return f"<div data-later='{within(html)}'{' ' if attributes else ''}{attributes}></div>"


def when_opened(html: str, *, attributes: str) -> str:
    """A place with `popover` among its `attributes`, that `html` fills when it opens."""
    return f"<div data-when-opened='{within(html)}' {attributes}></div>"


def within(html: str) -> str:
    """HTML as the value of an attribute in single quotes, which leave the many double ones of HTML, and its brackets, as they are: a third
    less to send."""
    return html.replace("&", "&amp;").replace("'", "&#39;")
