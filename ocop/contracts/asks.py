"""What a contract asks of a column, in words: for the data dictionary, and for the workbook that an office fills in."""

from ocop.contracts.contract import Column, Contract
from ocop.contracts.problems import choices
from ocop.texts import _

KINDS = {"text": "text", "integer": "whole number", "decimal": "number", "flag": "yes or no", "day": "day",
         "date": "date, as precise as known", "address": "web address or title"}
FORMS = {"integer": "Digits alone, without separators: 1500", "decimal": "Digits and a point, without other separators: 1500.5",
         "flag": "true or false", "day": "Written as 2025-08-01", "date": "Written as 2025, 2025-08 or 2025-08-01, as precisely as it is known"}


def kind(column: Column) -> str:
    """The type in words; several values in one cell say so."""
    words = _(KINDS[column.type])
    return _("list of {kind}").format(kind=words) if column.list else words


def needed(contract: Contract, column: Column) -> str:
    """key, required, or empty where the cell may stay empty."""
    return _("key") if column.name in contract.key else _("required") if column.required else _("may be empty")


def allowed(column: Column) -> str:
    """The closed list, the table that must hold the value, or the limits; empty where anything goes."""
    limits = [_("at least {value}").format(value=f"{column.minimum:g}")] if column.minimum is not None else []
    limits += [_("at most {value}").format(value=f"{column.maximum:g}")] if column.maximum is not None else []
    limits += [_("not before {value}").format(value=column.earliest)] if column.earliest else []
    if column.references:
        limits.append(_("one of {place}").format(place=column.references))
    return ", ".join(map(str, column.allowed)) or "; ".join(limits)


def rule(contract: Contract, column: Column) -> list[str]:
    """Everything that is asked of a cell, a line each: what it holds, its kind and form, whether it may be empty, what is allowed, how it
    lies to other columns."""
    return list(filter(None, [
        _(column.about)[:1].upper() + _(column.about)[1:] + ".",
        f"{kind(column).capitalize()}; {needed(contract, column)}." + (_(" Unit: {unit}.").format(unit=_(column.unit)) if column.unit else ""),
        _(FORMS[column.type]) + "." if column.type in FORMS and not column.list else "",
        _("Several are separated by semicolons.") if column.list else "",
        _("Allowed: {values}.").format(values=choices(column.allowed) if column.allowed else allowed(column)) if allowed(column) else "",
        _("Not later than {column}.").format(column=column.not_after) if column.not_after else "",
        _("Not earlier than {column}.").format(column=column.not_before) if column.not_before else "",
        _("Not above {column}.").format(column=column.not_above) if column.not_above else "",
        _("Not in the future.") if column.past or column.name == contract.known_on else "",
        _("Of the form {pattern}.").format(pattern=column.pattern) if column.pattern else "",
        _("Each value stands once.") if column.unique else ""]))
