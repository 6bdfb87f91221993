"""The record described by itself: tables and columns from their contracts, methods from the heads of the query files,
and every table as the file that it was read from. Nothing is written here twice."""

import re
from collections.abc import Callable

from ocop import queries
from ocop.contracts import Contract
from ocop.contracts.asks import allowed, kind, needed
from ocop.panels.view import View
from ocop.store import ROOT, package
from ocop.texts import _


def tables(view: View) -> list[dict]:
    """One dict per table, in alphabetical order of titles: name, title, about, grain, key, rows and the contract's columns."""
    counted = {row["name"]: row["rows"] for row in queries.run(view.store, "about/tables", view.filters).rows}
    described = [{"name": name, "title": _(contract.title), "about": _(contract.about), "grain": _(contract.grain),
                  "key": ", ".join(contract.key), "rows": counted.get(name), "columns": columns(contract)}
                 for name, contract in view.store.contracts.items()]
    return sorted(described, key=lambda table: table["title"])


def columns(contract: Contract) -> list[dict]:
    """One dict per column, in the order of the file, worded for readers."""
    return [{_("Column"): column.name, _("Kind"): kind(column), _("Unit"): _(column.unit), _("Needed"): needed(contract, column),
             _("Allowed values"): allowed(column), _("What it holds"): _(column.about)}
            for column in contract.columns.values()]


def methods(_view: View) -> list[dict]:
    """One dict per query: what every chart, table and number counts, in which unit, one row for what, and with which cautions."""
    return [{_("Query"): query.name, _("Title"): _(query.title), _("Unit"): _(query.unit), _("One row is"): _(query.grain),
             _("Notes"): " ".join(_(note) for note in query.notes), _("Filters it does not obey"): refused(query)}
            for query in map(queries.read, queries.names())]


def refused(query: queries.Query) -> str:
    """The filters that a query cannot obey, each with its reason."""
    reasons: dict[str, list[str]] = {}
    for name, reason in query.ignores.items():
        reasons.setdefault(reason, []).append(name.replace("_", " "))
    return "; ".join(f"{', '.join(names)}: {_(reason)}" for reason, names in reasons.items())


def table_file(view: View, name: str) -> tuple[str, Callable[[], bytes]]:
    """File name and bytes of a table as it stands in the data folder, its words safe for a spreadsheet; read only when asked for."""
    return package.file_name(view.store, name), lambda: package.table_bytes(view.store, name)


def all_files(view: View) -> bytes:
    """All tables with their contracts, described as a Data Package, as one ZIP; the same data give the same bytes."""
    return package.all_files(view.store)


def licences() -> str:
    """Whose the code, the compilation and the facts are, then the notice of what is shipped: the project's own Markdown, without its commands."""
    own = _("The code is offered under the Apache License 2.0, the compilation of the record under Creative Commons Attribution 4.0 "
            "International (CC BY 4.0). The facts belong to their sources, which every row names: quote a figure with its source and its day.")
    text = (ROOT / "static" / "NOTICE.md").read_text(encoding="utf-8").partition("\n")[2]
    return own + "\n" + re.sub(r"Made again with:\s*```.*?```", "", text, flags=re.DOTALL).replace("\n## ", "\n#### ")
