"""Maps as small files: numbers of an SVG no finer than a screen shows, a PNG with a palette."""

import io
import re

ROUGH = re.compile(rb"(\d+\.\d)\d+")
PATH = re.compile(rb' d="([^"]*)"')
POINT = rb"-?[\d.]+,-?[\d.]+"
RING = re.compile(rb"M" + POINT + rb"(?:L" + POINT + rb")*Z?")
OUTLINE = re.compile(rb"(?:" + RING.pattern + rb")+")
CORNER = re.compile(rb"(-?[\d.]+),(-?[\d.]+)")
COLOURS = 256


def rounded(drawing: bytes) -> bytes:
    """An SVG whose lines run through tenths of a pixel; an outline says each step from the point before, which is a third of the bytes."""
    return PATH.sub(lambda found: stepped(found[1]) if OUTLINE.fullmatch(found[1]) else ROUGH.sub(rb"\1", found[0]), drawing)


def stepped(outline: bytes) -> bytes:
    """The attribute of a path of corners alone, its rings in turn: `M1.0,2.0L1.5,2.0L1.5,3Z` as ` d="M1,2l.5 0 0 1z"`."""
    told, (x, y) = [], (0, 0)  # tenths of a pixel, so that no step adds an error
    for ring in RING.findall(outline):
        corners = [(round(10 * float(across)), round(10 * float(down))) for across, down in CORNER.findall(ring)]
        begin = corners[0]
        told.append(b"m" + steps([(begin[0] - x, begin[1] - y)]))
        x, y = begin
        moves = []
        for corner in corners[1:]:
            if corner != (x, y):
                moves.append((corner[0] - x, corner[1] - y))
                x, y = corner
        told.append((b"l" + steps(moves) if moves else b"") + (b"z" if ring.endswith(b"Z") else b""))
        if ring.endswith(b"Z"):
            x, y = begin
    return b' d="' + b"".join(told) + b'"'


def steps(moves: list[tuple[int, int]]) -> bytes:
    """Numbers in as few signs as SVG allows: a sign or a second point ends the number before."""
    text = last = ""
    for tenths in (part for move in moves for part in move):
        whole, rest = divmod(abs(tenths), 10)
        one = f"{'-' * (tenths < 0)}{whole or '' if rest else whole}{f'.{rest}' if rest else ''}"
        ends = one[0] == "-" or one[0] == "." and "." in last
        text += one if not text or ends else f" {one}"
        last = one
    return text.encode()


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
