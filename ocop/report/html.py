"""A report as one HTML file: styles, fonts and pictures inside, no script, and a policy that lets no request leave."""

import base64
from functools import cache
from html import escape

from ocop import theme
from ocop.home import PACKAGE, ROOT
from ocop.office import monitor
from ocop.report.citations import Source
from ocop.report.letters import SCRIPTS, scripts_of
from ocop.report.shape import Report, Section, Sentence, Table
from ocop.report.widths import shares
from ocop.texts import _

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'"
FONTS = (  # file, family, first and last letter that ask for it, its range for the browser
    ("noto-sans-latin", "Noto Sans", 0x00, 0xFF, "U+0000-00FF, U+0131, U+0152-0153, U+2000-206F, U+20AC, U+2122, U+2212"),
    ("noto-sans-latin-ext", "Noto Sans", 0x100, 0x24F, "U+0100-0130, U+0132-0151, U+0154-024F, U+1E00-1E9F"),
    ("noto-sans-vietnamese", "Noto Sans", 0x1EA0, 0x1EF1, "U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+1EA0-1EF1"),
    ("noto-sans-cyrillic", "Noto Sans", 0x400, 0x45F, "U+0400-045F, U+0490-0491"),
    ("noto-sans-arabic", "Noto Sans Arabic", 0x600, 0x6FF, "U+0600-06FF, U+FB50-FBFF, U+FE70-FEFC"),
)


def render(report: Report) -> bytes:
    """The file, UTF-8; equal reports give equal bytes."""
    body = page(report)
    head = (f'<!doctype html>\n<html lang="{report.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(report.title)}</title>\n<style>{fonts(body)}{style(report)}</style>\n</head>\n")
    return (head + body + "</html>\n").encode()


def page(report: Report) -> str:
    """What the reader sees."""
    kind = "brief" if report.is_brief else "review"
    notice = f'<p class="notice">{escape(report.notice)}</p>\n' if report.notice else ""
    made = [section(report, i, one) for i, one in enumerate(report.sections)]
    sections = "".join([*made[:report.front], contents(report), *made[report.front:]])
    return (f'<body class="{kind}">\n<header>\n<p class="mark">{escape(monitor())}</p>\n<h1>{escape(report.title)}</h1>\n'
            f'<p class="subtitle">{escape(report.subtitle)}</p>\n<p class="lead">{said(report.lead)}</p>\n{notice}</header>\n'
            f"<main>\n{sections}{closing(report)}</main>\n"
            f"<footer>{escape(report.stamp.words)}</footer>\n</body>\n")


def contents(report: Report) -> str:
    """What stands where; a brief needs none."""
    if report.is_brief:
        return ""
    listed = "".join(f'<li class="level{one.level}"><a href="#part-{i}">{escape(one.heading)}</a></li>\n'
                     for i, one in enumerate(report.sections) if i >= report.front)
    return f'<nav aria-label="{escape(_("Contents"))}">\n<h2>{escape(_("Contents"))}</h2>\n<ul class="numbered">\n{listed}</ul>\n</nav>\n'


def section(report: Report, number: int, one: Section) -> str:
    """One section; the figure stands in a `figure` with its sentence as caption."""
    parts = [f"<h{one.level + 1}>{escape(one.heading)}</h{one.level + 1}>\n"]
    parts += [f'<p class="finding">{said(sentence)}</p>\n' for sentence in one.paragraphs]
    if one.tiles:
        parts.append('<div class="tiles">' + "".join(
            f'<div class="tile"><h3>{escape(tile.title)}</h3><p class="value">{escape(tile.value)}</p>'
            f"<p>{escape(tile.about)}{marks(tile.sources)}</p></div>" for tile in one.tiles) + "</div>\n")
    if number in report.figures and one.figure:
        parts.append(f"<figure>{drawing(report.figures[number], one.figure.alt, one.figure.width)}"
                     f"<figcaption>{escape(one.figure.alt)}</figcaption></figure>\n")
    if one.lines:
        kind = ' class="numbered"' if one.is_numbered else ""
        parts.append(f"<ul{kind}>\n" + "".join(f"<li>{said(line)}</li>\n" for line in one.spoken) + "</ul>\n")
    parts += [rows(one.table)] if one.table else []
    if report.is_brief and number in report.figures and one.table:
        parts[-2:] = [f'<div class="pair">{parts[-2]}<div>{parts[-1]}</div></div>\n']
    parts += [f'<p class="note">{escape(one.note)}</p>\n'] if one.note else []
    return f'<section class="level{one.level}" id="part-{number}">\n{"".join(parts)}</section>\n'


def said(sentence: Sentence) -> str:
    """A sentence with the numbers of its sources."""
    return escape(sentence.text) + marks(sentence.sources)


def marks(numbers: tuple[int, ...]) -> str:
    """Source numbers as raised links to the list at the end."""
    shown = "".join(f'<a href="#source-{number}" aria-label="{escape(_("source {n}").format(n=number))}">{number}</a> '
                    for number in numbers)
    return f"<sup>{shown.strip()}</sup>" if shown else ""


def rows(table: Table) -> str:
    """A table with a head that is repeated on every printed page; figures stand to the right."""
    sided = ['<th scope="col" class="figure">' if figure else '<th scope="col">' for figure in table.figures]
    head = "".join(f"{start}{escape(name)}</th>" for start, name in zip(sided, table.labels, strict=True))
    lines = []
    for cells, sources in zip(table.rows, table.sources, strict=True):
        ended = [*map(escape, cells)]
        ended[table.cited_in] += marks(sources)
        lines.append("<tr>" + "".join(f'<td class="figure">{text}</td>' if figure else f"<td>{text}</td>"
                                      for text, figure in zip(ended, table.figures, strict=True)) + "</tr>\n")
    left = f'<p class="note">{escape(table.more)}</p>\n' if table.more else ""
    columns = "".join(f'<col style="width:{share:.1%}">' for share in shares(table))
    return f'<table>\n<colgroup>{columns}</colgroup>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{"".join(lines)}</tbody>\n</table>\n{left}'


def drawing(made: bytes, alt: str, width: int) -> str:
    """A picture inside the file: SVG as such, PNG as a data address."""
    if made.startswith(b"<svg"):
        return f'<div role="img" aria-label="{escape(alt)}" style="max-width:{width}px">{made.decode()}</div>'
    data = base64.b64encode(made).decode()
    return f'<img alt="{escape(alt)}" style="max-width:{width}px" src="data:image/png;base64,{data}">'


def closing(report: Report) -> str:
    """Sources and method; a brief has its sources in one paragraph and no method."""
    if report.is_brief:
        run = " · ".join(f'<span id="source-{source.number}">{source.number} {short_line(source)}</span>' for source in report.sources)
        return f'<p class="note"><b>{escape(_("Sources"))}</b> {run}</p>\n' if run else ""
    listed = "".join(f'<li id="source-{source.number}">{source_line(source)}</li>\n' for source in report.sources)
    method = "".join(f"<p>{escape(line)}</p>\n" for line in report.method)
    sources = f'<section class="sources">\n<h2>{escape(_("Sources"))}</h2>\n<ol>\n{listed}</ol>\n</section>\n' if listed else ""
    return f'{sources}<section>\n<h2>{escape(_("Method"))}</h2>\n{method}</section>\n'


def short_line(source: Source) -> str:
    """One source in few words, which are its link where the address carries."""
    words = escape(source.words)
    return f'<a href="{escape(source.link)}" rel="noreferrer">{words}</a>' if source.link else words


def source_line(source: Source) -> str:
    """One source: who, when, grade, address; a weak address is text."""
    where = f'<a href="{escape(source.link)}" rel="noreferrer">{escape(source.link)}</a>' if source.link else escape(source.address)
    return f"{escape(source.words)}: {where}"


def fonts(body: str) -> str:
    """The pieces of the font whose letters stand in this report."""
    letters = {ord(letter) for letter in set(body)}
    base = "".join(face(name, family, span) for name, family, first, last, span in FONTS if any(first <= letter <= last for letter in letters))
    return base + "".join(face(name, "Noto Sans", ", ".join(f"U+{span}" for span in SCRIPTS[name])) for name in scripts_of(body))


@cache
def face(name: str, family: str, span: str) -> str:
    """One piece of a font as a rule that carries its bytes."""
    data = base64.b64encode((ROOT / "static" / "fonts" / f"{name}.woff2").read_bytes()).decode()
    return (f"@font-face{{font-family:'{family}';font-weight:100 900;unicode-range:{span};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}\n")


@cache
def sheet() -> str:
    """The style sheet of all reports, with names of colours in it."""
    return (PACKAGE / "report" / "sheet.css").read_text(encoding="utf-8")


def style(report: Report) -> str:
    """The style sheet with the house's colours and the footer of every printed page."""
    colours = {"INK": theme.INK, "MUTED": theme.MUTED, "GRID": theme.GRID, "DEEP": theme.DEEP, "BLUE": theme.BLUE, "PAPER": theme.PAPER}
    text = sheet()
    for name, colour in colours.items():
        text = text.replace(f"var(--{name})", colour["light"])
    return text.replace("STAMP", quoted(report.stamp.words))


def quoted(text: str) -> str:
    """A text as CSS reads it: every character that is no letter or figure by its number."""
    return '"' + "".join(letter if letter.isalnum() and letter.isascii() else f"\\{ord(letter):06x}" for letter in text) + '"'
