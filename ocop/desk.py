"""What Streamlit runs for a visitor of the intake desk: sign-in, roles, the version, then the page. Nothing is shown to whoever has no role."""

import sys
from pathlib import Path

import streamlit as st

ABOVE = str(Path(__file__).resolve().parent.parent)
if ABOVE not in sys.path:
    sys.path.insert(0, ABOVE)

from streamlit.runtime.scriptrunner import get_script_run_ctx  # noqa: E402

from ocop import office, panels, screen, store  # noqa: E402
from ocop.home import ROOT  # noqa: E402
from ocop.intake import here, ladder, signin  # noqa: E402
from ocop.intake.pages import review, submissions, todo, versions  # noqa: E402
from ocop.library import ground  # noqa: E402
from ocop.texts import _  # noqa: E402
from ocop.versions import Refused, StaleBase, library_here, roles  # noqa: E402

PAGES = ((todo.page, "todo", "To do", ":material/checklist:"), (submissions.page, "submissions", "Submissions", ":material/upload_file:"),
         (review.page, "review", "Review", ":material/rate_review:"), (versions.page, "versions", "Versions", ":material/history:"))


def main() -> None:
    """One run."""
    st.set_page_config(page_title=_("Intake desk · {monitor}").format(monitor=office.monitor()), page_icon=str(ROOT / "static" / "favicon.png"),
                       layout="wide")
    st.logo(office.wordmark(), size="medium")
    words = f"{screen.inks()}; --menu: '{screen.in_css(_('Menu'))}'"
    st.html(f"<style>:root {{ {words} }} body {{ color-scheme: {screen.theme_mode()} }}</style>")
    try:
        who = signin.person()
        library = library_here()
        mine = roles.of(library, who)
    except (signin.NotSignedIn, Refused) as nobody:
        ask_to_sign_in(str(nobody))
        return
    except OSError as wrong:
        tell_of_a_disk(wrong)
        return
    if not mine:
        tell_no_role(who, roles.problems(library))
        return
    try:
        opened = newest(library)
    except OSError as wrong:
        tell_of_a_disk(wrong)
        return
    if opened is None:
        return
    if (context := get_script_run_ctx()) is not None:
        signin.admit(context.session_id, who)
    here.begin(here.Desk(library, who, mine, opened), screen.theme_mode())
    page = st.navigation([st.Page(function, title=_(title), icon=icon, url_path="" if way == "todo" else way, default=way == "todo")
                          for function, way, title, icon in PAGES], position="top")
    head(who, mine)
    screen.banner(opened)
    here.tell_what_was_done()
    try:
        page.run()
    except (Refused, ladder.NotNow, StaleBase, store.DataProblems, store.QueryTooSlow, OSError) as wrong:
        st.error(panels.plain(here.sentence(wrong)))


def newest(library: Path) -> store.Store | None:
    """The version that the library names, waited for: whoever has just published something goes on from there. None where there is none."""
    opened = screen.open_or_explain()
    if opened is not None and opened.version != ground(library).version:
        store.CURRENT.settle()
        opened = screen.open_or_explain()
    return opened


def tell_of_a_disk(wrong: OSError) -> None:
    """The only page while the library or its table of roles cannot be read."""
    st.title(_("The desk cannot work at the moment"), anchor=False)
    st.error(panels.plain(here.sentence(wrong) if wrong.errno else _("The library of versions cannot be read. Whoever keeps this machine has to "
                                                                     "see to it. Nothing was changed.")))


def ask_to_sign_in(reason: str) -> None:
    """The only page of whoever is not signed in."""
    st.title(_("The intake desk"), anchor=False)
    st.markdown(_("Here offices send rows for the record, regional groups look at them, and the secretariat publishes. The public monitor is "
                  "open to all; this desk takes a sign-in."))
    if reason:
        st.warning(panels.plain(reason), icon=":material/lock_clock:")
    st.button(_("Sign in"), type="primary", on_click=st.login)


def tell_no_role(who: roles.Actor, problems: list[str]) -> None:
    """Somebody signed in whom no row of the table of roles names today."""
    st.title(_("You have no role at this desk"), anchor=False)
    st.markdown(_("You are signed in as {subject}. Give that word to the secretariat: it enters roles.").format(subject=panels.plain(who.subject)))
    if problems:
        st.error(_("The table of roles has a problem, so nobody has a role until it is corrected."))
    st.button(_("Sign out"), on_click=st.logout)


def head(who: roles.Actor, mine: list[roles.Role]) -> None:
    """Who is here, and that a single local editor is."""
    if who.kind == roles.LOCAL:
        st.warning(_("No sign-in is configured: this desk is open to this machine alone, and all that is done here is told as done by its single "
                     "local editor."), icon=":material/person_alert:")
        return
    said = ", ".join(filter(None, (" ".join(filter(None, (role.role, role.country or role.region))) for role in mine)))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        st.caption(_("Signed in as {subject}: {roles}").format(subject=panels.plain(who.subject), roles=panels.plain(said)), width="content")
        st.button(_("Sign out"), on_click=st.logout, key="sign-out")


if __name__ == "__main__":
    main()
