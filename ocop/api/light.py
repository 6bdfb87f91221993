"""One figure as a page that needs no script: finding, measure, reading, the rows as a table, notes, sources, and the way to the full view.

The same page serves a reader who follows a link (`view`) and a frame in somebody's briefing (`embed`: no heading of ours). It is drawn for
320 to 1200 pixels, in the light or dark colours that the reader's device or `theme` asks for.
"""

from html import escape
from urllib.parse import urlencode

from ocop import filters, products, queries, theme
from ocop.addresses import tail
from ocop.api.asked import Asked
from ocop.api.forms import page_of
from ocop.headline import title_of
from ocop.office import home, monitor, whose_not
from ocop.programmes import in_words
from ocop.report import words
from ocop.report.citations import Citations, Source
from ocop.scope import scope_of
from ocop.signs import signs_of
from ocop.texts import _, day, n_, number

THEMES = ("light", "dark")
LANGUAGES = ("en",)
MARK = "app/static/preview.png"
DARK = "(prefers-color-scheme: dark)"
CITES = ("source_id", "source_ids", "reported_source_id")
UP = "../../"  # from /view/<subject>/<name>: a proxy may have put a folder before it
ROWS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "parquet": "Parquet"}  # the forms of rows, as people call them
TELL_HEIGHT = """<script>new ResizeObserver(() => parent.postMessage({ocop: "height", height: Math.ceil(document.documentElement
.getBoundingClientRect().height)}, "*")).observe(document.documentElement)</script>
"""
SHOWN_AT_ONCE = 200  # rows of a page; the files hold all
OF_THE_RECORD = ("programmes/", "about/", "search/", "status/rules")  # figures of all programmes, or of the record itself
ACROSS = 6  # cells of a single row that stand side by side
SHEET = """
:root{color-scheme:light dark;--ink:LIGHT_INK;--muted:LIGHT_MUTED;--grid:LIGHT_GRID;--paper:LIGHT_PAPER;--link:LIGHT_LINK}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){DARK_SET}}
:root[data-theme=dark]{color-scheme:dark;DARK_SET}:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}body{margin:0 auto;max-width:1200px;padding:16px;background:var(--paper);color:var(--ink);
font:16px/1.5 'Noto Sans',system-ui,sans-serif;overflow-wrap:anywhere}
header{font-size:14px;color:var(--muted)}h1{font-size:clamp(20px,4vw,28px);line-height:1.25;margin:8px 0}
p{margin:8px 0;max-width:75ch}.quiet,footer{color:var(--muted);font-size:14px}a{color:var(--link)}
img{display:block;max-width:100%;height:auto;margin:12px 0}summary{cursor:pointer;min-height:44px;padding:10px 0;font-weight:600}
.rows{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid var(--grid);overflow-wrap:normal}
caption{text-align:left}tbody th{width:24%;min-width:11ch}td:not(.n){min-width:8ch}.n{text-align:right}
@media print{body{color:#000;background:#fff;padding:0}a{color:inherit}details>*{display:block}}
"""


def page(call: Asked, *, is_embed: bool = False, colours: str = "", form: str = "", base: str = "", is_telling: bool = False) -> bytes:
    """The page of a figure in UTF-8. `colours` is one of THEMES, or empty for those of the reader's device; `form` is that of its picture,
    empty where it has none; `base` the address of the site, for what others show of a link; `is_telling`: a frame that tells its height.
    Raises QueryTooSlow."""
    result = call.result()
    told = Citations(call.store)
    numbers = [numbers_of(told, row) for row in result.rows]
    room = words.capital(queries.page_of(result.query.name).replace("_", " "))
    head = "" if is_embed else f"<header>{escape(monitor())} · {escape(room)}</header>\n"
    chart = drawing(call, result, form, colours) if form and result.rows else ""
    title = words.clean(title_of(result))
    body = (f"{head}<main>\n<h1>{escape(title)}</h1>\n<p class=\"quiet\">{escape(measure(call, result))}</p>\n"
            f"{warnings(call, result)}{chart}{reading(result)}{table(call, result, numbers)}{notes(result)}</main>\n{footer(call, result, told)}")
    return document(title, body + (TELL_HEIGHT if is_telling else ""), head=previews(call, result, form, base), colours=colours)


def document(title: str, body: str, *, head: str = "", style: str = "", colours: str = "") -> bytes:
    """A page without a script in UTF-8: `title` is text, all else HTML; `style` adds to the one sheet."""
    mode = f' data-theme="{colours}"' if colours in THEMES else ""
    return (f'<!doctype html>\n<html lang="en"{mode}>\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
            f"<title>{escape(title)} · {escape(monitor())}</title>\n{head}"
            f"<style>{sheet()}{style}</style>\n</head>\n<body>\n{body}</body>\n</html>\n").encode()


def drawing(call: Asked, result: queries.Result, form: str, colours: str) -> str:
    """The picture, narrow or wide, light or dark as the reader needs it; its words stand in its place where it cannot be drawn."""
    def address(width: str, colour: str) -> str:
        return escape(f"{UP}picture/{result.query.name}.{form}{call.tail(**bare(width, colour))}")

    modes = (colours,) if colours in THEMES else THEMES[::-1]
    asks = {"narrow": "(max-width: 600px)", "wide": "(min-width: 601px)"}
    sources = "".join(f'<source srcset="{address(width, colour)}" media="{near}{" and " + DARK if colour == "dark" and len(modes) > 1 else ""}">\n'
                      for colour in modes for width, near in asks.items())
    return f'<picture>\n{sources}<img src="{address("wide", modes[-1])}" alt="{escape(result.reading)}">\n</picture>\n'


def bare(width: str, colour: str) -> dict[str, str]:
    """The words of a picture whose own words stand around it."""
    return {"width": width, "theme": colour, "bare": "true"}


def sheet() -> str:
    """The one style sheet, with the colours of the house."""
    names = {"INK": theme.INK, "MUTED": theme.MUTED, "GRID": theme.GRID, "PAPER": theme.PAPER, "LINK": theme.BLUE}
    dark = ";".join(f"--{name.lower()}:{colour['dark']}" for name, colour in names.items())
    text = SHEET.replace("DARK_SET", dark)
    for name, colour in names.items():
        text = text.replace(f"LIGHT_{name}", colour["light"])
    return text


def previews(call: Asked, result: queries.Result, form: str, base: str) -> str:
    """What a chat or a document shows of a link to the page."""
    image = f"{base}/picture/{result.query.name}.png{call.tail(width='large')}" if base and form and result.rows else ""
    address = f"{base}/view/{result.query.name}{call.tail()}" if base else ""
    return marks(words.clean(title_of(result)), f"{measure(call, result)}. {words.clean(result.reading)}", base, address, image)


def marks(title: str, description: str, base: str, address: str, image: str) -> str:
    """Open Graph and Twitter, and where the frame of an address is described (oEmbed). Addresses are empty where nobody knows that of the site;
    where there is no `image`, the mark of the monitor stands for it."""
    shown, wide = (image, "1600") if image else (f"{base}/{MARK}" if base else "", "600")
    told = {"og:type": "website", "og:site_name": monitor(), "og:title": title, "og:description": description, "og:url": address, "og:image": shown,
            "og:image:type": "image/png" if shown else "", "og:image:width": wide if shown else "",
            "og:image:alt": title if image else monitor() if shown else "",
            "twitter:card": "summary_large_image" if image else "summary"}
    lines = "".join(f'<meta property="{name}" content="{escape(value)}">\n' for name, value in told.items() if value)
    asked = escape(urlencode({"url": address}))
    return lines + (f'<link rel="alternate" type="application/json+oembed" href="{escape(base)}/oembed?{asked}">\n' if base else "")


def measure(call: Asked, result: queries.Result) -> str:
    """Title, unit, for whom, and the day."""
    days = filters.parameters(call.store, call.filters)
    takes = queries.wanted(call.store, result.query)
    when = [_("as of {day}").format(day=day(days["as_of"]))] if "as_of" in takes else []
    since = [_("compared with {day}").format(day=day(days["compare_with"]))] if "compare_with" in takes else []
    return " · ".join(filter(None, [_(result.query.title), result.query.unit, whom(call, result), *when, *since]))


def whom(call: Asked, result: queries.Result) -> str:
    """For whom a figure stands: the programme, unit or product that its page is about, else the choice; empty where it is of the whole record."""
    if result.parameters.get("programme"):
        return in_words(call.store, result.parameters["programme"], result.parameters.get("unit") or "")
    if result.parameters.get("product"):
        return words.capital(products.names(call.store).get(result.parameters["product"], result.parameters["product"]))
    if result.query.name.startswith(OF_THE_RECORD):
        return ""
    return words.capital(scope_of(call.store, call.filters, tuple(result.query.ignores)).words())


def cautions(call: Asked, result: queries.Result) -> list[str]:
    """What a reader must know first: data that are made up or not the newest, filters that the figure cannot obey."""
    told = [_("Illustrative data: made up for tests and demonstrations, not facts.")] if call.store.is_illustrative else []
    told += [call.store.stale_because] if call.store.stale_because else []
    told += [_("Not obeyed here: {filter}, {reason}.").format(filter=name.replace("_", " "), reason=f"because {result.query.ignores[name]}")
             for name in result.unheeded]
    return told


def warnings(call: Asked, result: queries.Result) -> str:
    """The same on the page."""
    return "".join(f"<p><strong>{escape(line)}</strong></p>\n" for line in cautions(call, result))


def reading(result: queries.Result) -> str:
    """One sentence, where it says more than the finding."""
    return f"<p>{escape(words.clean(result.reading))}</p>\n" if result.rows and result.reading != result.finding else ""


def table(call: Asked, result: queries.Result, numbers: list[tuple[int, ...]]) -> str:
    """The rows in words, with the numbers of their sources."""
    some = page_of(call, result).rows[:SHOWN_AT_ONCE]
    if not some:
        return ""
    signs = signs_of(result.columns, result.rows)
    columns = [name for name in result.shown if name not in {*CITES, *signs.values()} and words.form(name) != "hidden"]
    if len(result.rows) == 1 and len(columns) > ACROSS:
        return down(call, result, {name: signs.get(name) for name in columns}, cited(numbers[0]))
    figures = {name for name in columns if words.is_figure(name, some)}
    mark = [" class=\"n\"" if name in figures else "" for name in columns]
    head = "".join(f'<th scope="col"{kind}>{escape(words.label(name))}</th>' for name, kind in zip(columns, mark, strict=True))
    lines = "".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell(call, name, row, signs.get(name)))}</td>" for name, kind in zip(columns, mark, strict=True))
        + f"<td>{cited(own)}</td></tr>\n" for row, own in zip(some, numbers[call.offset:], strict=False))
    cut = _("The first {n} are shown; the files hold all.").format(n=len(some)) if len(some) < len(result.rows) else ""
    more = f'<p class="quiet">{escape(cut)}</p>\n' if cut else ""
    return unfolded(result, f'<thead><tr>{head}<th scope="col">{escape(_("Sources"))}</th></tr></thead>\n<tbody>\n{lines}</tbody>', more)


def down(call: Asked, result: queries.Result, columns: dict[str, str | None], sources: str) -> str:
    """One row of many cells, one below the other: side by side they would be read through a slit."""
    lines = [(words.label(name), escape(cell(call, name, result.rows[0], sign))) for name, sign in columns.items()]
    told = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{said}</td></tr>\n' for name, said in [*lines, (_("Sources"), sources)])
    return unfolded(result, f"<tbody>\n{told}</tbody>")


def unfolded(result: queries.Result, rows: str, more: str = "") -> str:
    """A table in a part that can be folded, with how many rows there are."""
    count = n_("{n} row", "{n} rows", len(result.rows)).format(n=number(len(result.rows)))
    return (f'<details open>\n<summary>{escape(_("Table"))} ({escape(count)})</summary>\n{more}<div class="rows" tabindex="0" role="region" '
            f'aria-label="{escape(_("Table"))}">\n<table>\n<caption class="quiet">{escape(result.query.grain)}</caption>\n{rows}\n</table>\n'
            "</div>\n</details>\n")


def cell(call: Asked, column: str, row: dict, sign: str | None) -> str:
    """One cell in words, with the sign that is its own and no other."""
    own = {column: row[column], f"{column}_qualifier": row[sign] if sign else "eq"}
    return words.cell(call.store, column, own)


def numbers_of(told: Citations, row: dict) -> tuple[int, ...]:
    """The numbers of the sources of a row, whichever column names them."""
    own = told.numbers(row)
    reported = told.number(row["reported_source_id"]) if row.get("reported_source_id") else None
    return own if reported is None or reported in own else (*own, reported)


def cited(numbers: tuple[int, ...]) -> str:
    """Numbers of sources as links to the list."""
    return ", ".join(f'<a href="#source-{one}">{one}</a>' for one in numbers)


def notes(result: queries.Result) -> str:
    """Caveats of the figure."""
    told = "".join(f"<li>{escape(_(note))}</li>\n" for note in result.query.notes)
    return f'<details>\n<summary>{escape(_("About this figure"))}</summary>\n<ul class="quiet">\n{told}</ul>\n</details>\n' if told else ""


def footer(call: Asked, result: queries.Result, told: Citations) -> str:
    """Who says so, the rows as files, the full view, the version."""
    ours = call.tail()
    full = tail({word: values for word, values in call.words().items() if word != "version"})
    room = queries.page_of(result.query.name)
    links = [(f"{UP}{'' if room == home() else room}{full}", _("Full view")),
             (f"{UP}view/{result.query.name}{call.lasting_tail()}", _("Link that stays as it is")),
             (f"{UP}share/{result.query.name}{ours}", _("Share")),
             *((f"{UP}api/v1/{result.query.name}.{form}{ours}", name) for form, name in ROWS.items())]
    ways = " · ".join(f'<a href="{escape(address)}" target="_top">{escape(name)}</a>' for address, name in links)
    listed = "".join(f'<li id="source-{one.number}">{source(one)}</li>\n' for one in told.sources.values())
    sources = (f'<details{" open" if len(told.sources) <= 8 else ""}>\n<summary>{escape(_("Sources"))} ({len(told.sources)})</summary>\n'
               f"<ol>\n{listed}</ol>\n</details>\n") if listed else ""
    counted = f"<p>{escape(counted_from(result.query))}</p>\n" if result.query.counted else ""
    return f"<footer>\n{sources}{counted}<p>{ways}</p>\n<p>{escape(whose(call))}</p>\n</footer>\n"


def whose(call: Asked) -> str:
    """Who tells it, and from which version of the data."""
    return _("{name}, data version {version}, kept from the public record. {whose_not}").format(
        name=monitor(), version=call.store.fingerprint[:12], whose_not=whose_not()).strip()


def counted_from(query: queries.Query) -> str:
    """From which rows a figure is counted, by the titles of their tables."""
    return _("Counted here from: {title}.").format(title="; ".join(_(queries.read(name).title) for name in (query.counted, *query.counted_too)))


def source(one: Source) -> str:
    """One source; a weak address, or one that was read in a copy, is text."""
    address = one.link or one.address
    where = f'<a href="{escape(one.link)}" rel="noreferrer" target="_top">{escape(address)}</a>' if one.link else escape(address)
    return f"{escape(one.words)}: {where}"
