"""A headline figure or a sentence in a frame of 320 by 180 pixels or larger: its card, whose words lead to the source and to the small page."""

from html import escape

from ocop.api.asked import Asked
from ocop.api.headlines import card_of
from ocop.api.light import TELL_HEIGHT, document
from ocop.charts.cards import HIGH, WIDE, card
from ocop.report.words import clean

SHEET = ("body{padding:0}h1{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);margin:0}"
         f"svg{{display:block;width:100%;max-width:{2 * WIDE}px;max-height:max(100vh,{HIGH}px)}}svg a{{text-decoration:underline}}")


def framed(call: Asked, *, colours: str = "", is_telling: bool = False) -> bytes:
    """The page in UTF-8; `colours` as for a small page. Raises QueryTooSlow."""
    result = call.result()
    title = clean(result.finding)
    drawn = card(card_of(call, result)).decode() if result.rows else ""
    return document(title, f"<main>\n<h1>{escape(title)}</h1>\n{drawn}\n</main>\n{TELL_HEIGHT if is_telling else ''}", style=SHEET, colours=colours)
