"""One statement asked for many choices at once: most of what a small question costs is that the database has to understand it."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from ocop.store.version import Store

SAME = ("titles",)  # a list that is the same for all
Answer = tuple[dict[str, str], list[tuple]]


def ask_each(store: Store, sql: str, offered: Sequence[dict[str, Any]]) -> list[Answer]:
    """What `store.ask_typed` says of each of them, all of which offer the same words. Raises QueryTooSlow for all together."""
    if not offered:
        return []
    kinds, rows = store.ask_typed(*joined(sql, offered))
    del kinds["asked_number"]
    answers: list[Answer] = [(kinds, []) for _one in offered]
    for number, *row in rows:
        answers[number][1].append(tuple(row))
    return answers


def joined(sql: str, offered: Sequence[dict[str, Any]]) -> tuple[str, dict[str, Any]]:
    """The text of the statement with each `$word` as a column, and what to ask it with; its first column is the place of the choice."""
    words = [word for word in offered[0] if word not in SAME]
    text = re.sub(r"\$(\w+)", lambda found: f"asked_{found[1]}" if found[1] in words else found[0], sql)
    columns = "".join(f", unnest($asked_{word}::{kind(offered[0][word])}[]) as asked_{word}" for word in words)
    told = {f"asked_{word}": [list(one[word]) if isinstance(one[word], tuple) else one[word] for one in offered] for word in words}
    return (f"""select asked_number, unnest(asked_row) from (
                    select asked_number, unnest(answer.asked_rows) as asked_row, generate_subscripts(answer.asked_rows, 1) as asked_place
                    from (select unnest($asked_number) as asked_number{columns}) as asked,
                        lateral (select list(one) as asked_rows from ({text}) as one) as answer)
                order by asked_number, asked_place""",
            {"asked_number": list(range(len(offered))), **told, **{word: offered[0][word] for word in offered[0].keys() - words}})


def kind(value: Any) -> str:
    """The database's type of a parameter."""
    return "varchar[]" if isinstance(value, list | tuple) else "date" if isinstance(value, date) else "varchar"
