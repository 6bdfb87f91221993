"""Everything by which a figure is passed on, on one small page: links, code for a frame, how to quote it, pictures, rows, a sign for cameras.

The page needs no script. On a page of the monitor it opens as a sheet (`static/page.js`), where each address has a button that copies it.
Addresses are those of the site as this reader reaches it (`base`).
"""

from html import escape
from urllib.parse import urlencode

import segno

from ocop.api import citing
from ocop.api.asked import Asked
from ocop.api.drawings import LARGE, formats_of
from ocop.api.light import NAME, UP, measure, sheet
from ocop.queries import Result
from ocop.report.words import clean
from ocop.texts import _

FRAME = '<iframe src="{address}" title="{title}" width="100%" height="{height}" style="border:0" loading="lazy"></iframe>'
HIGH = 640  # pixels of a frame for a chart and its words
ROWS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "parquet": "Parquet"}
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
    back = f'<p><a href="{UP}view/{call.query.name}{asked_for(call)}">{escape(_("The figure"))}</a></p>\n'
    return (f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
            '<meta name="robots" content="noindex">\n'
            f'<title>{escape(_("Share"))}: {escape(title)} · {NAME}</title>\n'
            f"<style>{sheet()}{FIELDS}</style>\n</head>\n<body>\n<header>{NAME} · {escape(_('Share'))}</header>\n"
            f"{body}{back}</body>\n</html>\n").encode()


def asked_for(call: Asked, *, frozen: bool = False) -> str:
    """The words of an address, with their question mark; nothing where there are none."""
    words = urlencode(call.words(frozen=frozen), doseq=True)
    return f"?{words}" if words else ""


def lasting(call: Asked, base: str, room: str = "view") -> str:
    """The address that stays as it is."""
    return f"{base}/{room}/{call.query.name}{asked_for(call, frozen=True)}"


def field(name: str, label: str, text: str, *, is_long: bool = False) -> str:
    """A text to be copied."""
    inner = (f'<textarea id="{name}" readonly rows="4">{escape(text)}</textarea>' if is_long
             else f'<input id="{name}" readonly value="{escape(text)}">')
    return f'<label for="{name}">{escape(label)}</label>\n{inner}\n'


def links(call: Asked, base: str) -> str:
    """Two links: one that stays, one that follows the data."""
    live = f"{base}/view/{call.query.name}{asked_for(call)}"
    return (field("link-stays", _("Link that stays as it is today"), lasting(call, base))
            + field("link-follows", _("Link that follows the data as they grow"), live))


def frames(call: Asked, result: Result, base: str) -> str:
    """Code that shows the figure in a page of one's own."""
    title = clean(result.finding)
    codes = [(("frame-stays"), _("Frame that stays as it is today"), lasting(call, base, "embed")),
             (("frame-follows"), _("Frame that follows the data"), f"{base}/embed/{call.query.name}{asked_for(call)}")]
    return f"<h2>{escape(_('In a page of your own'))}</h2>\n" + "".join(
        field(name, label, FRAME.format(address=escape(address), title=escape(title), height=HIGH), is_long=True) for name, label, address in codes)


def quoted(call: Asked, result: Result, base: str) -> str:
    """The sentence to quote, and the same as files for programs that keep references."""
    words = asked_for(call, frozen=True)
    programs = [(name, f"{UP}cite/{call.query.name}.{form}{words}", "") for form, (name, _kind, _make) in citing.FORMS.items() if name]
    told = field("quote", _("With its source"), citing.sentence(call, result, lasting(call, base)), is_long=True)
    return f"<h2>{escape(_('To quote it'))}</h2>\n{told}<p>{ways(programs)}</p>\n"


def files(call: Asked, result: Result) -> str:
    """Pictures with their words inside, and the rows."""
    if not result.rows:
        return ""
    def address(room: str, form: str, **more: str) -> str:
        words = urlencode({**call.words(), **more}, doseq=True)
        return f"{UP}{room}/{call.query.name}.{form}{'?' + words if words else ''}"

    pictures = [(form.upper(), address("picture", form, **({"width": LARGE} if form == "png" else {})), f"{citing.key(call)}.{form}")
                for form in formats_of(call.query.name)]
    rows = [(said, address("api/v1", form, **({"bom": "true"} if form == "csv" else {})), "") for form, said in ROWS.items()]
    return "".join(f"<h2>{escape(head)}</h2>\n<p>{ways(group)}</p>\n"
                   for head, group in ((_("Picture, with title and source inside"), pictures), (_("Rows"), rows)) if group)


def ways(group: list[tuple[str, str, str]]) -> str:
    """Links to files: what they are called here, where they are, under which name they are saved (empty: their own)."""
    return " · ".join(f'<a href="{escape(address)}" download="{escape(name)}">{escape(said)}</a>' for said, address, name in group)


def camera(call: Asked, base: str) -> str:
    """The lasting link as a sign for the camera of a phone, black on white in every mode."""
    drawing = segno.make(lasting(call, base), error="m", micro=False).svg_inline(scale=4, border=2, dark="#000", light="#fff",
                                                                                  title=_("The link that stays, for a camera"))
    return f'<h2>{escape(_("For a camera"))}</h2>\n<div class="qr">{drawing}</div>\n'
