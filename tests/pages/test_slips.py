"""Tables as a phone shows them: the same rows, few at once, each with its link."""

from tests.pages.reader import open_page, slips

REGISTER = 'aria-label="Countries that appear in public sources of the initiative"'


def entries(text: str) -> int:
    return text.count("<li>")


def test_a_long_register_begins_with_twenty_slips_and_one_tap_shows_all():
    at = open_page("countries")
    (register,) = [text for text in slips(at) if REGISTER in text]
    rows = next(table.value for table in at.dataframe if "named_since" in table.value.columns)
    assert entries(register) == 20 < len(rows)
    assert 'href="./country?country=CMR" data-go aria-label="Open: Cameroon"' in register
    more = at.button(key="more-countries/register")
    assert more.label == f"Show all {len(rows)}"
    more.click().run()
    assert not at.exception
    (register,) = [text for text in slips(at) if REGISTER in text]
    assert entries(register) == len(rows)
    assert not [button for button in at.button if button.key == "more-countries/register"]


def test_the_search_box_leaves_the_same_rows_in_the_list_as_in_the_grid():
    at = open_page("events")
    at.text_input(key="find-events/register").set_value("syrian arab").run()
    (register,) = [text for text in slips(at) if "Syria workshop" in text]
    grid = next(table.value for table in at.dataframe if "participants" in table.value.columns)
    assert entries(register) == len(grid) < 10
    assert "Entry" in register and 'href="./events?entry=OCOP-EV-' in register
    at.text_input(key="find-events/register").set_value("no such words").run()
    assert not at.exception and any(entries(text) == 0 for text in slips(at))


def test_a_twin_is_a_list_too_and_a_hidden_table_sends_none():
    at = open_page("countries")
    before = len(slips(at))
    assert before == len(at.dataframe) + 1  # the matrix of steps is a table of its own and has a list too
    at.text_input(key="tables").set_value("countries-coverage no-such-block").run()
    assert not at.exception and len(slips(at)) == before + 1 == len(at.dataframe) + 1
