"""Changes in words: their kinds, and the lines of the screens that show a part of them."""

from ocop.panels.bodies import body_status, reported
from ocop.panels.view import View, plain, run
from ocop.texts import _, n_, number

WHOLE = "overview/changes"

SHORT = 48  # letters of what changed that a line of the first screen names, beyond the first


def kind_title(kind: str) -> str:
    """A kind of change as a heading."""
    return {"figure reported": _("Figures reported or revised"), "country joined": _("Newly on record as joined"),
            "country named": _("Countries named"), "country traced": _("Countries seen for the first time"),
            "product added": _("Products added"), "product changed": _("Products changed"), "product dropped": _("Products dropped"),
            "body moved": _("Governing bodies that moved a step"), "body reported": _("Further reports on governing bodies"),
            "event held": _("Events held"), "event announced": _("Events announced"), "money reported": _("Money reported"),
            "status moved": _("Statuses that moved"), "action done": _("Actions done"), "action past due": _("Actions newly past due"),
            "action under way": _("Actions reported under way"), "action dropped": _("Actions dropped"),
            "action promised": _("Actions newly promised"), "decision taken": _("Decisions taken"), "note made": _("Notes made"),
            "corrected": _("Corrected"), "withdrawn": _("No longer on record")}[kind]


def changed(view: View, row: dict) -> str:
    """A row of `overview/changes`: a kind with its count and the first of what changed, as one line of Markdown."""
    shown = 1 + sum(len("; ".join(row["what"][:most])) <= SHORT for most in (2, 3) if most <= len(row["what"]))
    named = "; ".join(row["what"][:shown])
    more = _("; and {n} more").format(n=len(row["what"]) - shown) if len(row["what"]) > shown else ""
    return f"**{plain(kind_title(row['kind']))}: {row['count']}.** {plain(named + more)}"


def change_name(change: str) -> str:
    """A kind of change of an action in words."""
    return {"reported done": _("Reported done"), "newly past due": _("Newly past due"),
            "on record, already past due": _("On record, already past due"), "dropped": _("Dropped"),
            "progress reported": _("Progress reported"), "newly on record": _("Newly on record"), "corrected": _("Corrected"),
            "withdrawn": _("No longer on record")}[change]


def change_line(view: View, row: dict) -> str:
    """A row of `priorities/changes` as one line of Markdown."""
    late = _(" (reported late)") if row["is_reported_late"] and row["change"] == "reported done" else ""
    return f"**{plain(change_name(row['change']) + late)}**: {plain(row['statement'])}"


def body_change(view: View, row: dict) -> str:
    """A row of `task_forces/changes` as one line of Markdown."""
    before = {"body moved": _("new on record"), "body reported": _("further report")}.get(row["kind"], kind_title(row["kind"]))
    if row["kind"] == "body moved" and row["status_before"]:
        before = _("was {status}").format(status=body_status(row["status_before"]))
    return f"**{plain(body_status(row['status'] or row['status_before']))}**: {plain(row['body'])} ({plain(before)}, {plain(reported(row))})"


def of_all(view: View, shown: int) -> str:
    """How many of all changes between the two days a part is."""
    rows = run(view, WHOLE).rows
    total = int(rows[0]["changes"]) if rows else 0
    return n_("{shown} of {total} change between the two days; the page Review tells it",
              "{shown} of {total} changes between the two days; the page Review tells each", total).format(
                  shown=number(shown), total=number(total))
