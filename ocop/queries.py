"""Query files: read one with its header, run it with what the filters offer, say its finding in a sentence.

A file under `queries/` describes itself in its header (title, unit, grain, notes, the filters it cannot obey and why, its
finding and its reading). Python fills and moves; it computes no figure.
"""

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from ocop.cells import as_csv as as_csv
from ocop.cells import cell as cell
from ocop.cells import guarded as guarded
from ocop.cells import lines as lines
from ocop.corrections import corrected
from ocop.filters import SUBJECTS, Filters, as_a_call, cautions, parameters, parse
from ocop.kept import Kept
from ocop.office import office
from ocop.scope import Scope, scope_of
from ocop.sentences import RowSentence, Sentence
from ocop.store import ROOT, Store, when_swapped
from ocop.texts import LANGUAGE, _

if TYPE_CHECKING:
    from ocop.frames import DataFrame

FOLDER = ROOT / "queries"
FILTERS = ("regions", "countries", "categories", "as_of", "compare_with")
HEADER = re.compile(r"^-- ([a-z -]+): (.*)$")
SHOWN_ON = {"status": "review", "readiness": "countries", "quality": "about"}  # rooms of queries without a page of their own, and who shows them
FURTHER = (*SUBJECTS, "words")  # words of a query beside the filters
OF_NO_PLACE = ("about/", "country/", "programme/", "search/", "status/rules")  # of the whole record, or of one country, whatever was chosen


class QueryProblem(Exception):
    """A query file that does not exist, does not describe itself, or names a parameter that nobody offers."""


@dataclass(frozen=True)
class Query:
    """One file under `queries/`: what it shows, in which unit and grain, and what it cannot obey. `counted` names the query whose
    rows its numbers are counted from (header `rows`), where nobody reported them, `counted_too` further ones. `slip` is the order of a row on
    a narrow screen: the column with its name, then the few that matter most. `shape` is the chart that draws the rows (header `chart`), `reads`
    which column each part of it takes. `card` (header `card`): the one row is a headline `number` or `money`, or its finding the `sentence`.
    `filled_by` (header `filled by`): the kind of rows of a programme without which there is no row (`programmes.filled`)."""

    name: str
    title: str
    unit: str
    grain: str
    sql: str
    notes: tuple[str, ...] = ()
    ignores: dict[str, str] = field(default_factory=dict)
    finding: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, str] = field(default_factory=dict)
    reading: str = ""
    empty: str = ""
    hidden: tuple[str, ...] = ()
    counted: str = ""
    slip: tuple[str, ...] = ()
    shape: str = ""
    reads: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    card: str = ""
    filled_by: str = ""
    counted_too: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """Rows of one query: dicts by column, dates as `datetime.date`, unknown as None. Never change them: they are shared."""

    query: Query
    columns: list[str]
    rows: list[dict]
    filters: Filters
    parameters: dict
    kinds: dict[str, str] = field(default_factory=dict)  # the database's type of each column

    def frame(self) -> "DataFrame":
        """The shown columns for a notebook: days as datetime64, whole numbers as Int64, words as string; unknown stays unknown.

        `frame.attrs` says what it shows: title, unit, grain, notes, finding, and the two days.
        """
        from ocop.frames import frame  # pandas is loaded only for those who ask for it

        made = frame(self.shown, self.kinds, self.rows)
        made.attrs = {"query": self.query.name, "title": self.query.title, "unit": self.query.unit, "grain": self.query.grain,
                      "notes": list(self.query.notes), "finding": self.finding,
                      **{word: self.parameters[word].isoformat() for word in ("as_of", "compare_with") if word in self.parameters}}
        return made

    @property
    def shown(self) -> list[str]:
        """Columns for readers: all but the hidden ones that only carry the finding or the drawing."""
        return [name for name in self.columns if name not in self.query.hidden]

    @cached_property
    def finding(self) -> str:
        """The finding as a sentence, from the first and last row; the title where the file states none.

        A file with several findings (`-- finding early: ...`) names the one that fits in its column `variant`.
        """
        variant = self.rows[0].get("variant") if self.rows else None
        template = self.query.finding.get(variant or "", self.query.finding.get("", ""))
        said, wider = self._say(template) if template or not self.rows else _(self.query.title), self._wider()
        return f"{said[:-1]}{wider}." if wider and said.endswith(".") else said + wider

    @cached_property
    def reading(self) -> str:
        """How to read it, in one sentence; also the text for those who cannot see the chart."""
        return self._say(self.query.reading) if self.query.reading else self.finding

    @property
    def unheeded(self) -> list[str]:
        """The filters that the reader has set and that this query does not obey."""
        return [name for name in self.query.ignores if getattr(self.filters, name)]

    def _wider(self) -> str:
        """What a title must add where the rows are of more places or product types than the reader chose."""
        if self.query.name.startswith(OF_NO_PLACE):
            return ""
        words = {"regions": _("all regions"), "countries": _("all countries"), "categories": _("all product types")}
        wider = [words[name] for name in self.unheeded if name in words]
        return f" ({', '.join(wider)})" if wider else ""

    def _say(self, template: str) -> str:
        if not self.rows:
            return Sentence(self).format(_(self.query.empty) if self.query.empty else _("Nothing is on record for {scope}."))
        said = Sentence(self).format(_(template))
        opens = template.partition("}")[0]  # "the initiative has", "more than 30 countries": at the start of a title
        return said[:1].upper() + said[1:] if opens.startswith("{scope") or opens.endswith("_in_words") else said


def names() -> list[str]:
    """Every query of a subject, `subject/name`, in reading order; neither the checks nor the vocabulary are among them."""
    return list(_names())


@cache
def _names() -> tuple[str, ...]:
    """The same, looked for once: a file that comes later is not read before the next start, like one that changed."""
    return tuple(f"{path.parent.name}/{path.stem}" for path in sorted(FOLDER.glob("*/*.sql")) if path.parent.name not in ("checks", "models"))


def page_of(name: str) -> str:
    """The page that shows the rows of a query."""
    room = name.split("/")[0]
    return SHOWN_ON.get(room, room)


@cache
def titles(_language: str) -> tuple[dict[str, str], ...]:
    """Title and page of every figure, each once, in the language of the reader: what a search looks through."""
    told = {(page_of(name), _(read(name).title)) for name in names() if not name.startswith("search/")}
    return tuple({"page": page, "title": title} for page, title in sorted(told))


def checks() -> list[str]:
    """Every rule across tables; each returns the offending rows."""
    return [f"checks/{path.stem}" for path in sorted(FOLDER.glob("checks/*.sql"))]


@cache
def read(name: str) -> Query:
    """One query file. Raises QueryProblem for a name that does not exist and for a header that lacks title, unit or grain."""
    good = re.fullmatch(r"[a-z_]{1,60}/[a-z0-9_]{1,60}", name) and not name.startswith("models/")
    if not good or not (path := FOLDER / f"{name}.sql").is_file():
        raise QueryProblem(f"There is no query {name[:60]!r}. `python -m ocop queries` lists them.")
    return describe(name, path.read_text(encoding="utf-8"))


def describe(name: str, text: str) -> Query:
    """The header lines of a file as a Query. Repeatable: note, ignores."""
    heads: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = HEADER.match(line)
        if not match:
            break
        heads.setdefault(match[1], []).append(match[2])
    missing = {"title", "unit", "grain"} - heads.keys()
    if missing:
        raise QueryProblem(f"queries/{name}.sql does not say its {', '.join(sorted(missing))} in the header.")
    one = {key.replace(" ", "_"): values[0] for key, values in heads.items()}
    counted, *counted_too = _listed(one, "rows") or ("",)
    return Query(name, one["title"], one["unit"], one["grain"], text, tuple(heads.get("note", ())),
                 _ignored(name, heads.get("ignores", [])), _variants(heads, "finding"), _variants(heads, "sentence"),
                 one.get("reading", ""), one.get("empty", ""), _listed(one, "hidden"), counted, _listed(one, "slip"),
                 *_drawn(name, one.get("chart", "")), one.get("card", ""), one.get("filled_by", ""), tuple(counted_too))


def _drawn(name: str, line: str) -> tuple[str, dict[str, str | tuple[str, ...]]]:
    """`bars label=place value=named` -> shape, {part of the drawing: column}; empty where the rows are not drawn. Words with `|` between them are
    no column but the words themselves: `kinds=meeting|launch`."""
    shape, *pairs = line.split() or [""]
    if wrong := [pair for pair in pairs if not re.fullmatch(r"[a-z_0-9]+=[a-z_0-9|]+", pair)]:
        raise QueryProblem(f"queries/{name}.sql draws {wrong[0]!r}. Write: chart: bars label=place value=named")
    named = dict(pair.split("=") for pair in pairs)
    return shape, {part: tuple(said.split("|")) if "|" in said else said for part, said in named.items()}


def _listed(heads: dict[str, str], word: str) -> tuple[str, ...]:
    return tuple(heads.get(word, "").replace(",", " ").split())


def _variants(heads: dict[str, list[str]], word: str) -> dict[str, str]:
    """`finding` and `finding <variant>` lines by variant (or any other word); the plain one under the empty name."""
    return {key.removeprefix(word).strip(): values[0] for key, values in heads.items() if key.split()[0] == word}


def _ignored(name: str, lines: list[str]) -> dict[str, str]:
    """`regions, countries, because ...` -> {filter: reason}."""
    reasons = {}
    for line in lines:
        filters, because, reason = line.partition("because ")
        if not because:
            raise QueryProblem(f"queries/{name}.sql ignores a filter without a reason. Write: ignores: regions, because ...")
        reasons.update(dict.fromkeys(filters.replace(",", " ").split(), reason))
    return reasons


KEPT_RESULTS, ANSWERS = Kept(), Kept()  # rows by what a query takes; answers, with their sentences, by the choice
when_swapped(KEPT_RESULTS.keep_only)
when_swapped(ANSWERS.keep_only)


def forget() -> None:
    """Nothing that was asked before is known any more: for tests and measurements."""
    for kept in (KEPT_RESULTS, ANSWERS):
        kept.results.clear()


def run(store: Store, name: str, filters: Filters = Filters(), more: dict | None = None) -> Result:
    """Run one query file. `more` offers parameters beside the filters, those of FURTHER: what its page is about, the `words` of a search. Raises
    QueryProblem, QueryTooSlow."""
    query = read(name)
    asked = (store.fingerprint, name, id(query), LANGUAGE.get(), filters, repr(more))
    if (answer := ANSWERS.get(asked)) is None:
        answer = asked_anew(store, query, filters, more)
        ANSWERS.put(asked, answer, len(answer.rows))  # it holds its query: no other one gets that number
    return answer


def asked_anew(store: Store, query: Query, filters: Filters, more: dict | None) -> Result:
    """The answer to one choice; rows that another choice has led to are taken from memory."""
    offered, used, key = posed(store, query, filters, more)
    if (rows := KEPT_RESULTS.get(key)) is None:
        rows = told(query, store.ask_typed(query.sql, used), offered)
        KEPT_RESULTS.put(key, rows, len(rows[1]))
    return Result(query, list(rows[0]), rows[1], filters, offered, rows[0])


def posed(store: Store, query: Query, filters: Filters, more: dict | None) -> tuple[dict, dict, tuple]:
    """All that is offered to a file for a choice, what it takes of that, and the key of its rows."""
    scope = Scope() if query.name.startswith(OF_NO_PLACE) else scope_of(store, filters, tuple(query.ignores))
    offered = {**dict.fromkeys(FURTHER, ""), "programme": office(), **parameters(store, filters), "scope": scope, **(more or {})}
    takes = wanted(store, query)
    if "titles" in takes:
        offered["titles"] = list(titles(LANGUAGE.get()))
    if missing := takes - offered.keys():
        raise QueryProblem(f"queries/{query.name}.sql names ${', $'.join(sorted(missing))}, which nobody offers.")
    used = {key: offered[key] for key in sorted(takes)}
    return offered, used, (store.fingerprint, query.name, LANGUAGE.get() if query.sentences else "", repr(used))


def told(query: Query, answer: tuple[dict[str, str], list[tuple]], offered: dict) -> tuple[dict[str, str], list[dict]]:
    """Types and rows by the names of their columns, sentences in words."""
    rows = [dict(zip(answer[0], values, strict=True)) for values in answer[1]]
    for row in rows if query.sentences else ():
        row["sentence"] = " · ".join(filter(None, (RowSentence(query, row, offered).say(row["sentence"]), corrected(row))))
    return answer[0], rows


def called(store: Store, words: dict[str, list[str]]) -> Filters:
    """The filters of a call from outside the screen. Raises QueryProblem for everything that a link would be told of."""
    chosen, notices = parse(store, words)
    if wrong := notices + cautions(store, chosen):
        raise QueryProblem(as_a_call(wrong))
    return chosen


def wanted(store: Store, query: Query) -> frozenset[str]:
    """The parameters that a query names."""
    key = (store.fingerprint, query.name, "parameters")
    if (names := KEPT_RESULTS.get(key)) is None:
        names = store.parameters_of(query.sql)
        KEPT_RESULTS.put(key, names)
    return names
