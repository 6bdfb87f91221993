"""The monitor's own queries and figures in Dash, which updates charts in place: what the framework alone makes of a redraw."""

import os
import sys
from pathlib import Path

from dash import Dash, Input, Output, ctx, dcc, html

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from ocop import charts, queries, store  # noqa: E402
from ocop.filters import Filters  # noqa: E402

REGIONS = {"World": (), "Africa": ("RAF",), "Asia and the Pacific": ("RAP",), "Europe and Central Asia": ("REU",),
           "Latin America and the Caribbean": ("RLC",), "Near East and North Africa": ("RNE",)}
SHAPES = {
    "priorities/by_area": (charts.stack, {"label": "area", "part": "status", "value": "actions"}),
    "countries/map": (charts.world, {"iso3": "iso3", "name": "country", "level": "stage", "lon": "longitude", "lat": "latitude"}),
    "countries/coverage": (charts.bars, {"label": "place", "value": "named", "of": "outline", "of_qualifier": "outline_qualifier"}),
    "overview/series": (charts.steps, {"on_from": "on_from", "on_to": "on_to", "value": "value", "qualifier": "qualifier",
                                       "series": "indicator_name"})}

opened = store.open_store()
app = Dash(__name__, assets_folder=os.environ["BENCH_STATIC"])
app.layout = html.Div([
    html.Div([html.Button(name, id=name) for name in REGIONS]),
    html.Div([dcc.Graph(id=name.replace("/", "-"), config={"topojsonURL": "/assets/topojson/"}, responsive=True) for name in SHAPES],
             style={"display": "grid", "gridTemplateColumns": "3fr 2fr", "gap": "1rem"})])


@app.callback([Output(name.replace("/", "-"), "figure") for name in SHAPES], [Input(name, "n_clicks") for name in REGIONS])
def draw(*_clicks):
    """All charts of the region whose button was pressed."""
    choice = Filters(regions=REGIONS[ctx.triggered_id or "World"])
    return [shape(queries.run(opened, name, choice), "light", **columns) for name, (shape, columns) in SHAPES.items()]


if __name__ == "__main__":
    app.run(port=int(os.environ["PORT"]), debug=False)
