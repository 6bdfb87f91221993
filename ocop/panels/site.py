"""The address of the site as this reader reaches it, with the folder under which a proxy shows it and of which the server knows nothing."""

from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ocop.addresses import FOLDER


def site(page: str) -> str:
    """Scheme, host and folder, without page and query; empty where no browser tells."""
    seen = _told_by_browser()
    parts = urlsplit(seen)
    if not parts.netloc:
        return ""
    named = (st.context.headers.get("x-forwarded-prefix") or "").rstrip("/")
    return f"{parts.scheme}://{parts.netloc}{named if FOLDER.fullmatch(named) else folder(parts.path, page, _pages(), bool(st.context.is_embedded))}"


def folder(path: str, page: str, pages: tuple[str, ...], is_embedded: bool) -> str:
    """The folder in front of a page in the path that a browser shows. On a change of page it still shows the one before.

    In a frame the path may be that of the page around it: it counts only where it ends with the page that is shown.
    """
    before, _slash, last = path.rstrip("/").rpartition("/")
    found = before if last in pages else path.rstrip("/")
    if is_embedded and (not page or last != page):
        return ""
    return found if FOLDER.fullmatch(found) else ""


def _told_by_browser() -> str:
    """The address in the browser, as it is."""
    told = getattr(get_script_run_ctx(), "context_info", None)
    return getattr(told, "url", "") or ""


def _pages() -> tuple[str, ...]:
    """The last parts of a path that name a page, also the one that was asked for and does not exist."""
    known = getattr(get_script_run_ctx(), "pages_manager", None)
    if known is None:
        return ()
    return *(page.get("url_pathname", "") for page in known.get_pages().values() if page.get("url_pathname")), known.intended_page_name or ""
