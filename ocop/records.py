"""Rows as JSON holds them. A leaf; the command line and the API give the same."""

import math
from datetime import date


def records(columns: list[str], rows: list[dict]) -> list[dict]:
    """These columns of rows as objects: ISO dates, unknown null, whole numbers without a point."""
    return [{name: plain(row[name]) for name in columns} for row in rows]


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return int(value) if value.is_integer() else value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return {key: plain(part) for key, part in value.items()} if isinstance(value, dict) else value
