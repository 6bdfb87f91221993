"""Whose monitor this is: that of the initiative, or with `OCOP_PROGRAMME=ocop-vn` that of the office of one national programme. A leaf, like
`texts`.

An office's monitor opens on its programme, chooses among its first-level units, and shows no page that is about the initiative alone.
"""

import os

PAGES = ("programme", "programmes", "about")  # of such an office, the first one its home


def office() -> str:
    """The code of the programme whose monitor this is; empty for the initiative."""
    return os.environ.get("OCOP_PROGRAMME", "").strip()


def home() -> str:
    """The page at the root of the site."""
    return PAGES[0] if office() else "overview"
