"""The few received rows that say again what another received row says, from the same source: each merge by name.

Everything else that looks alike (several reports of one fund, several sources for one country) stays apart.
"""

SAME_FIGURE = {"countries_joined": ("countries_joined", ""), "special_agricultural_products": ("saps", ""),
               "demonstration_countries_ssc": ("demonstration_countries", "FAO-China SSC project")}
SAME_EVENT = {"Webinar on stocktaking and lessons learned from One Village One Product in Asia and the Pacific": "OCOP-EV-001"}


def figures(own: list[dict], sisters: list[dict]) -> list[dict]:
    """Own figures, then the sisters' without the three that repeat one of the review of 1 August 2025."""
    said = {(row["indicator"], row["scope"], row["on"], row["value"], row["source_id"]) for row in own}
    return own + [row for row in sisters if row["programme_id"] != "ocop-fao" or _figure(row) not in said]


def _figure(row: dict) -> tuple[str, ...]:
    indicator, scope = SAME_FIGURE.get(row["indicator"], (row["indicator"], ""))
    return indicator, scope, row["on"], row["value"], row["source_id"]


def events(own: list[dict], trainings: list[dict]) -> list[dict]:
    """Own events, then the sisters' trainings without the webinar that is OCOP-EV-001, which gains its organiser and topics."""
    twins = {SAME_EVENT[row["title"]]: row for row in trainings if row["title"] in SAME_EVENT}
    enriched = [{**row, **{name: twins[row["event_id"]][name] for name in ("organiser", "topics")}}
                if row["event_id"] in twins else row for row in own]
    return enriched + [row for row in trainings if row["title"] not in SAME_EVENT]
