"""Time axes: few ticks, month names from the texts, spans of imprecise dates."""
from datetime import date, timedelta

from ocop.texts import month, n_


def midway(start: date, end: date | None) -> date:
    return start + ((end or start) - start) / 2


def _ticks(first: date, last: date, most: int) -> list[date]:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((size for size in (1, 3, 6) if months / size <= most * 3 / 4), 12)
    if step == 12:
        step = 12 * max(1, -(-months // (12 * most)))
    start = first.year * 12 + (first.month - 1) // min(step, 12) * min(step, 12)
    days = [date(n // 12, n % 12 + 1, 1) for n in range(start, last.year * 12 + last.month, step)]
    return [when for when in days if first <= when <= last]


def date_axis(first: date, last: date, room: float = 0.03, most: int = 8) -> dict:
    """A linear time axis from first to last with some air on both sides, at most `most` ticks, never a
    clipped one."""
    air = timedelta(days=max(3, round((last - first).days * room)))
    ticks = _ticks(first - air, last + air, most)
    yearly = all(tick.month == 1 for tick in ticks)
    texts = [f"{tick:%Y}" if yearly else month(tick.month, short=True)
             + (f"<br>{tick:%Y}" if tick.month == 1 or i == 0 else "")
             for i, tick in enumerate(ticks)]
    return {"type": "date", "range": [(first - air).isoformat(), (last + air).isoformat()],
            "tickmode": "array",
            "tickvals": [tick.isoformat() for tick in ticks], "ticktext": texts, "tickangle": 0,
            "automargin": False}


def day_line(when: date, text: str, colour: str, anchor: str = "right") -> tuple[dict, dict]:
    """The upright line of the day that the view speaks of, and its words above the plot."""
    on = when.isoformat()
    line = {"type": "line", "x0": on, "x1": on, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
            "line": {"color": colour, "width": 1, "dash": "dot"}}
    words = {"x": on, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": anchor, "showarrow": False,
             "text": text,
             "font": {"size": 11, "color": colour}}
    return line, words


def undated_note(count: int) -> str:
    return n_("{n} without a date is not drawn.", "{n} without a date are not drawn.", count).format(n=count)
