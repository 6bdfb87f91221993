"""English after a number: "1 countries have" is "1 country has", "0 actions" is "no actions", "0 planned" is "none planned".

It reads templates and the number put into them, never text of data.
"""

import re
import string
from numbers import Number

from ocop.texts import _

NOUNS = {"National Task Forces": "National Task Force", "Regional Organizing Groups": "Regional Organizing Group", "bodies": "body",
         "countries": "country", "entries": "entry", "statuses": "status",
         **{f"{noun}s": noun for noun in (
             "action", "area", "arrangement", "award", "change", "commune", "contradiction", "day", "decision", "donor", "event", "fact", "figure",
             "fund", "group", "indicator", "item", "member", "milestone", "month", "note", "notice", "participant", "place", "problem", "product",
             "programme", "province", "region", "report", "row", "rule", "set", "source", "statement", "step", "table", "target", "subject",
             "task force", "training", "unit", "wording", "year")}}
VERBS = {"are": "is", "have": "has", "stand": "stands", "speak": "speaks", "carry": "carries", "name": "names", "repeat": "repeats",
         "were": "was", "say": "says", "appear": "appears", "answer": "answers"}
# after "1 of these" a noun keeps its plural
ONE = re.compile(r"(?:(?:more|fewer|less) than |at (?:least|most) |about )?1")
NOUN = re.compile(rf"^(?! of )((?: [a-z-]+){{0,2}}? )({'|'.join(NOUNS)})\b")
VERB = re.compile(rf"\b({'|'.join(VERBS)})\b")
MAIN = re.compile(rf"(?<!\bthat )(?<!\bwhich )(?<!\bwho )\b({'|'.join(VERBS)})\b")  # "1 of the 12 that were added are": were is of the 12
DIRECT = re.compile(rf"^ (?:more |others? |of them |a month )?(?:{'|'.join(VERBS)})\b")  # "1 are past due", "1 more are", "1 of them are"
PART = re.compile(r"^ of (?:the |its |these |their )?$")  # "1 of the 95"
CLAUSE = re.compile(r"[.,;:()]")
NUMBER = re.compile(r"^\D*\d")
OTHERS = re.compile(r"^ others?\b")
WHOLE = re.compile(r"^(?: of (?:the |its |these |their )?$| more\b|%| %)")  # "0 of 8 steps" and "0 more" stay numbers


def is_one(words: str) -> bool:
    """Whether a value in words is a single one: 1, more than 1."""
    return bool(ONE.fullmatch(words))


def agreed(literal: str, noun_is_one: bool, verb_is_one: bool, *, is_clause: bool = False, is_part: bool = False) -> str:
    """What a template says after a number: its noun, and the verbs of the same clause, in the singular where there is one.

    `is_clause`: the words go on in the clause of an earlier number ("1 country in Ghana are"). `is_part`: the number is the whole of an
    earlier one, of which the verbs speak ("1 of the 12 added are").
    """
    if not (is_clause or is_part or NOUN.match(literal) or DIRECT.match(literal)):
        return literal
    end = found.start() if (found := CLAUSE.search(literal)) else len(literal)
    clause, rest = literal[:end], literal[end:]
    if noun_is_one:
        clause = OTHERS.sub(" other", NOUN.sub(lambda found: found[1] + NOUNS[found[2]], clause))
    if verb_is_one:
        clause = (MAIN if is_part and not noun_is_one else VERB).sub(lambda found: VERBS[found[1]], clause)
    return clause + rest


def nothing(before: str, after: str, *, is_start: bool) -> str:
    """What a sentence says for a count of 0: "no" before what is counted, "none" elsewhere, 0 as a part of a number or of a list of figures."""
    if WHOLE.match(after) or before.endswith(": ") and (not after or CLAUSE.match(after)):
        return "0"
    words = _("no") if NOUN.match(after) or OTHERS.match(after) else _("not one") if is_start else _("none")
    return words[:1].upper() + words[1:] if is_start else words


def whole(parts: list[str], said: str, after: str) -> str:
    """What a sentence says for `N of N countries`: all of them, both, the one; the part that was said first is taken back."""
    if not (parts[-1:] == [" of "] and parts[-2:-1] == [said] and said.isdigit() and said != "0" and NOUN.match(after)):
        return said
    del parts[-2:]
    words = {"1": _("the one"), "2": _("both")}.get(said) or _("all {number}").format(number=said)
    before = "".join(parts)
    return words[:1].upper() + words[1:] if not before or before.endswith(". ") else words


class Spoken(string.Formatter):
    """Fills a template piece by piece, so that what follows a single one stands in the singular, a count of 0 in words, and N of N as all."""

    def vformat(self, format_string, args, kwargs):
        """The filled template; `1 of 95 countries are` keeps the plural of the noun and loses that of the verb, `0 of 1` has neither."""
        parts, first, last, is_clause, is_part = [], "", "", False, False
        pieces = list(self.parse(format_string))
        for place, (literal, name, form, _conversion) in enumerate(pieces):
            parts.append(agreed(literal, is_one(last) and not is_clause, is_one(first) or is_one(last), is_clause=is_clause, is_part=is_part))
            if name is None:
                continue
            value, _key = self.get_field(name, args, kwargs)
            said = self.format_field(value, form)
            counts, goes_on = NUMBER.match(said), (is_clause or NOUN.match(literal)) and not CLAUSE.search(literal)
            is_clause = bool(first and goes_on and not counts)  # a name within the clause of a number
            if not is_clause:
                is_part = bool(PART.match(literal) and last)
                first, last = (first if is_part else said), said
            after = pieces[place + 1][0] if place + 1 < len(pieces) else ""
            is_count = said == "0" and (isinstance(value, Number) or name.endswith("_in_words"))
            parts.append(nothing(literal, after, is_start=not "".join(parts)) if is_count else whole(parts, said, after))
        return "".join(parts)
