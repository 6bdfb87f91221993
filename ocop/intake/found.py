"""What was found in a workbook, by sheet and cell: a problem of the contracts with the address that an office knows."""

from dataclasses import asdict, dataclass

from ocop.contracts.problems import shortened, visible


@dataclass(frozen=True)
class Found:
    """One finding. `cell` as a spreadsheet names it (`C14`; empty: the sheet as a whole), `rule` a stable slug, `level` refuse, warn or fixed."""

    sheet: str
    cell: str
    rule: str
    says: str
    advice: str
    level: str = "refuse"
    table: str = ""
    column: str = ""
    value: str | None = None

    def __str__(self) -> str:
        place = " ".join(filter(None, (visible(self.sheet), self.cell)))
        named = f" ({self.column})" if self.column else ""
        quoted = f'"{shortened(self.value)}" ' if self.value is not None else ""
        return f"{place}{named}: {quoted}{visible(self.says)}. {visible(self.advice)}".rstrip().removeprefix(": ")

    def as_dict(self) -> dict[str, str | None]:
        """For JSON and for tables on a screen."""
        return asdict(self)
