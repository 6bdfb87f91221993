"""The register of sources: one row per address, with publisher, date and grade, and what a reader needs to find the original.

Grade A: the initiative's own or another official publication; B: a partner's; C: press; D: a mirror, an aggregator, a
blog, a republication. The grade speaks of the address that was seen, not of the facts on it. What a delivery says of a source
(`sources.csv`) goes before a guess by host; what is known of an original (`originals.csv`, and FAO's own paths under the hosts
of COPIES_OF_FAO) goes before both, so that no mirror's name reaches a reader.
"""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ocop.record.rows import Rows, read

FAO = "Food and Agriculture Organization of the United Nations (FAO)"
OFFICIAL = (".gov", ".gov.in", ".nic.in", ".gov.vn", ".gov.lr", ".gov.cn", ".go.jp", "un.org", "sana.sy", "gica.tn")
PARTNERS = ("mekonginstitute.org", "apu.ac.jp", "procasur.org", "ovop.jp", "iovop.org", "pmfmeap.org", "atmabuxar.in",
            "plaosme.com", "proatc.vn")
WEAK = ("github.com", "huggingface.co", "blogspot.com", "the-uncensored-wiki.com", "oszar.com", "roads-uae.com",
        "richbox.biz", "datais.info", "vdocuments.us", "comparemela.com", "topicwise.in", "toppersnotes.com",
        "tnpscthervupettagam.com", "rajasthangyan.com", "readermaster.com", "scholarmate.com", "kisaanhelpline.com",
        "finraja.com", "manoramayearbook.in", "kattufoodtech.com", "htsyndication.com", "plants-egy.com",
        "influencenewsnow.com", "dailyofworld.com", "southafricapress.com", "smiraponitke.com", "wedovegan.com",
        "newssummedup.com", "informalnewz.com", "eagroworld.in", "trangvangvietnam.top", "ciptek.vn",
        "news9aaryavart.com", "sinhthainongnghiep.net.vn", "mail.thefinancialexpress.com.bd")
FAO_HOSTS = ("fao.org", "fao.sitefinity.cloud")
# Hosts that repeat FAO's site: what follows the host is FAO's own path.
COPIES_OF_FAO = ("oszar.com", "roads-uae.com", "fao.sitefinity.cloud", "sfcs.fao.org")
ORIGINALS = Path(__file__).with_name("originals.csv")


class Register:
    """Numbers of addresses and the rows of `sources`. An address keeps its number: it is counted where it first came."""

    def __init__(self, deliveries: list[dict[str, Rows]], described: Sequence[dict[str, str]] = (), originals: Path = ORIGINALS) -> None:
        said = {row["source_url"]: row for row in described}
        corrected = {row["received_as"]: row for row in read(originals)}
        dates = dates_of(deliveries)
        self.rows = [{"source_id": f"S{number:03d}", **row(address, dates[address], said.get(address, {}), corrected.get(address, {}))}
                     for number, address in enumerate(dates, 1)]
        self.number = {source["received_as"]: source["source_id"] for source in self.rows}
        self.published = {source["received_as"]: source["published_on"] for source in self.rows}

    def of(self, received: dict[str, str], spoken_of: str = "") -> dict[str, str]:
        """Who says a received row, and when it became known: its source's date, else the day it speaks of, else that of compilation."""
        address = received["source_url"]
        days = {"source": received.get("source_date") or self.published[address], "assumed": spoken_of, "compiled": received["compiled_on"]}
        basis = next(basis for basis, day in days.items() if day)
        return {"known_on": days[basis], "known_on_basis": basis, "source_id": self.number[address]}


def row(address: str, published_on: str, said: dict[str, str], original: dict[str, str]) -> dict[str, str]:
    """One source as a reader is to see it: first what is known of its original, then what was said of it, then what its host tells."""
    publisher, grade = describe(address)
    copied = original_on_fao(address)
    named = FAO if copied or said.get("publisher") == "FAO" else said.get("publisher", publisher)
    return {"address": original.get("address") or copied or address, "publisher": original.get("publisher") or named,
            "title": original.get("title", ""), "published_on": original.get("published_on") or said.get("published_on") or published_on,
            "grade": original.get("grade") or said.get("grade", grade),
            "is_copy": original.get("is_copy") or ("true" if copied else "false"), "received_as": address}


def original_on_fao(address: str) -> str:
    """The address on FAO's own site of a page that was read under a host that repeats it; empty for any other."""
    parts = urlsplit(address)
    return urlunsplit(("https", "www.fao.org", *parts[2:])) if _under(parts.hostname or "", COPIES_OF_FAO) else ""


def _under(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == name.lstrip(".") or host.endswith(name if name.startswith(".") else f".{name}") for name in domains)


def describe(address: str) -> tuple[str, str]:
    """(publisher, grade) of an address, from its host alone."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if _under(host, FAO_HOSTS):
        return FAO, "A"
    if _under(host, WEAK):
        return host, "D"
    if _under(host, OFFICIAL):
        return host, "A"
    return host, "B" if _under(host, PARTNERS) else "C"


def dates_of(deliveries: list[dict[str, Rows]]) -> dict[str, str]:
    """Every address in the order in which it first came, and the first date that a row gives to it."""
    dates: dict[str, str] = {}
    for received in (row for files in deliveries for rows in files.values() for row in rows):
        for address in addresses(received):
            dated = received.get("source_date", "") if address == received["source_url"] else ""
            dates[address] = dates.get(address) or dated
    return dates


def addresses(received: dict[str, str]) -> list[str]:
    """Every address that one received row cites."""
    others = [part.strip() for part in received.get("other_source_urls", "").split(";")]
    return [address for address in (received["source_url"], received.get("category_source_url", ""), *others) if address]


def described(folder: Path) -> Rows:
    """What the deliveries say of their sources."""
    return [row for path in sorted(folder.glob("*/sources.csv")) for row in read(path)]
