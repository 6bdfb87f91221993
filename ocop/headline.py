"""What a headline figure says beside its number, in the same words on the screen and on a card: its change and its day. A leaf, like `texts`.

Its row has value and qualifier, before and before_qualifier (on the day of comparison), the day `on` that it was reported for, source_id.
"""

from collections.abc import Callable
from datetime import date

from ocop.rounding import difference
from ocop.texts import _, number, published, short_day

FORMS: dict[str, Callable] = {"number": number, "money": published}  # how the value is written


def title_of(result) -> str:
    """The title of a figure that stands alone: its finding, of a headline figure its number first."""
    form = FORMS.get(result.query.card)
    if not form or not result.rows or result.rows[0]["value"] is None:
        return result.finding[:1].upper() + result.finding[1:]
    row, said = result.rows[0], result.finding
    return _("{title} stood at {value}; {finding}").format(title=_(result.query.title), value=form(row["value"], row["qualifier"]),
                                                           finding=said[:1].lower() + said[1:] if said[1:2].islower() else said)


def moved(row: dict) -> bool:
    """Whether two exact values can be compared and differ."""
    exact = row["qualifier"] == row["before_qualifier"] == "eq"
    return exact and None not in (row["value"], row["before"]) and difference(row["value"], row["before"]) != 0


def change(row: dict, words: Callable, since: date) -> str | None:
    """The change since the day of comparison in words; None where there is nothing to compare."""
    when = short_day(since)
    if row["value"] is None or row["before"] is None:
        return None
    if moved(row):
        sign = "+" if row["value"] > row["before"] else "−"
        text = _("{change} since {when}") if "on_record" in row else _("{change} on record since {when}")
        return text.format(change=f"{sign}{words(abs(difference(row['value'], row['before'])))}", when=when)
    if difference(row["value"], row["before"]) == 0 and row["qualifier"] == row["before_qualifier"]:
        return _("unchanged since {when}").format(when=when)
    return _("{before} on {when}").format(before=words(row["before"], row["before_qualifier"]), when=when)


def dated(row: dict, as_of: date) -> str:
    """The day of a headline figure: the one that it was reported for, else the one that it was counted on."""
    if row["value"] is None:
        return ""
    return _("for {when}").format(when=short_day(row["on"])) if row.get("source_id") else _("on {when}").format(when=short_day(as_of))
