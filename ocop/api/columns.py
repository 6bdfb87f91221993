"""What each column of a figure is: its name for readers, the type in which it is given, and what it means."""

from ocop import queries
from ocop.kinds import DAYS, WHOLE
from ocop.report.words import label, labels
from ocop.texts import _


def described(result: queries.Result) -> list[dict[str, str]]:
    """Name, label, JSON type and meaning of the shown columns, in their order."""
    return [{"name": name, "label": label(name),
             "type": json_type(result.kinds.get(name, "")), "description": _(labels().get(name, {}).get("help", "")) or ""}
            for name in result.shown]


def json_type(kind: str) -> str:
    """The type of the database in the words of JSON; `date` is a string in ISO form."""
    if kind.endswith("[]"):
        return "array"
    if kind in DAYS:
        return "date"
    if kind in WHOLE:
        return "integer"
    if kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")):
        return "number"
    return "boolean" if kind == "BOOLEAN" else "object" if kind.startswith(("STRUCT", "MAP")) else "string"
