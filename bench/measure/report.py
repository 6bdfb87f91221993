"""Lines of the report: what was measured, what was aimed at, met or missed."""

import json
import os
import platform
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Line:
    """One claim. `measured` and `limit` are in `unit`; without a limit it is a figure without an aim. `detail` holds what both
    sides of a ratio were."""

    part: str
    what: str
    measured: float | None
    unit: str
    limit: float | None = None
    at_least: bool = False
    detail: dict = field(default_factory=dict)
    said: str = ""

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return "not measured"
        if self.limit is None:
            return ""
        return "met" if (self.measured >= self.limit if self.at_least else self.measured <= self.limit) else "MISSED"

    def printed(self) -> str:
        if self.measured is None:
            return f"  {self.what}: not measured ({self.said})"
        aim = "" if self.limit is None else f"  (aim: at {'least' if self.at_least else 'most'} {figure(self.limit, self.unit)})"
        more = "; ".join(f"{name} {figure(value)}" for name, value in self.detail.items())
        return f"  {self.what}: {figure(self.measured, self.unit)}{aim}  {self.verdict}\n      {more}".rstrip()


def figure(value: object, unit: str = "") -> str:
    """Three digits that matter, with the unit."""
    if not isinstance(value, int | float):
        return str(value)
    number = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{number}{'' if unit in ('', '×') else ' '}{unit}"


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def host() -> dict:
    """What the figures were measured on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system(),
            "load_before": round(os.getloadavg()[0], 2)}


def save(folder: Path, part: str, lines: list[Line], about: dict) -> None:
    """The lines of a part as JSON, for whoever compares two runs."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [{**asdict(line), "verdict": line.verdict} for line in lines]
    (folder / f"{part}.json").write_text(json.dumps({"host": about, "lines": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
