"""Programme: one national programme, and any of its units: products, targets, figures, stars, who can be supported."""

from ocop import charts, panels
from ocop.texts import _

SECTIONS = {"units": _("Units and products"), "coverage": _("Coverage"), "targets": _("Targets"), "figures": _("Figures"), "stars": _("Stars"),
            "shared": _("Shared products"), "support": _("Who can be supported"), "trainings": _("Trainings")}
LOW = 2  # rows of a chart
OF_UNITS = ("programme/tiles", "programme/by_unit", "programme/coverage")  # charts in which a mark is a unit
view = panels.view()
one, of = panels.of_programme(view)


def held(*names: str) -> list[str]:
    """Those of the queries that have rows."""
    return panels.with_rows(one, of, names)


def pair(*names: str, is_wide: bool = False) -> None:
    """Charts side by side, those that have rows; a mark of a unit opens it. Where one `is_wide`, a low one beside it would leave a hole."""
    if not (found := held(*names)):
        return
    is_low = is_wide and any(len(panels.run(one, name, of).rows) <= LOW for name in found)
    for place, name in zip(panels.sides(names[0].replace("/", "-"), [1] * len(found), is_low=is_low), found, strict=True):
        with place:
            panels.chart(one, name, charts, more=of, on_pick=panels.open_unit(of["programme"]) if name in OF_UNITS else None,
                         told=lambda result: result.rows[0].get("reasons") or [])


def part(anchor: str, drawn: tuple[str, ...] = (), listed: tuple[str, ...] = (), *, block: str = "") -> None:
    """A section of the page: charts side by side, the block on support, tables one below the other; nothing where no query has rows."""
    if found := held(*drawn, *filter(None, [block]), *listed):
        with panels.section(one, SECTIONS, anchor, *found, more=of):
            pair(*drawn)
            if block:
                panels.supported(one, of)
            for name in held(*listed):
                panels.table(one, name, more=of)


panels.programme_chooser(view, of["programme"])
if not of["programme"]:
    panels.lead(_("Programme"), _("One national programme: its units, products, targets, figures, stars and rules of support."))
    panels.programme_tree(view)
else:
    if row := panels.programme_head(one, view, of):
        panels.ways(one, view, of, row)
    pair("programme/series", "programme/ladder", is_wide=True)
    whole = not of["unit"]
    part("units", ("programme/tiles", "programme/by_unit"), ("programme/units", "programme/products"))
    judged = panels.run(one, "programme/judged", of).rows if held("programme/judged") else []
    part("targets", ("programme/targets",) if judged and judged[0]["assessed"] else (), ("programme/judged",))
    if whole:
        part("coverage", ("programme/coverage",), ("programme/covered",))
    part("figures", (), ("programme/figures", "programme/undated", "programme/differing"))
    if whole:
        part("stars", (), ("programme/ascent", "programme/classes"))
    part("shared", (), ("programme/shared",))
    part("support", (), ("programme/kinds", "programme/rules") if whole else (), block="programme/support")
    if whole:
        part("trainings", (), ("programme/trainings",))
