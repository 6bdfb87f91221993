"""Rows of a horizontal chart: where each label and each bar stands, in pixels from the top.

Short labels stand beside the bars, long ones above them, so that a phone keeps room for the bars.
"""
from dataclasses import dataclass

from ocop import theme
from ocop.charts.canvas import LABEL_ABOVE, LABEL_BESIDE, LINE, broken, words


@dataclass(frozen=True)
class Lanes:
    """One lane per label: escaped label, centre of its bar, and where its label stands if it is above the
    bar."""
    labels: list[str]
    beside: bool
    centres: list[float]
    label_at: list[float]
    height: int
    thickness: int = 16

    def axis(self, gap: int = 6) -> dict:
        """The vertical axis; labels beside the bars end `gap` pixels before them."""
        axis = {"range": [self.height, 0], "visible": self.beside}
        if self.beside:
            axis |= {"tickmode": "array", "tickvals": self.centres, "ticktext": self.labels,
                     "ticks": "outside",
                     "ticklen": gap, "tickcolor": theme.CLEAR}
        return axis

    def label_traces(self, mode: str, left: float = 0) -> list[dict]:
        """Labels above the bars, from `left` on the value axis."""
        if self.beside:
            return []
        return [words([left] * len(self.labels), self.label_at, self.labels, "middle right", theme.INK[mode],
                      mode)]


def lanes(labels: list, notes: list[str] | None = None) -> Lanes:
    """Lanes for raw labels, top to bottom; a note (ready text) stands on a line of its own and sends labels
    above."""
    notes = notes or [""] * len(labels)
    beside = not any(notes) and all(len(broken(label, LABEL_BESIDE)) <= 2 for label in labels)
    wide = LABEL_BESIDE if beside else LABEL_ABOVE
    return arranged([broken(label, wide) + [note] * bool(note)
                     for label, note in zip(labels, notes, strict=True)], beside)


def arranged(wrapped: list[list[str]], beside: bool = False) -> Lanes:
    """Lanes for labels that are escaped and broken into lines already."""
    centres, label_at, top = [], [], 0
    for lines in wrapped:
        tall = LINE * len(lines)
        if beside:
            step = max(28, tall + 8)
            centres.append(top + step / 2)
        else:
            step = tall + 32
            label_at.append(top + tall / 2 + 2)
            centres.append(top + tall + 13)
        top += step
    return Lanes(["<br>".join(lines) for lines in wrapped], beside, centres, label_at, top)


def bar(y: list, x: list, colour, thickness: int, **more) -> dict:
    """A trace of horizontal bars on their lanes; `colour` is one for all or a list, `more` are further properties of the trace."""
    return {"type": "bar", "orientation": "h", "x": x, "y": y, "width": thickness, "marker": {"color": colour}, **more}
