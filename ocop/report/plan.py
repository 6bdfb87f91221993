"""The order of a review, as data: which query stands under which heading, and in which form.

A part names its queries; what they show is said in their own files. Columns are those that fit on paper: the workbook
always holds all of them.
"""

from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Part:
    """One part of a report. `show`: table, lines (one sentence per row, from column `line`), tiles (one figure per query), summary (the
    finding of each query as a sentence) or finding. `table_query`: where the table shows other rows than those of the finding and the
    figure. `of_countries`: it compares countries or speaks of all, and says nothing
    of one. `most`: rows on paper, the rest is counted. `totals`: columns that may be added up. `names` and `reading`: what the bars of a
    slide are, and how its chart is read where that differs from the screen. `counted_from`: the query whose rows say who stands
    behind it. `order`: by what a table is ordered that is no register. `fills`: stands in a brief only where the page has room."""

    heading: str
    queries: tuple[str, ...] = ()
    level: int = 1
    show: str = "table"
    columns: tuple[str, ...] = ()
    line: str = ""
    shape: str | None = None
    reads: dict[str, str] = field(default_factory=dict)
    width: int = 640
    table_query: str = ""
    totals: tuple[str, ...] = ()
    most: int = 60
    names: tuple[str, ...] = ()
    reading: str = ""
    counted_from: str = ""
    order: str = ""
    fills: bool = False
    notes: bool = True
    only_with_rows: bool = False
    of_countries: bool = False


LEAD = "overview/summary"
MONEY = ("overview/funding",)
TILES = ("overview/countries", "overview/products", "overview/task_forces", "overview/funding", "overview/events")
MAP = {"iso3": "iso3", "name": "country", "level": "stage", "lon": "longitude", "lat": "latitude"}
MIX = {"label": "area", "part": "status", "value": "actions"}

SERIES = {"on_from": "on_from", "on_to": "on_to", "value": "value", "qualifier": "qualifier", "series": "indicator_name"}
PERIOD = {"start_from": "on_from", "start_to": "on_to", "label": "what", "lane": "lane", "status": "status"}
REGIONS = {"label": "place", "value": "named", "of": "outline", "of_qualifier": "outline_qualifier"}
TILED = {"region": "region_name", "name": "country", "iso3": "iso3", "level": "stage"}
AREA_COUNTS = ("actions", "overdue", "under_way", "done", "not_yet_due", "no_due_date")

FRONT = 4  # parts of the review that stand on its first page, before the contents

REVIEW = (
    Part("Executive summary", ("countries/map", "review/changes", "review/priorities", "funding/summary", "review/upcoming"), show="summary",
         notes=False),
    Part("At a glance", TILES, show="tiles", notes=False),
    Part("On the map", ("countries/map",), level=2, show="finding", shape="world", reads=MAP, width=760, of_countries=True, notes=False),
    Part("Priority areas", ("review/priorities",), level=2, table_query="priorities/areas", notes=False, columns=("area", *AREA_COUNTS),
         totals=AREA_COUNTS),
    Part("Decisions of the last review", ("review/decisions",), show="lines", line="sentence", only_with_rows=True),
    Part("Composition of the Secretariat", ("review/composition",), show="lines", line="sentence"),
    Part("Progress in the period"),
    Part("Global level", ("review/progress_global",), level=2, show="lines", line="sentence"),
    Part("Regional level", ("review/progress_regional",), level=2, show="lines", line="sentence"),
    Part("National level", ("review/progress_national",), level=2, show="lines", line="sentence"),
    Part("On a time axis", ("review/timeline",), level=2, show="finding", shape="timeline", reads=PERIOD, width=760, only_with_rows=True),
    Part("Headline numbers", ("review/headline",), columns=("what", "before", "after", "on", "basis")),
    Part("Over the years", ("overview/series",), level=2, show="finding", shape="steps", reads=SERIES, only_with_rows=True,
         of_countries=True),
    Part("Reported and on record", ("countries/coverage",), level=2, columns=("place", "named", "reported", "share", "on"), shape="bars",
         reads=REGIONS, of_countries=True),
    Part("Status by priority area", ("review/priorities",), show="finding", shape="stack", reads=MIX),
    Part("Targets", ("status/initiative",), level=2, show="finding"),
    Part("Targets and their status", ("review/targets",), level=2, show="lines", line="sentence", only_with_rows=True),
    Part("What changed", ("review/changes",), show="lines", line="sentence"),
    Part("The rise and the names behind it", ("review/attribution",), level=2, show="lines", line="sentence"),
    Part("Variance and its explanations", ("review/variance",), show="lines", line="sentence"),
    Part("Upcoming events and due dates", ("review/upcoming",), show="lines", line="sentence"),
    Part("Priorities", ("priorities/areas",), columns=("area", "description")),
    Part("Decisions", ("review/agreed",), show="lines", line="sentence"),
    Part("Notes and judgements", ("review/notes",), show="lines", line="sentence", only_with_rows=True),
)

PROGRAMME = (  # a national programme, or one of its units; parts that fill a brief are marked
    Part("Products by class over time", ("programme/series",), show="finding", shape="steps", only_with_rows=True, fills=True,
         reads={"on_from": "on_from", "on_to": "on_to", "value": "value", "qualifier": "qualifier", "series": "line"}),
    Part("The ladder of stars", ("programme/ladder",), columns=("rung", "value", "on"), shape="bars", only_with_rows=True, fills=True,
         reads={"label": "rung", "value": "value", "qualifier": "qualifier"}),
    Part("Targets, actual and expected by now", ("programme/targets",), show="finding", shape="bullets", only_with_rows=True, fills=True,
         reads={"label": "words", "actual": "actual", "target": "target", "expected": "expected", "status": "status"}),
    Part("Every target", ("programme/judged",), most=80, only_with_rows=True, order="Ordered by status, then by place.",
         columns=("place", "indicator_name", "target", "due_on", "actual", "status", "reason", "reached_on", "needed_per_month")),
    Part("Units", ("programme/units",), most=80, only_with_rows=True,
         columns=("unit", "unit_level", "products_on_record", "value", "on", "merged_into")),
    Part("How much is on record", ("programme/coverage",), only_with_rows=True, columns=("unit", "with_product", "units_below", "is_complete")),
    Part("Products", ("programme/products",), most=80, only_with_rows=True, order="Ordered by stars, then by place.",
         columns=("product", "unit", "status", "stars", "seen_on")),
    Part("What sources report", ("programme/figures",), most=60, only_with_rows=True, fills=True, order="The latest first.",
         columns=("indicator_name", "value", "unit", "on", "other_statements")),
    Part("Values that contradict each other", ("programme/differing",), only_with_rows=True, order="The latest first.",
         columns=("indicator_name", "unit_name", "on", "value", "grade")),
    Part("Classes of stars", ("programme/classes",), only_with_rows=True, order="The newest rules first.",
         columns=("rule_set", "stars", "min_score", "max_score", "certifying_level", "valid_months")),
    Part("Rules of support", ("programme/rules",), only_with_rows=True,
         columns=("component", "beneficiary", "odop_required", "exception", "support_amount", "rule_set")),
    Part("Trainings", ("programme/trainings",), only_with_rows=True, order="The latest first.",
         columns=("title", "starts_on", "participants", "organiser", "funder")),
)

FOREMOST = "Ordered by the furthest step with public evidence, then by the newest news, then by name."

BRIEF = (  # as many lines and rows as one page holds; parts that fill it stand only where the others leave room
    Part("Five figures", TILES, show="tiles", notes=False),
    Part("Countries", ("countries/tiles",), table_query="countries/foremost", shape="tiles", reads=TILED, width=400, notes=False, most=30,
         columns=("country", "furthest_step", "news_on", "products"), order=FOREMOST),
    Part("Headline numbers", ("review/headline",), columns=("what", "before", "after", "on"), notes=False, most=12, fills=True),
    Part("Status", ("review/priorities",), show="finding", notes=False),
    Part("What changed", ("review/changes",), show="lines", line="sentence", notes=False, most=30),
    Part("What comes next", ("review/upcoming",), show="lines", line="sentence", notes=False, most=12),
    Part("Funds", ("funding/register",), columns=("project", "donor", "fund_stage", "amount_usd"), notes=False, most=12, fills=True,
         only_with_rows=True),
    Part("Events", ("events/register",), columns=("starts_on", "title", "type"), notes=False, most=12, fills=True, only_with_rows=True),
    Part("Whom to ask", ("review/composition",), show="lines", line="sentence", notes=False, most=12),
)

MAIN = 10  # slides of findings in a deck, as far as the record holds that many

STRONG = (  # the figures of the first slide, then findings in the order of their weight: the first ten that can be drawn get a slide each
    REVIEW[1],
    REVIEW[2],
    Part("Over the years", ("overview/series",), show="finding", shape="steps", reads=SERIES, only_with_rows=True, of_countries=True),
    Part("Reported and on record", ("countries/coverage",), show="finding", shape="bars", of_countries=True,
         reads={"label": "place", "value": "named", "of": "reported", "of_qualifier": "qualifier"},
         names=("Countries named in public sources", "Countries reported"),
         reading="Two bars for each place: the countries named in public sources, and the number that the initiative reported."),
    Part("Steps with public evidence", ("readiness/by_step",), show="finding", shape="bars", of_countries=True,
         reads={"label": "step_name", "value": "with_evidence", "of": "traced"},
         names=("Countries with public evidence of the step", "Countries that appear in public sources"),
         reading="Two bars for each step: the countries with public evidence of it, and all countries that appear in public sources."),
    Part("Special agricultural products", ("products/by_category",), show="finding", shape="bars", counted_from="products/register",
         reads={"label": "product_type", "value": "on_record", "of": "reported", "of_qualifier": "qualifier"},
         names=("Product groups on record", "Products reported"),
         reading="Two bars for each product type: the product groups on record, and the products that the initiative reported, where it did."),
    Part("Status by priority area", ("review/priorities",), show="finding", shape="stack", reads=MIX),
    Part("Funding", ("funding/by_stage",), show="finding", shape="bars", reads={"label": "words", "value": "amount_usd"},
         reading="One bar for each stage, as long as the published amounts of its funds."),
    Part("Donors", ("funding/by_donor",), show="finding", shape="bars", reads={"label": "words", "value": "amount_usd"},
         reading="One bar for each donor, as long as the published amounts of its funds."),
    Part("Events", ("events/by_type",), show="finding", shape="bars", reads={"label": "type", "value": "events"}),
    Part("National Task Forces", ("task_forces/coverage",), show="finding", shape="bars", of_countries=True,
         reads={"label": "region_name", "value": "traced", "of": "on_record"},
         names=("Countries with a trace of a National Task Force", "Countries on record"),
         reading="Two bars for each region: the countries where public sources speak of a National Task Force, and the countries on record."),
    Part("Product types by region", ("products/by_region",), show="finding", shape="stack",
         reads={"label": "region_name", "part": "product_type", "code": "category", "value": "product_groups"}),
    Part("Products by year", ("products/first_named",), show="finding", shape="columns", reads={"x": "year", "value": "first_named"},
         reading="One column for each year: the number of products of countries that a public source shows for the first time in that year."),
    Part("Events by year", ("events/by_level",), show="finding", shape="stack", reads={"label": "year", "part": "level", "value": "events"},
         reading="One bar for each year, divided by the level of its events; events without a date are left out."),
    Part("Mechanisms of funding", ("funding/by_mechanism",), show="finding", shape="bars", reads={"label": "words", "value": "amount_usd"},
         reading="One bar for each mechanism, as long as the published amounts of its funds."),
    Part("Countries at events", ("events/countries",), show="finding", shape="bars", reads={"label": "country", "value": "events"},
         of_countries=True),
    Part("Participants", ("events/participants",), show="finding", shape="bars",
         reads={"label": "title", "value": "participants", "qualifier": "qualifier"},
         reading="One bar for each event that published a number of participants, with its sign."),
)


def annex(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What a deck holds of these parts behind its findings: the summary, sentences, tables and findings without a figure."""
    return tuple(replace(part, shape=None) for part in parts
                 if part.show in ("summary", "lines", "table") or part.show == "finding" and not part.shape)


METHOD_OF_PROGRAMME = (
    "Figures are those that public sources give for this programme alone; they are never added to those of another programme or of the initiative.",
    "The record names what public sources name: a unit or product that is missing here may well take part.",
    "Unknown stands as a dash, never as 0. Dates keep the precision of their source.",
    "As of a day means: known on or before that day, and happened on or before it.",
)

METHOD = (
    "Reported is what the initiative published; on record is what this monitor holds with a public source. The two are never mixed, and "
    "no count stands in place of a reported figure.",
    "Unknown stands as a dash or as “not reported”, never as 0. Dates keep the precision of their source.",
    "As of a day means: known on or before that day, and happened on or before it.",
    "Status by rule ocop-rag-1: what was reached, as a share of what the plan expected by the day; on track from 0.95, at risk from 0.60, "
    "below that off track. An action past its due date without a report of completion is overdue: no report of completion was found, "
    "which is not proof that it was not done.",
    "Reports of one fund are the same money and are counted once.",
    "Sources carry a grade: A the initiative itself or another official body, B a partner, C press, D a mirror or blog, shown as text.",
)
