"""The overview of one region adds its brief, its group and the steps of its countries; no other choice has them."""

import re

import pytest

from tests.pages.reader import figures, files, findings, open_page, pieces, spoken


def test_the_home_of_a_region_offers_its_brief_its_group_and_its_countries():
    at = open_page("overview", region="RAF")
    assert "The brief of Africa as a file" in findings(at)
    assert list(files(at).values()) == ["HTML", "PDF", "Word", "PowerPoint", "Excel", "Whole pack (ZIP)"]
    assert at.title[0].value == "Africa"
    (layout,) = [figure["layout"] for figure in figures(at) if "geo" in figure["layout"]]
    wide = layout["meta"]["wide"]["layout"]  # beside a region there is room for key and note; on the world there is none
    assert [one["legend"]["orientation"] for one in (layout, wide)] == ["h", "v"]
    below, beside = (one["annotations"][0]["text"].replace("<br>", " ") for one in (layout, wide))
    assert below == beside and wide["geo"]["lonaxis"] == layout["geo"]["lonaxis"] and wide["geo"]["domain"]["x"][0] > 0.3
    assert "4 figures stand as reported for Africa, each with its day and source" in findings(at)
    for words in ("chair A. Haile-Gabriel",
                  "- **more than 30** Countries in the initiative (2025; ", "- **750** Farmers supported: Lesotho (27 August 2025; "):
        assert words in spoken(at)
    (steps,) = [body for body in pieces(at) if 'class="ocop-matrix"' in body]
    named = re.findall(r'<th scope="row"><a href="[^"]*" data-go>([^<]*)</a></th>((?:<td>.*?</td>){3})', steps)
    assert len(named) == 20 and [name for name, _cells in named][:2] == ["Cameroon", "Congo"]
    groups = [cells.rsplit("<td>", 1)[1] for _name, cells in named]
    assert sum("Only spoken of" in cell for cell in groups) == 1 and not any('"evidence"' in cell for cell in groups)  # planned in Liberia


@pytest.mark.parametrize(("link", "marked"), [({}, "world"), ({"region": "RAF", "country": "GHA"}, None), ({"region": ["RAF", "RAP"]}, None),
                                              ({"region": "RAF", "category": "forest"}, "RAF"), ({"country": "BGD"}, None)])
def test_any_other_choice_is_no_home_of_a_region_and_no_button_marks_what_the_map_does_not_show(link, marked):
    at = open_page("overview", **link)
    assert not [found for found in findings(at) if found.startswith("The brief of")]
    assert at.session_state["overview-region"] == marked
    if link == {"country": "BGD"}:  # the world is one press away, also from a country
        (buttons,) = at.segmented_control if hasattr(at, "segmented_control") else at.button_group
        buttons.set_value("world").run()
        assert (at.title[0].value, at.session_state["overview-region"], dict(at.query_params)) == ("Overview", "world", {})
