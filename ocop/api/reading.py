"""The list of all figures as a page for people: what each shows, what it takes, where its rows are. It loads nothing from elsewhere."""

from html import escape
from itertools import groupby
from typing import Any

from ocop.api.catalogue import listing
from ocop.api.light import document
from ocop.office import monitor
from ocop.store import Store, once
from ocop.texts import _


@once
def page(store: Store) -> bytes:
    """The page in UTF-8."""
    told, title = listing(store), _("The figures as data")
    rooms = "".join(f'<h2 id="{escape(subject)}">{escape(subject.replace("_", " ").capitalize())}</h2>\n<div class="rows"><table>\n<thead><tr>'
                    f"{''.join(f'<th scope=col>{escape(word)}</th>' for word in (_('Figure'), _('Address'), _('Takes'), _('Rows')))}</tr></thead>\n"
                    f"<tbody>{''.join(map(line, figures))}</tbody></table></div>\n"
                    for subject, figures in groupby(told["queries"], key=lambda one: one["query"].partition("/")[0]))
    intro = _("Every figure of the monitor with its rows, for programs. Words of an address are those of the pages: region, country, category, "
              "as_of, compare_with; limit (at most {most}) and offset page through rows; version keeps an answer as it is.").format(
                  most=told["most_rows"])
    return document(title, f"<header>{escape(monitor())}</header>\n<main>\n<h1>{escape(title)}</h1>\n<p>{escape(intro)}</p>\n"
                    f'<p><a href="openapi.json">OpenAPI 3.1</a> · <a href="../../">{escape(monitor())}</a></p>\n{rooms}</main>\n')


def line(one: dict[str, Any]) -> str:
    """One figure."""
    refused = "; ".join(f"{name}: {reason}" for name, reason in one["not_obeyed"].items())
    notes = f'<br><span class="quiet">{escape(_("Does not obey"))} {escape(refused)}</span>' if refused else ""
    forms = " ".join(f'<a href="{escape(address)}">{escape(form)}</a>' for form, address in one["links"].items() if form not in ("view", "embed"))
    return (f"<tr><td>{escape(one['title'])}<br><span class=\"quiet\">{escape(one['unit'])}; {escape(one['grain'])}</span>{notes}</td>"
            f'<td><a href="{escape(one["links"]["view"])}">{escape(one["query"])}</a></td><td>{escape(", ".join(one["parameters"]))}</td>'
            f"<td>{forms}</td></tr>\n")
