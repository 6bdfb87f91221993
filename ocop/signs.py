"""Which number a sign belongs to. A leaf; one rule for screens, small pages and whoever words a row."""

from collections.abc import Iterable


def signs_of(columns: list[str], rows: Iterable[dict]) -> dict[str, str]:
    """The columns whose number has a sign of its own (more than, about), each with the column of that sign: the number before
    `qualifier`, else the one after it; of `<name>_qualifier` the column `<name>`."""
    found = {name.removesuffix("_qualifier"): name for name in columns if name.endswith("_qualifier")}
    if "qualifier" in columns:
        place, rows = columns.index("qualifier"), list(rows)
        beside = [columns[at] for at in (place - 1, place + 1) if 0 <= at < len(columns)]
        numbers = [name for name in beside if any(is_number(row[name]) for row in rows)]
        found |= dict.fromkeys(numbers[:1], "qualifier")
    return {name: sign for name, sign in found.items() if name in columns}


def is_number(value: object) -> bool:
    """A number, and not yes or no."""
    return isinstance(value, int | float) and not isinstance(value, bool)
