"""The usual way: one Streamlit script, pandas, plotly.express. It shows the overview of the monitor: same filters, same figures, same charts.

Written as a careful colleague would: files are read once (`st.cache_data`), dates are parsed at loading, each table is filtered
before it is grouped. It leaves out what the monitor has beyond that (checks, sources line by line, dates with precision).
"""

import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

DATA = Path(os.environ["BENCH_DATA"])
CATEGORIES = ["horticulture", "field-crop", "livestock", "forest", "fishery", "unclassified"]
STAGES = ["participant", "indirect", "named", "applied", "accepted", "joined", "launched"]
EXACT = ["eq", "about"]
TOPOJSON = {"topojsonURL": "/app/static/topojson/"}

st.set_page_config(page_title="OCOP", layout="wide")


@st.cache_data
def load():
    """All tables as frames; a date such as 2024-03 becomes its first day."""
    tables = {path.stem: pd.read_csv(path, dtype={"iso3": str, "region": str}) for path in sorted(DATA.glob("*.csv"))}
    for table in tables.values():
        for column in ("known_on", "shown_on", "seen_on", "joined_on", "starts_on", "on", "due_on", "established_on"):
            if column in table:
                table[column] = pd.to_datetime(table[column].astype(str).str[:10], format="ISO8601", errors="coerce")
    return tables


tables = load()
places = tables["places"]
names = places.set_index("place_id")["name"]
regions = places.loc[places.kind == "fao region", "place_id"].tolist()
countries = places[places.kind == "country"].sort_values("name")
country_names = countries.set_index("iso3")["name"]
home = countries.set_index("iso3")["region"]
last_day = max(table["known_on"].max() for table in tables.values() if "known_on" in table)

filters = st.columns(5)
region = filters[0].selectbox("Region", ["All regions", *regions], format_func=lambda code: names.get(code, code))
country = filters[1].multiselect("Country", countries["iso3"].tolist(), format_func=country_names.get)
category = filters[2].multiselect("Product type", CATEGORIES)
as_of = pd.Timestamp(filters[3].date_input("As of", last_day))
reviews = tables["reviews"]
compare_with = pd.Timestamp(filters[4].date_input("Compare with", reviews.loc[reviews["on"] < as_of, "on"].max()))


def chosen(table, region_column="region", country_column="iso3"):
    """Rows of the chosen region and countries."""
    if region != "All regions":
        table = table[table[region_column] == region]
    if country:
        table = table[table[country_column].isin(country)]
    return table


def members(day):
    """One row per country with its strongest stage on the day."""
    claims = tables["members"]
    claims = claims[(claims.programme_id == "ocop-fao") & (claims.known_on <= day) & (claims.shown_on.fillna(claims.known_on) <= day)]
    claims = claims.assign(rank=claims.stage.map(STAGES.index))
    grouped = claims.groupby("iso3").agg(rank=("rank", "max"), statements=("claim_id", "count")).reset_index()
    return grouped.assign(stage=grouped["rank"].map(lambda rank: STAGES[rank]), country=grouped.iso3.map(country_names),
                          region=grouped.iso3.map(home), on_record=grouped["rank"] >= 2)


def products(day):
    """Products of countries known on the day."""
    claims = tables["place_products"]
    claims = claims[(claims.programme_id == "ocop-fao") & (claims.known_on <= day) & (claims.seen_on.fillna(claims.known_on) <= day)]
    claims = claims.drop(columns="category").merge(tables["products"], on="product_id")
    claims = claims.assign(country=claims.iso3.map(country_names), region=claims.iso3.map(home))
    return claims[claims.category.isin(category)] if category else claims


def figures(day):
    """Figures of the initiative known on the day, newest last."""
    rows = tables["figures"]
    rows = rows[(rows.programme_id == "ocop-fao") & (rows.known_on <= day) & (rows["on"] <= day)]
    return rows.merge(tables["sources"][["source_id", "grade"]], on="source_id").sort_values(["on", "known_on"])


def reported(day, indicator, place):
    """The newest value of one indicator and place: exact before bound."""
    rows = figures(day)
    rows = rows[(rows.indicator == indicator) & (rows.place_id == place) & rows.category.isna() & rows.scope.isna()]
    exact = rows[rows.qualifier.isin(EXACT)]
    rows = exact if len(exact) else rows
    return rows.iloc[-1] if len(rows) else None


def bodies(day):
    """The latest status of each National Task Force."""
    rows = tables["task_forces"]
    rows = rows[(rows.level == "national task force") & (rows.known_on <= day)]
    rows = rows.assign(region=rows.region.fillna(rows.iso3.map(home)))
    return chosen(rows.sort_values("known_on").groupby("body_id").last().reset_index())


def funds(day):
    """The published amount of each fund, once."""
    rows = tables["fund_reports"]
    rows = rows[rows.known_on <= day].sort_values("known_on").groupby("fund_id").last().reset_index()
    if region != "All regions" or country:
        wanted = set(country) if country else set(home[home == region].index)
        rows = rows[rows.countries.fillna("").map(lambda cell: bool(wanted & set(cell.split(";"))))]
    return rows.merge(tables["funds"], on="fund_id")


def events(day):
    """Events held or announced, known on the day."""
    rows = tables["events"]
    return chosen(rows[(rows.programme_id == "ocop-fao") & (rows.known_on <= day)], country_column="host_iso3")


def actions(day):
    """Promised actions with their status on the day."""
    rows = tables["actions"]
    rows = rows[rows.known_on <= day]
    reports = tables["action_reports"]
    reports = reports[reports.known_on <= day].sort_values("known_on")
    last = reports.groupby("action_id").status.last()
    done = set(reports.loc[reports.status == "done", "action_id"])

    def status(row):
        if row.action_id in done:
            return "done"
        if pd.notna(row.due_on) and row.due_on + pd.offsets.YearEnd(0) < day:
            return "overdue"
        return "under way" if last.get(row.action_id) == "under way" else "not yet due" if pd.notna(row.due_on) else "no due date"

    rows = rows.assign(status=rows.apply(status, axis=1), region=rows.region.fillna(rows.iso3.map(home)))
    return chosen(rows)


def table_of(rows, name):
    """The rows behind a chart, and their download."""
    with st.expander("Table"):
        st.dataframe(rows, hide_index=True)
        st.download_button("CSV", rows.to_csv(index=False), f"{name}.csv", key=f"csv-{name}")


place = "WORLD" if region == "All regions" else region
now, before = chosen(members(as_of)), chosen(members(compare_with))
grown, grown_before = chosen(products(as_of)), chosen(products(compare_with))
held = events(as_of)
held = held[~(held.starts_on > as_of)]
held_before = events(compare_with)
held_before = held_before[~(held_before.starts_on > compare_with)]
todo, todo_before = actions(as_of), actions(compare_with)

st.markdown(f"##### As of {as_of:%-d %B %Y}: {now.on_record.sum()} countries named; {(todo.status == 'done').sum()} of {len(todo)} "
            f"actions reported done, {(todo.status == 'overdue').sum()} past due.")
tiles = st.columns(5)
for tile, label, indicator in ((tiles[0], "Countries", "countries_joined"), (tiles[1], "Special agricultural products", "saps")):
    value, old = reported(as_of, indicator, place), reported(compare_with, indicator, place)
    series = figures(as_of)
    series = series[(series.indicator == indicator) & (series.place_id == place) & series.qualifier.isin(EXACT)].value.tolist()
    tile.metric(label, "not reported" if value is None else f"{value.value:,.0f}",
                None if value is None or old is None else f"{value.value - old.value:+,.0f}",
                chart_data=series if len(series) > 2 else None)
tiles[2].metric("National Task Forces established", (bodies(as_of).status == "established").sum(),
                int((bodies(as_of).status == "established").sum() - (bodies(compare_with).status == "established").sum()))
tiles[3].metric("Published funding", f"USD {funds(as_of).amount_usd.sum() / 1e6:,.2f} million")
by_year = held.groupby(held.starts_on.dt.year).size().tolist()
tiles[4].metric("Events held", len(held), len(held) - len(held_before), chart_data=by_year if len(by_year) > 2 else None)

left, right = st.columns([3, 2])
with left:
    areas = tables["priority_areas"]
    counts = todo.groupby(["priority_area", "status"]).size().reset_index(name="actions").merge(areas, on="priority_area")
    st.subheader("Actions by priority area")
    st.plotly_chart(px.bar(counts, y="name", x="actions", color="status", orientation="h", text="actions", height=280), key="areas")
    table_of(counts, "areas")
    coming = pd.concat([
        held.loc[held.starts_on > as_of, ["title", "starts_on"]].rename(columns={"title": "what", "starts_on": "due"}),
        todo.loc[(todo.due_on > as_of) & (todo.status != "done"), ["statement", "due_on"]].rename(
            columns={"statement": "what", "due_on": "due"})]).sort_values("due")
    st.subheader("What comes next")
    for row in coming.head(3).itertuples():
        st.markdown(f"- {row.due:%-d %B %Y}: {row.what}")
    table_of(coming, "coming")
with right:
    new_countries = now[now.on_record & ~now.iso3.isin(before[before.on_record].iso3)]
    pairs = grown.drop_duplicates(["iso3", "product_id"]).merge(
        grown_before[["iso3", "product_id"]].drop_duplicates().assign(old=True), how="left", on=["iso3", "product_id"])
    new_products = pairs[pairs.old.isna()]
    moved = todo.merge(todo_before[["action_id", "status"]], how="left", on="action_id", suffixes=("", "_before"))
    moved = moved[moved.status.isin(["done", "overdue"]) & (moved.status != moved.status_before)]
    new_events = held[~held.event_id.isin(held_before.event_id)]
    changes = pd.DataFrame([
        ("Countries newly named", len(new_countries), "; ".join(new_countries.country.head(3))),
        ("Products newly named", len(new_products), "; ".join((new_products["name"] + " (" + new_products.country + ")").head(3))),
        ("Actions done or newly past due", len(moved), "; ".join(moved.statement.head(3))),
        ("Events newly on record", len(new_events), "; ".join(new_events.title.head(3)))], columns=["kind", "count", "what"])
    st.subheader("What changed")
    for row in changes[changes["count"] > 0].itertuples():
        st.markdown(f"- **{row.kind}: {row.count}.** {row.what}")
    table_of(changes, "changes")

left, right = st.columns([3, 2])
with left:
    st.subheader("Countries by evidence")
    world = px.choropleth(now, locations="iso3", color="stage", hover_name="country", category_orders={"stage": STAGES}, height=390)
    world.update_geos(fitbounds=False, projection_type="natural earth", showcountries=True, resolution=50)
    st.plotly_chart(world, key="world", config=TOPOJSON)
    table_of(now, "countries")
with right:
    named = now[now.on_record].groupby("region").size()
    rows = [{"place": names[code], "named": named.sum() if code == "WORLD" else named.get(code, 0),
             "reported": None if (said := reported(as_of, "countries_joined", code)) is None else said.value}
            for code in (["WORLD", *regions] if place == "WORLD" else [place])]
    coverage = pd.DataFrame(rows).astype({"named": float, "reported": float})
    st.subheader("Countries reported and named")
    st.plotly_chart(px.bar(coverage, y="place", x=["named", "reported"], orientation="h", barmode="group", height=300), key="coverage")
    table_of(coverage, "coverage")

series = figures(as_of)
series = series[series.indicator.isin(["countries_joined", "saps"]) & (series.place_id == "WORLD") & series.category.isna() & series.scope.isna()]
series = series.merge(tables["indicators"][["indicator", "name"]], on="indicator")
st.subheader("Countries and products reported over time")
lines = px.line(series, x="on", y="value", color="name", symbol="qualifier", markers=True, line_shape="hv", hover_data=["wording"], height=330)
st.plotly_chart(lines, key="series")
table_of(series, "series")
