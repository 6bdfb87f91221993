"""Everything by which a figure is passed on, on one small page: links, code for a frame, how to quote it, pictures, rows, a sign for cameras.

The page needs no script. On a page of the monitor it opens as a sheet (`static/page.js`), where each address has a button that copies it.
Addresses are those of the site as this reader reaches it (`base`).
"""

from html import escape

import segno

from ocop.api import citing, iati
from ocop.api.asked import Asked
from ocop.api.drawings import LARGE, format_of, formats_of
from ocop.api.light import ROWS, THEMES, UP, bare, document, measure
from ocop.charts import cards
from ocop.office import monitor
from ocop.queries import Result
from ocop.report.words import clean
from ocop.texts import _

FRAME = '<iframe src="{address}" title="{title}" width="{width}" height="{height}" style="border:0" loading="lazy"></iframe>'
IATI = "data/iati.xml"
OTHERS = {"funding/": ("IATI 2.03", IATI), "events/": ("iCalendar", "feed/events.ics"), "review/changes": ("Atom", "feed/changes.atom"),
          "overview/reported": ("SDMX-CSV", "data/figures.sdmx.csv"), "overview/observations": ("SDMX-CSV", "data/figures.sdmx.csv")}
HIGH = 640  # pixels of a frame for a chart and its words
FIELDS = """
label{display:block;margin:12px 0 4px;font-weight:600}input,textarea{width:100%;font:14px/1.4 ui-monospace,monospace;padding:8px;color:inherit;
background:var(--paper);border:1px solid var(--muted);border-radius:4px}textarea{min-height:5em;resize:vertical}h2{font-size:17px;margin:20px 0 4px}
.qr{background:#fff;display:inline-block;padding:8px;margin-top:8px;line-height:0}
"""


def page(call: Asked, base: str) -> bytes:
    """The page in UTF-8; `base` is the address of the site, without a slash at its end. Raises QueryTooSlow."""
    result = call.result()
    title = clean(result.finding)
    told = "".join(f' data-{name}="{escape(words)}"' for name, words in (
        ("base", base), ("says-copy", _("Copy")), ("says-copied", _("Copied")), ("says-close", _("Close"))))
    body = (f'<main{told}>\n<h1>{escape(title)}</h1>\n<p class="quiet">{escape(clean(measure(call, result)))}</p>\n'
            f"{links(call, base)}{quoted(call, result, base)}{frames(call, result, base)}{files(call, result)}{camera(call, base)}</main>\n")
    back = f'<p><a href="{UP}view/{call.query.name}{call.tail()}">{escape(_("The figure"))}</a></p>\n'
    return document(f"{_('Share')}: {title}", f"<header>{escape(monitor())} · {escape(_('Share'))}</header>\n{body}{back}",
                    head='<meta name="robots" content="noindex">\n', style=FIELDS)


def lasting(call: Asked, base: str, room: str = "view") -> str:
    """The address that stays as it is."""
    return f"{base}/{room}/{call.query.name}{call.lasting_tail()}"


def given(call: Asked) -> list[tuple[str, dict[str, list[str]]]]:
    """What the lasting link leads to, as paths and words: page and frame, references, rows, and the pictures that stand on the page."""
    name, words = call.query.name, call.words(frozen=True)
    form = format_of(name) if call.result().rows else ""
    pictures = [(f"picture/{name}.{form}", {**words, **{word: [value] for word, value in bare(width, colour).items()}})
                for width in ("wide", "narrow") for colour in THEMES if form]
    return [*((f"{room}/{name}", words) for room in ("view", "embed")), *((f"cite/{name}.{kind}", words) for kind in citing.FORMS),
            *((f"api/v1/{name}.{kind}", words) for kind in ROWS), *pictures]


def field(name: str, label: str, text: str, *, is_long: bool = False) -> str:
    """A text to be copied."""
    inner = (f'<textarea id="{name}" readonly rows="4">{escape(text)}</textarea>' if is_long
             else f'<input id="{name}" readonly value="{escape(text)}">')
    return f'<label for="{name}">{escape(label)}</label>\n{inner}\n'


def links(call: Asked, base: str) -> str:
    """Two links: one that stays, one that follows the data."""
    live = f"{base}/view/{call.query.name}{call.live_tail()}"
    return (field("link-stays", _("Link that stays as it is today"), lasting(call, base))
            + field("link-follows", _("Link that follows the data as they grow"), live))


def frames(call: Asked, result: Result, base: str) -> str:
    """Code that shows the figure in a page of one's own."""
    title, (width, height) = clean(result.finding), (cards.WIDE, cards.HIGH) if call.query.card else ("100%", HIGH)
    codes = [("frame-stays", _("Frame that stays as it is today"), lasting(call, base, "embed")),
             ("frame-follows", _("Frame that follows the data"), f"{base}/embed/{call.query.name}{call.live_tail()}")]
    return f"<h2>{escape(_('In a page of your own'))}</h2>\n" + "".join(
        field(name, label, FRAME.format(address=escape(address), title=escape(title), width=width, height=height), is_long=True)
        for name, label, address in codes)


def quoted(call: Asked, result: Result, base: str) -> str:
    """The sentence to quote, and the same as files for programs that keep references."""
    programs = [(name, f"{UP}cite/{call.query.name}.{form}{call.lasting_tail()}", "") for form, (name, _kind, _make) in citing.FORMS.items() if name]
    told = field("quote", _("With its source"), citing.sentence(call, result, lasting(call, base)), is_long=True)
    return f"<h2>{escape(_('To quote it'))}</h2>\n{told}<p>{ways(programs)}</p>\n"


def files(call: Asked, result: Result) -> str:
    """Pictures with their words inside, and the rows."""
    if not result.rows:
        return ""
    large, marked, name = {"png": {"width": LARGE}}, {"csv": {"bom": "true"}}, call.query.name
    pictures = [(form.upper(), f"{UP}picture/{name}.{form}{call.tail(**large.get(form, {}))}", f"{citing.key(call)}.{form}")
                for form in formats_of(name)]
    rows = [(said, f"{UP}api/v1/{name}.{form}{call.tail(**marked.get(form, {}))}", "") for form, said in ROWS.items()]
    rows += [(_("CSV with HXL tags"), f"{UP}api/v1/{name}.csv{call.tail(hxl='true')}", ""), *others(call)]
    return "".join(f"<h2>{escape(head)}</h2>\n<p>{ways(group)}</p>\n"
                   for head, group in ((_("Picture, with title and source inside"), pictures), (_("Rows"), rows)) if group)


def others(call: Asked) -> list[tuple[str, str, str]]:
    """The same in a form that others use, where there is one for this figure."""
    found = next((way for name, way in OTHERS.items() if call.query.name.startswith(name)), None)
    if not found or found[1] == IATI and not iati.is_any(call):
        return []
    return [(found[0], f"{UP}{found[1]}{call.tail()}", "")]


def ways(group: list[tuple[str, str, str]]) -> str:
    """Links to files: what they are called here, where they are, under which name they are saved (empty: their own)."""
    return " · ".join(f'<a href="{escape(address)}" download="{escape(name)}">{escape(said)}</a>' for said, address, name in group)


def camera(call: Asked, base: str) -> str:
    """The lasting link as a sign for the camera of a phone, black on white in every mode."""
    drawing = segno.make(lasting(call, base), error="m", micro=False).svg_inline(scale=4, border=2, dark="#000", light="#fff",
                                                                                  title=_("The link that stays, for a camera"))
    return f'<h2>{escape(_("For a camera"))}</h2>\n<div class="qr">{drawing}</div>\n'
