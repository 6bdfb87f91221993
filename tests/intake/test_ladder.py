"""The ladder: who may do what to a submission at what time, and what the ledger tells of it."""

from dataclasses import replace

import pytest

from ocop import library as reading
from ocop.intake import ladder, reviewing
from ocop.versions import Refused, StaleBase, ledger, publishing, roles
from tests.intake.desks import NOTE, REPORT, SOURCE, desk, person
from tests.versions.libraries import name_roles

GHA, TGO, RAF, RAP, HQ = (person(name) for name in ("gha", "tgo", "raf", "rap", "hq"))


@pytest.fixture
def library(tmp_path, monkeypatch):
    return desk(tmp_path, monkeypatch)


def sent(library, who=GHA, country="GHA", **more):
    return ladder.submit(library, who, {"action_reports": [{**REPORT, **more}]}, country=country, period="2026-H1", note="from the office")


def base(library):
    return reading.ground(library).version


def table(library, name):
    return (reading.ground(library).folder / f"{name}.csv").read_text(encoding="utf-8")


def test_a_submission_goes_up_the_ladder_and_becomes_a_version(library):
    mine = sent(library)
    assert (mine.number, mine.state, mine.region, mine.rows) == ("S00001", "submitted", "RAF", {"action_reports": 1})
    ladder.comment(library, RAF, mine.number, "  Which day?  ")
    with pytest.raises(ladder.NotNow, match="Only what was cleared"):
        ladder.publish(library, HQ, mine.number, base(library), {}, {})
    assert ladder.clear(library, RAF, mine.number, "seen").state == "cleared"
    with pytest.raises(ladder.NotNow, match="Not yet confirmed: one more row"):
        ladder.publish(library, HQ, mine.number, base(library), {"f1": " "}, {"f1": "one more row"})
    made = ladder.publish(library, HQ, mine.number, base(library), {"f1": "as the office says"}, {"f1": "one more row"})
    assert "AR-1,AC-001" in table(library, "action_reports") and made.told["confirmed"] == {"f1": "as the office says"}
    done = ladder.one(library, mine.number)
    assert done.state == "published" and [(act.act, act.by) for act in done.acts] == [
        ("submit", "gha"), ("comment", "raf"), ("clear", "raf"), ("publish", "hq")]
    assert ledger.faults(library) == [] and done.acts[1].about["words"] == "Which day?"
    for act in (lambda: ladder.clear(library, RAF, mine.number), lambda: ladder.return_(library, RAF, mine.number, "no"),
                lambda: ladder.publish(library, HQ, mine.number, base(library), {}, {})):
        with pytest.raises(ladder.NotNow, match="is published"):
            act()


def test_what_is_returned_goes_back_with_a_note_and_no_further(library):
    mine = sent(library)
    with pytest.raises(ladder.NotNow, match="Write a few words"):
        ladder.return_(library, RAF, mine.number, " ")
    assert ladder.return_(library, RAF, mine.number, "The day is missing").state == "returned"
    with pytest.raises(ladder.NotNow, match="is returned by now"):
        ladder.clear(library, RAF, mine.number)
    again = sent(library)
    ladder.clear(library, RAF, again.number)
    assert ladder.return_(library, HQ, again.number, "Not yet").state == "returned"  # also what was cleared already
    with pytest.raises(ladder.NotNow, match="There is no submission 'S9'"):
        ladder.comment(library, HQ, "S9", "x")


@pytest.mark.parametrize("who", [TGO, RAP, roles.sealed("nobody", roles.SIGNED_IN)], ids=lambda who: who.subject)
def test_somebody_of_another_place_sees_and_does_nothing(library, who):
    mine = sent(library)
    assert ladder.submissions(library, who) == [] and [one.number for one in ladder.submissions(library, RAF)] == ["S00001"]
    for act in (lambda: ladder.clear(library, who, mine.number), lambda: ladder.return_(library, who, mine.number, "no"),
                lambda: ladder.comment(library, who, mine.number, "hm"), lambda: sent(library, who),
                lambda: ladder.publish(library, who, mine.number, base(library), {}, {}), lambda: ladder.lock_period(library, who, "2025-H1"),
                lambda: reviewing.enter(library, who, base(library), {"review_notes": [NOTE]}, "note")):
        with pytest.raises(Refused):
            act()
    assert len(ledger.entries(library)) == 2


@pytest.mark.parametrize("who", [roles.Actor("hq", "signed in", 1e12), replace(GHA, subject="hq"), replace(HQ, until=1e12),
                                 roles.sealed("hq", "signed in", -1), "hq"], ids=["by hand", "another name", "longer", "over", "a word"])
def test_a_forged_changed_or_late_session_does_nothing_anywhere(library, who):
    mine = sent(library)
    for act in (lambda: ladder.submissions(library, who), lambda: ladder.comment(library, who, mine.number, "x"),
                lambda: ladder.publish(library, who, mine.number, base(library), {}, {}), lambda: ladder.lock_period(library, who, "2025-H1"),
                lambda: ladder.unlock_period(library, who, "2025-H1", "x"), lambda: sent(library, who),
                lambda: reviewing.close(library, who, base(library), "RV-1", {}), lambda: publishing.roll_back(library, 1, who)):
        with pytest.raises(Refused):
            act()
    assert len(ledger.entries(library)) == 2


def test_nobody_who_signed_in_clears_what_he_sent_and_the_single_local_editor_may(library):
    mine = sent(library, RAF)
    with pytest.raises(Refused, match="You sent S00001 yourself"):
        ladder.clear(library, RAF, mine.number)
    local = roles.sealed("local editor", roles.LOCAL)
    assert ladder.clear(library, local, sent(library, local, report_id="AR-2").number).state == "cleared"


def test_a_role_taken_back_while_the_page_is_open_counts_at_once(library):
    mine = sent(library)
    name_roles(library, "gha,country office,,GHA")
    with pytest.raises(Refused, match="no role"):
        ladder.clear(library, RAF, mine.number)


@pytest.mark.parametrize(("rows", "said"), [
    ({"action_reports": [{**REPORT, "action_id": "AC-002"}]}, "Reports.*1 of 1 rows are not of GHA alone"),
    ({"actions": [{"action_id": "AC-9", "region": "RAF", "iso3": "TGO"}]}, "AC-9"), ({"actions": [{"action_id": "AC-9"}]}, "AC-9"),
    ({"actions": [{"action_id": "AC-9", "region": "RAP", "iso3": "GHA"}]}, "AC-9"), ({"sources": [SOURCE]}, "S002"),
    ({"sources": [{**SOURCE, "source_id": "S001"}], "action_reports": [REPORT]}, "S001"), ({"places": [{"place_id": "XXX"}]}, "XXX"),
    ({"nosuch": [{"a": "b"}]}, "'nosuch' is no table"), ({"../actions": [{"a": "b"}]}, "is no table"), ({"actions": []}, "no new row"),
    ({}, "no new row"),
    ({"action_reports": [{**REPORT, "evil": "x"}]}, "no column 'evil'")])
def test_an_office_sends_rows_of_its_own_place_alone(library, rows, said):
    with pytest.raises(ladder.NotNow, match=f"(?i){said}"):
        ladder.submit(library, GHA, rows, country="GHA")
    assert not (library / ladder.FOLDER).exists()


def test_a_row_may_name_the_region_beside_the_country_and_bring_its_new_source(library):
    rows = {"actions": [{"action_id": "AC-9", "region": "RAF", "iso3": "GHA", "source_id": "S002"}], "sources": [SOURCE],
            "action_reports": [{**REPORT, "action_id": "AC-9"}]}
    assert ladder.submit(library, GHA, rows, country="GHA").rows == {"actions": 1, "sources": 1, "action_reports": 1}
    assert ladder.submit(library, RAF, {"actions": [{"action_id": "AC-8", "region": "RAF", "iso3": "TGO"}]}, region="RAF").region == "RAF"
    with pytest.raises(ladder.NotNow, match="'XXX'|XXX is no country"):
        ladder.submit(library, HQ, rows, country="XXX")


def test_a_locked_period_takes_no_more_rows_until_it_is_opened_again(library):
    early = sent(library, on="2026-02-01")
    ladder.clear(library, RAF, early.number)
    ladder.lock_period(library, HQ, "2026-H1", "reviewed")
    assert list(ladder.locked(library)) == ["2026-H1"]
    with pytest.raises(ladder.NotNow, match="period 2026-H1 is locked"):
        sent(library)
    with pytest.raises(ladder.NotNow, match="its day lies in 2026-H1, which is locked"):
        ladder.submit(library, GHA, {"action_reports": [{**REPORT, "on": "2026-06-30"}]}, country="GHA", period="2026-H2")
    with pytest.raises(ladder.NotNow, match="is locked"):  # what was cleared before
        ladder.publish(library, HQ, early.number, base(library), {}, {})
    late = {**REPORT, "report_id": "AR-2", "on": "2026-07-01"}
    assert ladder.submit(library, GHA, {"action_reports": [late]}, country="GHA", period="2026-H2").state == "submitted"
    with pytest.raises(ladder.NotNow, match="locked already"):
        ladder.lock_period(library, HQ, "2026-H1")
    with pytest.raises(ladder.NotNow, match="is no period"):
        ladder.lock_period(library, HQ, "spring")
    with pytest.raises(ladder.NotNow, match="few words"):
        ladder.unlock_period(library, HQ, "2026-H1", "")
    ladder.unlock_period(library, HQ, "2026-H1", "a late report of Ghana")
    ladder.publish(library, HQ, early.number, base(library), {}, {})
    assert "2026-02-01" in table(library, "action_reports")


def test_an_effect_looked_at_on_an_older_version_is_no_confirmation(library):
    first, second = sent(library), sent(library, report_id="AR-2")
    for one in (first, second):
        ladder.clear(library, RAF, one.number)
    looked_at = base(library)
    ladder.publish(library, HQ, first.number, looked_at, {}, {})
    with pytest.raises(StaleBase, match="Look at its effect again"):
        ladder.publish(library, HQ, second.number, looked_at, {}, {})
    assert ladder.one(library, second.number).state == "cleared"


def test_rows_that_were_changed_on_the_disk_are_not_published(library):
    mine = sent(library)
    file = library / ladder.FOLDER / mine.number / "action_reports.csv"
    file.write_text(file.read_text().replace("AC-001", "AC-002"))
    with pytest.raises(ladder.NotNow, match="is not what was handed in"):
        ladder.clear(library, RAF, mine.number)


def test_a_closed_review_is_locked_and_its_report_kept_byte_for_byte(library):
    reviewing.enter(library, HQ, base(library), {"review_notes": [NOTE]}, "a note")
    assert "RN-1,RV-1" in table(library, "review_notes")
    made = reviewing.close(library, HQ, base(library), "RV-1", {"html": b"<p>as it was</p>", "pdf": b"%PDF"})
    assert ladder.locked(library).keys() == {"2025-H1"} and ladder.closed_reviews(library) == {"RV-1"}
    for act in (lambda: reviewing.enter(library, HQ, base(library), {"review_notes": [{**NOTE, "note_id": "RN-2"}]}, "late"),
                lambda: reviewing.close(library, HQ, base(library), "RV-1", {"html": b""}),
                lambda: ladder.submit(library, HQ, {"review_notes": [{**NOTE, "note_id": "RN-2"}]})):
        with pytest.raises(ladder.NotNow, match="closed"):
            act()
    later = ladder.submit(library, GHA, {"action_reports": [REPORT]}, country="GHA")
    ladder.clear(library, RAF, later.number)
    after = ladder.publish(library, HQ, later.number, base(library), {}, {})
    for version in (made, after):
        assert (version.folder / "reports" / "RV-1" / "report.html").read_bytes() == b"<p>as it was</p>"
    assert reviewing.kept(library, "RV-1") == {"html": b"<p>as it was</p>", "pdf": b"%PDF"}
