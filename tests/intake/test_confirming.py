"""Hundreds of findings: in pages, nothing said on another page is lost, and one reason for a whole kind is a deliberate act."""

import pytest
from streamlit.testing.v1 import AppTest

from ocop.intake import preparing
from ocop.intake.effect import Effect, finding
from tests.intake.desks import desk


def screen():
    """The findings, and what was confirmed, as a page."""
    import streamlit as st

    from ocop.intake.pages import confirming

    st.session_state["confirmed"] = confirming.confirm(st.session_state["prepared"], True)


def prepared(tmp_path, counts, mark="m"):
    found = [finding(kind, f"{kind} number {n}", "actions", f"AC-{n}") for kind, many in counts.items() for n in range(many)]
    return preparing.Prepared("S00001", "v1", tmp_path, mark, Effect(findings=tuple(found)))


def opened(made):
    app = AppTest.from_function(screen, default_timeout=60)
    app.session_state["prepared"] = made
    return app.run()


def test_450_findings_are_confirmed_page_by_page_and_kind_by_kind(tmp_path):
    made = prepared(tmp_path, {"corrected": 430, "jump": 20})
    app = opened(made)
    assert len(app.checkbox) == 51 and app.session_state["confirmed"] == {}  # fifty, and the one of the whole kind
    app.checkbox[3].check()
    app.text_input[5].input("as the office says").run()
    last = app.selectbox(key="finding-page-corrected").options[-1]
    assert last == "401 to 430 of 430"
    app.selectbox(key="finding-page-corrected").select_index(8).run()
    app.checkbox[29].check().run()
    app.selectbox(key="finding-kind").select_index(1).run()
    app.selectbox(key="finding-kind").select_index(0).run()  # there and back
    assert sorted(app.session_state["confirmed"].values()) == ["as the office says", "seen", "seen"]
    assert app.checkbox[3].value and app.text_input[5].value == "as the office says"
    button = app.button(key="all-corrected")
    assert button.disabled and button.label == "Confirm all 427"
    app.text_input(key="all-why-S00001-corrected").input("a new count").run()
    assert app.button(key="all-corrected").disabled  # a reason alone is not enough
    app.checkbox(key="all-sure-S00001-corrected").check().run()
    app.button(key="all-corrected").click().run()
    said = app.session_state["confirmed"]
    assert len(said) == 430 and list(said.values()).count("a new count") == 427 and "as the office says" in said.values()
    assert app.text_input[0].value == "a new count" and app.checkbox[0].value
    app.checkbox[0].uncheck()
    app.text_input[0].input("").run()
    assert len(app.session_state["confirmed"]) == 429  # one can be taken back
    app.checkbox[0].check()
    app.selectbox(key="finding-kind").select_index(1).run()
    for box in app.checkbox[:20]:
        box.check()
    app.run()
    assert app.session_state["confirmed"].keys() == made.findings.keys() and not app.exception
    app.session_state["prepared"] = prepared(tmp_path, {"corrected": 2}, mark="another")
    app.run()
    assert app.session_state["confirmed"] == {}  # looked at anew, confirmed anew


@pytest.mark.parametrize(("counts", "boxes"), [({}, 0), ({"jump": 1}, 1), ({"corrected": 2, "jump": 1}, 4), ({"jump": 50}, 51)])
def test_few_findings_stand_on_one_page(tmp_path, counts, boxes):
    app = opened(prepared(tmp_path, counts))
    assert len(app.checkbox) == boxes and not app.selectbox


def test_what_is_looked_at_has_a_place_of_its_own_and_leaves_nothing(tmp_path, monkeypatch):
    """In place of the database stand a few bytes: what is built where and what goes when is the claim."""
    from types import SimpleNamespace

    from ocop import library as reading
    from ocop.intake import apart, ladder
    from ocop.store import fingerprint
    from ocop.versions import operator
    from tests.intake.desks import REPORT

    library = desk(tmp_path, monkeypatch)
    monkeypatch.setattr(apart.tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    places = []

    def built(folder, place):
        places.append(place)
        place.mkdir()
        for end in (".duckdb", ".sha256", ".notices"):
            (place / f"x{end}").write_text("")
        return opened(place / "x.duckdb", fingerprint(folder))

    def opened(file, mark):
        return SimpleNamespace(file=file, fingerprint=mark, connection=SimpleNamespace(close=lambda: None))

    monkeypatch.setattr(apart, "open_apart", built)
    monkeypatch.setattr(apart, "kept_version", opened)
    monkeypatch.setattr(preparing, "effect", lambda served, candidate: Effect())
    who, left = operator(), lambda: list((tmp_path / "temporary").glob("*"))
    numbers = [ladder.submit(library, who, {"action_reports": [{**REPORT, "report_id": f"AR-{n}"}]}).number for n in (1, 2)]
    served = SimpleNamespace(version=reading.ground(library).version)
    made = preparing.prepare(library, who, numbers[0], served)
    assert made.folder.is_relative_to(tmp_path / "temporary") and len(left()) == 1 and places[0].is_relative_to(left()[0])
    preparing.let_go(made)
    assert left() == []
    made = preparing.prepare(library, who, numbers[0], served)
    del made  # its session ended
    assert left() == []
    rows = ladder.rows_of(library, ladder.one(library, numbers[0]))
    checked, others = (apart.made(lambda folder, rows=rows: ladder.built(library, rows, folder)) for rows in (rows, {}))
    built_so_far = len(places)
    made = preparing.prepare(library, who, numbers[0], served, checked)  # built once, when the file was checked
    assert (made.folder, len(places), len(left())) == (checked.folder, built_so_far, 2)
    del checked  # the session reads another file, and what waits to be confirmed stays
    assert made.folder.is_dir()
    del made
    made = preparing.prepare(library, who, numbers[0], served, others)  # of other rows: built anew
    assert made.folder != others.folder and len(places) == built_so_far + 1
    del made, others
    assert left() == []
    ladder.clear(library, who, numbers[0])
    preparing.publish(library, who, preparing.prepare(library, who, numbers[0], served), {})
    assert left() == [] and ladder.one(library, numbers[0]).state == "published"
    served = SimpleNamespace(version=reading.ground(library).version)
    monkeypatch.setattr(preparing, "effect", lambda served, candidate: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        preparing.prepare(library, who, numbers[1], served)
    assert left() == []
    for name in ("ocop-candidate-99999999-left", "ocop-candidate-1-of-another", "ocop-candidate-x-strange"):
        (tmp_path / "temporary" / name).mkdir()
    apart.sweep()
    assert sorted(path.name for path in left()) == ["ocop-candidate-1-of-another", "ocop-candidate-x-strange"]
