"""How much room the words of a slide need, in letters wider than those that the deck asks for, so that any machine has room."""

from functools import cache

from PIL import ImageFont

from ocop.report import fonts

POINT = 12700  # EMU
SCALE = 10  # letters are measured ten times as large


@cache
def letters(size: float, bold: bool):
    return ImageFont.truetype(str(fonts.folder() / f"latin-{700 if bold else 400}.ttf"), int(size * SCALE))


def lines(text: str, size: float, bold: bool, width: float) -> int:
    """Lines of a text that is broken between words, or inside a word that is longer than a line; width in points."""
    count, at = 1, 0.0
    for word in text.split():
        long = letters(size, bold).getlength(word) / SCALE
        gap = letters(size, bold).getlength(" ") / SCALE if at else 0
        if at and at + gap + long > width:
            count, at, gap = count + 1, 0.0, 0
        at += gap + long
        count, at = count + int(at // width), at % width
    return count


def needed(frame, width: int, holder) -> float:
    """EMU down that the words of a frame need in a box of that width; `holder` knows the margins."""
    down = holder.margin_top + holder.margin_bottom
    for i, paragraph in enumerate(frame.paragraphs):
        size, bold = paragraph.runs[0].font.size.pt, bool(paragraph.runs[0].font.bold)
        across = (width - holder.margin_left - holder.margin_right) / POINT
        down += lines(paragraph.text, size, bold, across) * size * 1.2 * POINT
        down += (paragraph.space_after or 0) + ((paragraph.space_before or 0) if i else 0)
    return down


def too_full(slide) -> list[str]:
    """The boxes and rows of a slide whose words need more room than they have, and each pair of boxes that lie over each other."""
    found, boxes = [], []
    for shape in slide.shapes:
        boxes.append((shape.left, shape.top, shape.left + shape.width, shape.top + shape.height, shape.name))
        if shape.has_table:
            for row in shape.table.rows:
                need = max(needed(cell.text_frame, column.width, cell) for cell, column in zip(row.cells, shape.table.columns, strict=True)
                           if cell.text)
                found += [row.cells[0].text] if need > row.height + POINT else []
        elif shape.has_text_frame and shape.text_frame.text:
            found += [shape.text_frame.text] if needed(shape.text_frame, shape.width, shape.text_frame) > shape.height + POINT else []
    for i, one in enumerate(boxes):
        found += [f"{one[4]} over {other[4]}" for other in boxes[i + 1:]
                  if min(one[2], other[2]) - max(one[0], other[0]) > POINT and min(one[3], other[3]) - max(one[1], other[1]) > POINT]
    return found


def foot(slide) -> float:
    """How far down the content of a slide goes, as a share of the room between title and stamp."""
    top, end = 36 * 36000, 174 * 36000
    return (max(shape.top + shape.height for shape in slide.shapes if shape.top + shape.height <= end + 36000) - top) / (end - top)
