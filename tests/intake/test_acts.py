"""What an act of the desk says when it cannot be done: where, what it is, what to do, no path and no trace; and nothing is lost by it."""

import errno
import os

import pytest
from streamlit.testing.v1 import AppTest

from ocop.intake import here


def screen():
    """An act, and a file to be made, that both end as the test wants."""
    from pathlib import Path
    from types import SimpleNamespace

    import streamlit as st

    from ocop.intake import here

    here.HERE.set(SimpleNamespace(base="000007-abc", library=Path("/srv/secret/library")))

    def work():
        if st.session_state["wrong"]:
            raise st.session_state["wrong"]
        st.session_state["done"] = True
        return b"PK"

    st.text_area("Note", key="note")
    here.act("Do it", work, "Done.", key="do", is_told=False)
    here.take("Make it", work, "made.xlsx", st.session_state["of"], key="make")


def opened():
    app = AppTest.from_function(screen, default_timeout=60)
    app.session_state["wrong"], app.session_state["of"] = None, 1
    return app.run()


def system(number, *file):
    return OSError(number, os.strerror(number), *file)


def named():
    from ocop.contracts import Problem
    from ocop.intake import ladder
    from ocop.review import ReviewProblem
    from ocop.store import DataProblems, NoRoom, QueryTooSlow
    from ocop.versions import Refused, StaleBase
    from ocop.versions.locking import Busy

    problem = Problem("actions.csv", 3, "due_on", "x", "r", "Write a day.", says="is no day")
    return [(system(errno.ENOSPC, "/srv/secret/library/ledger.jsonl"), "The library of versions has no room left. Nothing was changed."),
            (system(errno.EDQUOT), "A disk of this machine has no room left"), (system(errno.EROFS), "it takes no writing"),
            (system(errno.EACCES, "/srv/secret/library/lock"), "The library of versions cannot be written or read by the desk"),
            (system(errno.EIO, "/tmp/ocop-candidate-1/x"), "The temporary folder of this machine did not answer"),
            (system(errno.EMFILE), "did not answer as it should (Too many open files)"),
            (NoRoom("no space left"), "The temporary folder of this machine has no room left"), (Busy("library"), "another process is writing"),
            (Refused("Your role is for another place."), "another place"), (StaleBase("1", "2"), "Look at its effect again"),
            (ladder.NotNow("It is published by now."), "published by now"), (ReviewProblem("There is no such review."), "no such review"),
            (QueryTooSlow("a query", "it took too long"), "too long"), (DataProblems([problem, problem]), "Write a day. (and 1 more)"),
            (ZeroDivisionError("/srv/secret"), "The error is in the log under the number"), (KeyError("secret"), "is in the log under the number"),
            (MemoryError(), "is in the log under the number"), (RecursionError(), "is in the log under the number")]


@pytest.mark.parametrize("at", range(18))
def test_an_act_that_fails_ends_in_words_and_what_was_typed_stays(at):
    wrong, said = named()[at]
    app = opened()
    app.text_area(key="note").input("half an hour of work").run()
    for press in ("do", "make"):
        app.session_state["wrong"] = wrong
        app.button(key=press).click().run()
        (told,) = [one.value for one in app.error]
        assert said in told.replace("\\", "") and "secret" not in told and "Traceback" not in told and not app.exception
        assert app.text_area(key="note").value == "half an hour of work" and "done" not in app.session_state
        app.session_state["wrong"] = None
    app.button(key="do").click().run()
    assert [one.value for one in app.error] == [] and app.session_state["done"]


def test_a_file_is_offered_once_it_is_made_and_never_as_that_of_another_choice():
    app = opened()
    assert not app.get("download_button")
    app.button(key="make").click().run()
    (save,) = app.get("download_button")
    assert save.proto.label == "Save made.xlsx"
    app.session_state["of"] = 2  # another table was chosen
    assert not app.run().get("download_button")
    app.session_state["of"] = 1
    assert app.run().get("download_button")
    app.session_state["wrong"] = OSError(errno.ENOSPC, "no")
    assert not app.button(key="make").click().run().get("download_button") and len(app.error) == 1


@pytest.mark.parametrize(("said", "shown"), [
    ('is after known_on "2023-07-10"', 'is after "Known since" "2023-07-10"'), ("is no source_id of sources", 'is no "Source" of sources'),
    ("The indicator no_such_column_here counts in percent", "The indicator no_such_column_here counts in percent"), ("", ""),
    ("known_on, known_on", '"Known since", "Known since"')])
def test_a_sentence_has_the_headings_of_the_workbook_in_place_of_names_of_columns(said, shown):
    assert here.in_headings(said) == shown
