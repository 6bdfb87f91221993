"""Everything on a period as one ZIP: the review in all formats, a brief for each region, the rows behind every figure, and what they are.

Whoever receives it can print it, quote it and check it without this monitor. The same data give the same bytes.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from io import StringIO

from ocop import queries
from ocop.filters import Filters, known_codes
from ocop.office import monitor, record
from ocop.report import plan
from ocop.report.citations import Citations
from ocop.report.shape import Report
from ocop.report.still import archived
from ocop.store import Store
from ocop.texts import _, day

SOURCE_COLUMNS = ("source_id", "publisher", "title", "published_on", "grade", "address")
LICENCE = "LICENSE.md"
Writer = Callable[[Filters, str, bool], tuple[str, bytes]]  # filters, format, whether brief -> name of the file and its bytes


def scopes(store: Store, filters: Filters) -> list[Filters]:
    """The scopes that get a brief: each region of the world, or what was chosen."""
    if filters.regions or filters.countries:
        return [filters]
    return [replace(filters, regions=(code,)) for code in known_codes(store)["region"]]


def named() -> list[str]:
    """Every query that a figure, a table or a sentence of the review or of a brief comes from, once, in the order of the review."""
    return list(dict.fromkeys(name for part in (*plan.REVIEW, *plan.BRIEF) for name in (*part.queries, part.table_query) if name))


def rows(store: Store, filters: Filters) -> Iterator[tuple[str, str, str]]:
    """Name, title and CSV of every query; one without rows is its head. Last, the sources that any of these rows names."""
    cited = Citations(store)
    for name in (plan.LEAD, *named()):
        result = queries.run(store, name, filters)
        for row in result.rows:
            cited.numbers(row)
        yield f"data/{name.replace('/', '-')}.csv", _(result.query.title), queries.as_csv(result)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(SOURCE_COLUMNS)
    writer.writerows([queries.guarded(getattr(source, column)) for column in SOURCE_COLUMNS] for source in cited.sources.values())
    yield "data/sources.csv", _("The sources that the rows name"), out.getvalue()


def readme(report: Report, files: list[tuple[str, str, bytes]], notices: list[str]) -> str:
    """What the pack is, of which day and data, how it is cited, and what each file is."""
    stamp = report.stamp
    facts = {_("Scope"): stamp.scope, _("As of"): stamp.as_of.isoformat(), _("Compared with"): stamp.compare_with.isoformat(),
             _("Status rule"): stamp.rule, _("Data"): stamp.fingerprint}
    cite = _("{name}, the public record of {record}. {title}, {scope}, as of {day}. Data {mark}.").format(
        name=monitor(), record=record(), title=report.title, scope=stamp.scope, day=day(stamp.as_of), mark=stamp.fingerprint[:16])
    passages = [
        f"{report.title}\r\n{report.subtitle}", stamp.warning and _("Made up for tests. Do not quote."), report.lead.text,
        "\r\n".join(f"{name}: {value}" for name, value in facts.items()),
        _("How to cite") + f"\r\n{cite}",
        _("Who quotes one figure names its own source too: raised numbers lead to the list of sources at the end of each file, the column "
          "source_id of a table to data/sources.csv. This is not an official publication of FAO."),
        _("The licence of the data stands in LICENSE.md.") if any(name == LICENCE for name, _title, _content in files) else "",
        "\r\n".join(dict.fromkeys(notices)), "\r\n".join((_("Method"), *report.method)),
        "\r\n".join((_("Files, whose sums stand in SHA256SUMS.txt"), *(f"{name}: {title}" for name, title, _content in files)))]
    return "\r\n\r\n".join(filter(None, passages)) + "\r\n"


def packed(store: Store, filters: Filters, report: Report, formats: tuple[str, ...], write: Writer, notices: list[str],
           progress: Callable[[float, str], None]) -> bytes:
    """The ZIP. `report` is the review that README speaks of; `notices` holds what `write` had to leave out."""
    wanted = [(filters, format, False) for format in formats] + [(scope, "pdf", True) for scope in scopes(store, filters)]
    files = []
    for i, (scope, format, brief) in enumerate(wanted):
        progress(i / len(wanted), _("Writing file {n} of {all}").format(n=i + 1, all=len(wanted)))
        name, content = write(scope, format, brief)
        files.append((f"briefs/{name}" if brief else name, _("Brief on one page") if brief else _("Review"), content))
    files += [(name, title, text.encode("utf-8-sig")) for name, title, text in rows(store, filters)]
    licence = store.folder / LICENCE
    files += [(LICENCE, _("Licence of the data"), licence.read_bytes())] if licence.is_file() else []
    members = [("README.txt", readme(report, files, notices).encode("utf-8-sig")), *((name, content) for name, _title, content in files)]
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in members)
    return archived([*members, ("SHA256SUMS.txt", sums.encode())])
