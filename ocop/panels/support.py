"""Who can be supported by a programme: the kind of applicant and what he makes are chosen, each rule answers with its version and source.

It explains what sources say of the rules and decides nothing. The link words are `applicant` and `makes`.
"""

import streamlit as st

from ocop.panels.blocks import foot, heading
from ocop.panels.choice import follow, memory
from ocop.panels.sources import cite_number
from ocop.panels.view import View, plain, run
from ocop.texts import _, day

NAME = "programme/support"
SIGNS = {"supported first": "★", "supported": "✓", "supported on a condition": "◐", "not supported": "✕", "not said": "–"}


def applicants() -> dict[str, tuple[str, str]]:
    """The kinds of applicant by the code of a link: as the rules name them, in words."""
    return {"existing-individual": ("existing individual unit", _("Existing individual unit")),
            "new-individual": ("new individual unit", _("New individual unit")), "existing-group": ("existing group", _("Existing group")),
            "new-group": ("new group", _("New group")), "infrastructure": ("common infrastructure", _("Common infrastructure")),
            "branding": ("branding and marketing", _("Branding and marketing"))}


def products() -> dict[str, tuple[str, str]]:
    """What an applicant makes, by the code of a link."""
    return {"focus": ("the focus product", _("The focus product of the district")), "another": ("another product", _("Another product"))}


def supported(view: View, of: dict[str, str]) -> None:
    """The block: who applies, with what, and what each rule says; nothing where no rule is on record."""
    result = run(view, NAME, of)
    if not result.rows:
        return
    with st.container(border=True, key="list-programme-support", gap="xsmall"):
        heading(view, result, most=0)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            applicant = pick("applicant", _("Who applies"), applicants())
            makes = pick("makes", _("What it makes"), products())
        for_district(view, of)
        rows = [row for row in result.rows if (row["applicant"], row["product_is"]) == (applicant, makes)]
        with st.container(key="signs-programme-support", gap=None):
            st.markdown("\n".join(line(view, row) for row in rows) if rows else plain(_("No rule on record speaks of this.")))
        st.markdown(plain(_("This explains the rules on record; the office of the programme decides.")))
        foot(view, result)


def pick(word: str, name: str, values: dict[str, tuple[str, str]]) -> str:
    """One choice, as the rules name it; the link holds it, and its first value stands where the link names none."""
    asked = next((code for code in memory().choice.get(word, ()) if code in values), next(iter(values)))
    labels = {code: words for code, (_value, words) in values.items()}
    follow(f"support-{word}", asked, lambda chosen: {word: chosen})
    st.selectbox(name, list(labels), key=f"support-{word}", format_func=labels.__getitem__, width=300)
    return values[asked][0]


def for_district(view: View, of: dict[str, str]) -> None:
    """Which products the record names for the unit that is open."""
    found = run(view, "programme/products", of).rows if of["unit"] else []
    mine = sorted({row["product"] for row in found if row["unit_id"] == of["unit"]})
    if mine:
        st.markdown(plain(_("On record for {unit}: {products}.").format(unit=found[0]["unit"] if len(mine) == len(found) else of["unit"],
                                                                        products=", ".join(mine))))


def line(view: View, row: dict) -> str:
    """What one rule says, as a line of Markdown: answer, component, condition, support, version, source."""
    until = _("replaced on {when}").format(when=day(row["replaced_on"].isoformat())) if row["replaced_on"] else ""
    since = _("in force from {when}").format(when=day(row["holds_from"].isoformat())) if row["holds_from"] else ""
    parts = (row["component"], row["exception"], row["support_amount"], "; ".join(part for part in (row["rule_set"], since, until) if part))
    said = ". ".join(part[0].upper() + part[1:] for part in parts if part)
    return f"- {SIGNS[row['answer']]} **{plain(_(row['answer']).capitalize())}**: {plain(said)}. {cite_number(view, row['source_id'])}"
