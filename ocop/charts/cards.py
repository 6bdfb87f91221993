"""A headline figure or a sentence as a card of 320 by 180 pixels, as SVG: what it says, its change, its past as a small line, who says so.

No word is cut: lines are wrapped by the width of their letters, and where all of it needs more room, the whole card is drawn on a larger
sheet and shown smaller. The same card stands in a page (colours by the names of its sheet, a link behind the words) and alone.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from ocop import theme
from ocop.texts import CONTROLS

WIDE, HIGH = 320, 180  # pixels
EDGE = 10
STEP, LARGEST = 1.08, 6.0  # how much larger the next sheet is; where it ends
LINE = 1.3  # height of a line, of that of its letters
PAST = 26  # height of the small line
DOT = 3
INKS = {"paper": theme.PAPER, "ink": theme.INK, "muted": theme.MUTED, "link": theme.BLUE}
THIN, BROAD = set(" .,:;'!|ijltfrI()[]·’"), set("MW@%mw")


@dataclass(frozen=True)
class Words:
    """Lines of one size and ink, the first after some room; `link` leads on where the card stands in a page."""

    text: str
    size: float
    ink: str = "ink"
    is_bold: bool = False
    room: float = 0
    link: str = ""


@dataclass(frozen=True)
class Card:
    """What stands on a card: `above` from its upper edge, `below` at its lower one; `past` are days with their values, in order."""

    title: str
    above: tuple[Words, ...]
    below: tuple[Words, ...] = ()
    past: Sequence[tuple[date, float]] = field(default=())


def card(made: Card, mode: str = "") -> bytes:
    """The card as SVG. `mode` is light or dark; without it colours are those of the page around it (`--ink` and so on)."""
    inks = {name: ink[mode] if mode else f"var(--{name})" for name, ink in INKS.items()}
    wide, high, above, below = sheet(made)
    parts = [written(words, lines, top, inks, is_linked=not mode) for words, lines, top in placed(above, EDGE * 0.6)]
    line = small_line(made.past, wide, height_of(above) + EDGE * 0.6, inks)
    parts += [written(words, lines, top, inks, is_linked=not mode) for words, lines, top in placed(below, high - EDGE * 0.6 - height_of(below))]
    size = f'width="{WIDE}" height="{HIGH}" ' if mode else ""
    ground = f'<rect width="100%" height="100%" fill="{inks["paper"]}"/>' if mode else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" {size}viewBox="0 0 {wide:g} {high:g}" font-family="Noto Sans, system-ui, sans-serif">'
            f"<title>{plain(made.title)}</title>{ground}{''.join(parts)}{line}</svg>").encode()


def sheet(made: Card) -> tuple[float, float, list, list]:
    """Width and height of the smallest sheet that holds all lines, with the lines above and below."""
    larger = 1.0
    while True:
        wide, high = WIDE * larger, HIGH * larger
        above, below = ([(words, wrapped(words.text, wide - 2 * EDGE, words)) for words in some if words.text] for some in (made.above, made.below))
        need = height_of(above) + height_of(below) + 2 * EDGE * 0.6 + (PAST if len(made.past) > 1 else 0)
        if need <= high or larger > LARGEST:
            return wide, high, above, below
        larger *= STEP


def height_of(some: list) -> float:
    """What lines need."""
    return sum(words.room + len(lines) * words.size * LINE for words, lines in some)


def placed(some: list, top: float):
    """Each with its upper edge."""
    for words, lines in some:
        top += words.room
        yield words, lines, top
        top += len(lines) * words.size * LINE


def width_of(text: str, words: Words) -> float:
    """A text in pixels, rather too wide than too narrow: whole letters for those of the far East, a third for thin ones."""
    ems = sum(1.02 if unicodedata.east_asian_width(letter) in "WF" else 0.36 if letter in THIN else 0.95 if letter in BROAD
              else 0.74 if letter.isupper() else 0.64 for letter in text)
    return ems * words.size * (1.1 if words.is_bold else 1)


def wrapped(text: str, room: float, words: Words) -> list[str]:
    """The lines of a text; a word wider than a line is broken."""
    lines: list[str] = []
    for word in CONTROLS.sub("", text).split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined, words) <= room:
            lines[-1] = joined
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and width_of(lines[-1] + letter, words) > room:
                lines.append("")
            lines[-1] += letter
    return lines


def written(words: Words, lines: list[str], top: float, inks: dict[str, str], *, is_linked: bool) -> str:
    """Lines as text of SVG."""
    rows = "".join(f'<tspan x="{EDGE}" y="{top + words.size * (LINE * i + 1):.1f}">{escape(line)}</tspan>' for i, line in enumerate(lines))
    weight = ' font-weight="bold"' if words.is_bold else ""
    made = f'<text font-size="{words.size:g}"{weight} fill="{inks[words.ink]}">{rows}</text>'
    return f"<a href={quoteattr(words.link)} target=\"_top\">{made}</a>" if words.link and is_linked else made


def small_line(past: Sequence[tuple[date, float]], wide: float, top: float, inks: dict[str, str]) -> str:
    """The values of a card stepped from their days, the last with a dot; nothing of fewer than two."""
    return stepped(past, (EDGE, wide - EDGE), (top + 4 + DOT, top + PAST - DOT), inks["link"]) if len(past) > 1 else ""


def spark(past: Sequence[tuple[date, float]], mode: str, wide: int = 140, high: int = 28) -> str:
    """The same small line alone, as SVG."""
    line = stepped(past, (DOT + 1, wide - 1), (DOT + 1, high - DOT - 1), theme.BLUE[mode])
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">{line}</svg>'


def stepped(past: Sequence[tuple[date, float]], across: tuple[float, float], down: tuple[float, float], ink: str) -> str:
    """Two or more values stepped from their days between two edges each way, the last with a dot."""
    days, values = [day.toordinal() for day, _value in past], [float(value) for _day, value in past]
    a_day, a_unit = (across[1] - DOT - across[0]) / ((days[-1] - days[0]) or 1), (down[1] - down[0]) / ((max(values) - min(values)) or 1)
    spots = [(across[0] + (day - days[0]) * a_day, down[1] - (value - min(values)) * a_unit) for day, value in zip(days, values, strict=True)]
    path = f"M{spots[0][0]:.1f} {spots[0][1]:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in spots[1:])
    return (f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="2"/>'
            f'<circle cx="{spots[-1][0]:.1f}" cy="{spots[-1][1]:.1f}" r="{DOT}" fill="{ink}"/>')


def plain(text: str) -> str:
    """Text as XML holds it."""
    return escape(CONTROLS.sub("", text))
