"""The reported figures as SDMX-CSV 2.0: one observation for each indicator, place, product type, scope and period.

A period is as precise as its source gives it: a year, a month, a day. No value goes without its sign, its unit and its source.
"""

import csv
import io

from ocop.api.asked import PAGING, Asked, Refused, asked, query_named
from ocop.queries import Result, cell, guarded
from ocop.report.citations import Citations
from ocop.store import Store
from ocop.texts import _

QUERY = "overview/observations"
KIND = "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"
FLOW = "OCOP_MONITOR:FIGURES(1.0.0)"
WHOLE, NONE = "_T", "_Z"  # as the code lists of SDMX call a total, and what does not apply
HEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "PRODUCT_TYPE", "SCOPE", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE",
        "OBS_QUALIFIER", "OTHER_STATEMENTS", "SOURCE_ID", "SOURCE", "SOURCE_ADDRESS", "COMMENT_OBS")


def call_of(words: dict[str, list[str]]) -> Asked:
    """What an address asks for: the words of a link; never a part of the rows. Raises Refused."""
    query = query_named(*QUERY.split("/"))
    for word in PAGING:
        if word in words:
            raise Refused(422, _("Unknown parameter"), _("This file is whole: it takes no {word}. {path} takes it.").format(
                word=word, path=f"/api/v1/{QUERY}.csv"), parameter=word, value=", ".join(words[word])[:40], allowed=[])
    return asked(query, words)


def as_csv(store: Store, result: Result) -> bytes:
    """The file in UTF-8; words are safe for a spreadsheet."""
    cited, out = Citations(store), io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(observation(cited, row) for row in result.rows)
    return out.getvalue().encode()


def observation(cited: Citations, row: dict) -> list[str]:
    """One line."""
    cited.number(row["source_id"])
    source = cited.sources[row["source_id"]]
    dimensions = (row["place_id"], row["indicator"], row["category"] or WHOLE, row["scope"] or NONE, row["on"])
    attributes = (row["unit"], row["qualifier"], cell(row["other_statements"]), row["source_id"], source.words, source.link, row["wording"])
    return ["dataflow", FLOW, "I", *map(guarded, dimensions), cell(row["value"]), *map(guarded, attributes)]
