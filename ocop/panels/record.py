"""The record shown as a record: contradictions with both sides, the descent of programmes, and every table with its contract and file."""

from itertools import groupby

import streamlit as st

from ocop.panels import dictionary
from ocop.panels.blocks import foot, heading
from ocop.panels.grids import words_grid
from ocop.panels.links import feed_link
from ocop.panels.sources import cite_number
from ocop.panels.view import View, plain, run
from ocop.texts import _, day, number

WAYS = (("Parquet", "tables.parquet.zip"), ("DuckDB", "record.duckdb"), ("SDMX-CSV", "figures.sdmx.csv"), ("IATI", "iati.xml"),
        ("DCAT", "catalog.jsonld"))  # below /data/
IATI = ("IATI 2.03 holds each fund that has a start or an end on a known day. The public record names no identifier of an organisation, no sector, "
        "no payment by day and no share of a country in a fund for several: none is made up. Identifiers begin with OCOP-MONITOR, a prefix that is "
        "on no register; an amount stands in an element of the monitor's own.")


def described(pairs: tuple[tuple[str, str], ...]) -> None:
    """Words with their meaning, as a list."""
    st.markdown("\n".join(f"- **{plain(word)}.** {plain(text)}" for word, text in pairs))


def contradictions(view: View, name: str) -> None:
    """Rows with kind, subject, case_key, says, on, words, source_id: one line per case, with all its sides and their sources."""
    result = run(view, name)
    with st.container(border=True, key=f"list-{name.replace('/', '-')}", gap="xsmall"):
        heading(view, result)
        for kind, rows in groupby(result.rows, key=lambda row: row["kind"]):
            cases = groupby(rows, key=lambda row: (row["subject"], row["case_key"]))
            st.markdown(f"**{plain(_(kind))}**\n\n" + "\n".join(
                f"- {plain(subject)}: {'; '.join(side(view, row) for row in sides)}" for (subject, _key), sides in cases))
        foot(view, result)


def side(view: View, row: dict) -> str:
    """What one source says, for which day, and who it is; as Markdown."""
    when = f" {plain('(' + day(row['on']) + ')')}" if row["on"] else ""
    parts = [f"**{plain(row['says'])}**{when}", cite_number(view, row["source_id"]) or plain(row["words"] or "")]
    return ", ".join(part for part in parts if part)


def lineage(view: View, name: str) -> None:
    """Rows with depth in the order of descent: each programme below the one it was modelled on."""
    result = run(view, name)
    with st.container(border=True, key=f"list-{name.replace('/', '-')}", gap="xsmall"):
        heading(view, result)
        if result.rows:
            st.markdown("\n".join(f"{'    ' * row['depth']}- {programme(view, row)}" for row in result.rows))
        foot(view, result)


def programme(view: View, row: dict) -> str:
    """A programme with its country, unit, start and what is on record of it; as Markdown."""
    about = "; ".join(part for part in (row["country"], _("by {unit}").format(unit=row["local_unit"]),
                                        _("since {when}").format(when=day(row["started"])) if row["started"] else "") if part)
    counts = ((_("units"), row["units"]), (_("product rows"), row["product_rows"]), (_("figures"), row["figures"]))
    held = ", ".join(f"{word} {number(count)}" for word, count in counts if count)
    words = f"({about}). {row['description']}" + (_(" On record: {held}.").format(held=held) if held else "")
    words += _(" Caution: {caution}").format(caution=row["caution"]) if row["caution"] else ""
    return f"**{plain(row['programme'])}** {plain(words)} {cite_number(view, row['source_id'])}"


def record_files(view: View) -> None:
    """Every table with its contract and its file, each in a fold that sends nothing until it is opened; first, all of them as one file, and
    the feeds by which a program keeps up with them."""
    st.download_button(_("All tables and contracts (ZIP)"), data=lambda: dictionary.all_files(view), on_click="ignore", key="file-all",
                       file_name=f"ocop-record-{view.store.last_day}.zip", mime="application/zip", icon=":material/download:")
    feed_link(view, "events.ics", _("Events as a calendar that your calendar program keeps up with (iCalendar)"))
    feed_link(view, "changes.atom", _("What became known, newest first, for a reader of feeds (Atom)"))
    st.markdown(f"{plain(_('For programs:'))} " + " · ".join(f"[{plain(said)}](./data/{file})" for said, file in WAYS))
    st.caption(plain(_(IATI)))
    with st.container(gap="xxsmall"):
        for table in dictionary.tables(view):
            fold = st.expander(plain(_("{title}: {rows} rows").format(title=table["title"], rows=number(table["rows"]))),
                               key=f"fold-{table['name']}", on_change="rerun")
            if fold.open:
                with fold:
                    contract(view, table)


def contract(view: View, table: dict) -> None:
    """One table: what it holds, one row for what, its columns, its file."""
    name, read = dictionary.table_file(view, table["name"])
    st.markdown(plain(table["about"]))
    st.caption(plain(_("{grain}; key: {key}.").format(grain=table["grain"].capitalize(), key=table["key"])))
    words_grid(view, table["columns"], f"columns-{table['name']}", table["title"])
    st.download_button(name, data=read, on_click="ignore", key=f"file-{table['name']}", file_name=name, icon=":material/download:")
