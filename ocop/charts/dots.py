"""Maps as small files: numbers of an SVG no finer than a screen shows, a PNG with a palette."""

import io
import re

ROUGH = re.compile(rb"(\d+\.\d)\d+")
PATH = re.compile(rb' d="[^"]*"')
COLOURS = 256


def rounded(drawing: bytes) -> bytes:
    """An SVG whose lines run through tenths of a pixel."""
    return PATH.sub(lambda found: ROUGH.sub(rb"\1", found[0]), drawing)


def with_palette(picture: bytes) -> bytes:
    """A PNG of at most 256 colours: the most frequent ones as they are, the soft edges between them as the nearest of these. The same bytes for
    the same picture."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        dots = opened.convert("RGB")
    counted = dots.getcolors(dots.width * dots.height) or []
    colours = [colour for _count, colour in sorted(counted, key=lambda one: (-one[0], one[1]))[:COLOURS] if isinstance(colour, tuple)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    out = io.BytesIO()
    dots.quantize(len(colours), palette=palette, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
