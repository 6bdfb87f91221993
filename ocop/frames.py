"""Rows as a pandas DataFrame whose types do not depend on what the rows happen to hold: an empty result has the same types as a full one.

Whole numbers, flags and words stay nullable (unknown is `pd.NA`, never 0 or an empty word), days are datetime64, lists stay lists.
"""

import pandas as pd
from pandas import DataFrame, Series

from ocop.kinds import DAYS, WHOLE

OTHERS = {"BOOLEAN": "boolean", "VARCHAR": "string", "DOUBLE": "float64", "FLOAT": "float64"}


def frame(columns: list[str], kinds: dict[str, str], rows: list[dict]) -> DataFrame:
    """These columns of the rows; `kinds` are the types in which the database gave them."""
    return DataFrame({name: series([row[name] for row in rows], kinds.get(name, "")) for name in columns}, columns=columns)


def series(values: list, kind: str) -> Series:
    """One column. Of a type that pandas has no word for (a list, a list of days) the values stay as they are."""
    if kind in DAYS:
        return Series(pd.to_datetime(values), dtype="datetime64[us]")
    if kind in WHOLE:
        return Series(values, dtype="Int64")
    if kind.startswith("DECIMAL"):
        return Series([None if value is None else float(value) for value in values], dtype="float64")
    if kind.startswith("ENUM"):
        return Series(values, dtype="category")
    return Series(values, dtype=OTHERS.get(kind, "object"))
