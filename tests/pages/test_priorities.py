"""The page Priorities as a reader meets it: findings, statuses, areas, timeline, links."""

import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from ocop import store
from ocop.store import ROOT
from tests.pages.reader import figures, heads, open_page, said


def page(**link) -> AppTest:
    return open_page("priorities", **link)


def unescaped(text: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", text)


def findings(at: AppTest) -> list[str]:
    return [*heads(at), *(unescaped(heading.value) for heading in at.subheader)]


def text(at: AppTest) -> str:
    told = [unescaped(element.value) for kind in ("markdown", "caption", "subheader") for element in at.get(kind)]
    return "\n".join([*told, *heads(at), *heads(at, "p"), *said(at)])


def tabs(at: AppTest) -> list[str]:
    return [unescaped(tab.label) for tab in at.tabs]


@pytest.fixture(scope="module")
def world():
    return page(as_of="2026-11-21")


def test_the_findings_count_actions_and_milestones(world):
    assert findings(world) == [
        "3 of 19 published actions are past due with no report of completion found; reports of completion exist for 5",
        "2 published actions are due by 21 November 2027",
        "Since 1 August 2025 3 actions were reported done, 2 went past due and 7 came on record",
        "40 milestones are on record, and 10 actions with a due date, 2 of them still ahead",
        "19 actions of the initiative are on record, overdue first, and 6 from elsewhere",
        "40 milestones are on record, 13 of them without a priority area"]


def test_the_status_mix_counts_the_promises_of_the_third_area_only(world):
    mix = figures(world)[0]
    printed = [line for trace in mix["data"] for line in trace.get("text") or []]
    assert "12" in printed and "18" not in printed
    assert "overdue" in mix["layout"]["title"]["text"] and "no due date" in mix["layout"]["title"]["text"]


def test_the_timeline_has_a_lane_for_each_area_and_the_line_of_the_day(world):
    timeline = figures(world)[1]
    heads = [line for trace in timeline["data"] for line in trace.get("text") or [] if line.startswith("<b>")]
    assert len(heads) == 6 and "No area given" in heads[-1]
    assert [shape["x0"] for shape in timeline["layout"]["shapes"]] == ["2026-11-21"]
    assert any("9 without a date are not drawn." in note["text"] for note in timeline["layout"]["annotations"])


def test_overdue_is_worded_as_absence_of_a_report_and_the_area_with_most_opens(world):
    assert tabs(world) == ["1. South-South global project (1)", "2. Global workplan and training (2)", "3. National implementation (12)",
                           "4. Communications and partnerships (3)", "5. People and coordination (1)"]
    assert "◷ **Overdue: no report of completion found**, due 31 December 2025, 10 months ago" in text(world)
    assert "No report found since it was published." in text(world)


def test_the_late_launch_of_liberia_shows_both_days_and_who_placed_it(world):
    shown = text(world)
    assert "★ **Reported done**, late: due 6 December 2025, reported 17 December 2025" in shown
    assert "Liberia · [moa.gov.lr, 17 October 2025](https://moa.gov.lr/node/4227)" in shown


def test_the_open_area_is_named_in_the_link_and_only_it_is_drawn():
    shown = text(page(tab="5"))
    assert "**Ensure adequate human resources and internal coordination at all levels**" in shown
    assert "Global · [FAO, 1 August 2025]" in shown
    assert "**Complete the 11-country FVC project**\n" not in shown  # area 3 is closed


def test_an_area_that_does_not_exist_opens_the_usual_one():
    assert "◷ **Overdue" in text(page(tab="9"))


def test_a_region_leaves_global_actions_out_and_says_so():
    at = page(region="RAF")
    assert "4 published actions name Africa, 2 of them with a due date; later reports speak of 1." in text(at)
    assert "Global actions (12) belong to no region or country and are left out." in text(at)
    assert "3. National implementation (4)" in tabs(at)
    assert "No published action for Africa is past due; reports of completion exist for 1 of 4" in findings(at)


def test_an_area_without_an_action_of_the_choice_says_so():
    assert "No published action stands here." in text(page(region="RAF", tab="4"))


def test_before_the_areas_were_set_the_actions_stand_without_them():
    at = page(as_of="2022-11-03")
    assert tabs(at) == []
    assert "◌ **Not yet due**, due July 2023" in text(at)
    assert "area assigned" not in text(at)


def test_what_others_plan_stands_apart_from_promises_and_after_them(world):
    shown = text(world)
    assert shown.index("Overdue: no report of completion found") < shown.index("National plans that a page quotes, no promises of the initiative")
    assert shown.count("National plans that a page quotes, no promises of the initiative") == 1


@pytest.mark.parametrize("link", [{"as_of": "2020-01-01"}, {"country": "FRA"}])
def test_nothing_on_record_is_said_calmly(link):
    at = page(**link)
    told = "no published action names France" if link.get("country") else "On 1 January 2020 no action had been published."
    assert told in text(at) and findings(at) == [] and figures(at) == []


def test_text_of_the_data_is_shown_as_text(tmp_path, monkeypatch):
    for path in (ROOT / "data").glob("*.*"):
        shutil.copy(path, tmp_path)
    file = tmp_path / "actions.csv"
    hostile = "![x](http://evil.example/x.png) <b>bold</b> :red[x]"
    written = file.read_text(encoding="utf-8").replace("Complete the 11-country FVC project", hostile)
    file.write_text(written.replace("due taken from project end date", hostile), encoding="utf-8")
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    monkeypatch.setattr(store, "CURRENT", store.Current())
    at = page(as_of="2026-11-21")
    markup = "\n".join(element.value for kind in ("markdown", "caption") for element in at.get(kind))
    assert "evil\\.example" in markup and "![" not in markup and "<b>" not in markup and ":red[" not in markup
    printed = [str(point[1]) for chart in figures(at) for trace in chart["data"] for point in trace.get("customdata") or []]
    assert any("evil.example" in line for line in printed) and not any("<b>bold" in line for line in printed)
