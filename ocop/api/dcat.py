"""The data set as catalogues of open data read it: DCAT 3 as JSON-LD. Which files there are is said here, once, for the routes too.

Addresses are those of the site as this reader reaches it (`base`). Data under a licence of their own are not said to be under ours.
"""

from typing import Any

from ocop.api import iati, sdmx
from ocop.office import monitor
from ocop.store import Store, package
from ocop.texts import _

ROOM, CATALOG = "data", "catalog.jsonld"
KIND = "application/ld+json"
TYPES = "https://www.iana.org/assignments/media-types/"
WORDS = {"dcat": "http://www.w3.org/ns/dcat#", "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
         "xsd": "http://www.w3.org/2001/XMLSchema#"}
FILES = {  # name -> media type, title, what it is
    "record.zip": ("application/zip", "All tables and contracts",
                   "A Data Package (Frictionless): every table as a file of its own, described in datapackage.json."),
    "tables.parquet.zip": ("application/zip", "All tables as Parquet", "One Parquet file for each table, with types and meanings."),
    "record.duckdb": ("application/octet-stream", "The database", "The DuckDB file that every figure is drawn from: tables and vocabulary."),
    "figures.sdmx.csv": (sdmx.KIND, "The reported figures as SDMX-CSV",
                         "SDMX-CSV 2.0: one observation for each indicator, place, product type, scope and period, with unit, sign and source."),
    "iati.xml": (iati.KIND, "The funds as IATI activities",
                 "IATI 2.03: one activity for each fund with a start or an end on a known day; no shares of countries, sectors or payments.")}


def catalog(store: Store, base: str) -> dict[str, Any]:
    """The catalogue with its one data set and the files of it."""
    here, name = f"{base}/{ROOM}/{CATALOG}", {"@type": "foaf:Agent", "foaf:name": monitor()}
    days = {word: {"@type": "xsd:date", "@value": store.last_day.isoformat()} for word in ("dcterms:issued", "dcterms:modified")}
    licence = {"dcterms:license": {"@id": address}} if (address := package.licence_address(store)) else {}
    title, known = package.title(store), _("Data known on {day}.").format(day=store.last_day.isoformat())
    said = " ".join(filter(None, (known, _("Each row names its source: the facts belong to the sources."), store.stale_because)))
    files = [distribution(here, base, file) | licence for file in FILES]
    return {
        "@context": WORDS, "@id": here, "@type": "dcat:Catalog", "dcterms:title": monitor(), "dcterms:description": title, "dcterms:publisher": name,
        **days, **licence,
        "dcat:service": [{"@id": f"{here}#api", "@type": "dcat:DataService", "dcterms:title": _("Every figure of the monitor"),
                          "dcat:endpointURL": {"@id": f"{base}/api/v1/"}, "dcat:endpointDescription": {"@id": f"{base}/api/v1/openapi.json"},
                          "dcat:servesDataset": [{"@id": f"{here}#record"}]}],
        "dcat:dataset": [{
            "@id": f"{here}#record", "@type": "dcat:Dataset", "dcterms:title": title, "dcterms:identifier": store.fingerprint,
            "dcterms:description": said, "dcterms:publisher": name, **licence, **days, "dcat:version": store.fingerprint, "dcterms:language": "en",
            "dcat:keyword": ["One Country One Priority Product", "OCOP", "special agricultural products"], "dcat:distribution": files}]}


def distribution(here: str, base: str, file: str) -> dict[str, Any]:
    """One file of the data set."""
    kind, title, about = FILES[file]
    address = {"@id": f"{base}/{ROOM}/{file}"}
    return {"@id": f"{here}#{file}", "@type": "dcat:Distribution", "dcterms:title": _(title), "dcterms:description": _(about),
            "dcat:mediaType": {"@id": TYPES + kind.partition(";")[0]}, "dcat:accessURL": address, "dcat:downloadURL": address}
