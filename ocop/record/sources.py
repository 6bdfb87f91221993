"""The register of sources: one row per address, with publisher and grade.

Grade A: the initiative's own or another official publication; B: a partner's; C: press; D: a mirror, an aggregator, a
blog, a republication. The grade speaks of the address that was seen, not of the facts on it.
"""

from urllib.parse import urlsplit

from ocop.record.rows import received

FAO = "Food and Agriculture Organization of the United Nations (FAO)"
TEXTS = {
    "000_58007843b760a99f.txt": (
        "briefing note on One District One Focus Produce, 1 March 2021",
        "Exam preparation notes", "D", "2021-03-01"),
    "001_761d089f2ce0356d.txt": (
        "OCOP news list, page 2, undated", FAO, "A", ""),
    "003_f8bad49bc55d8653.txt": (
        "OCOP mid-year review, news of 1 August 2025", FAO, "A", "2025-08-01"),
}
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


def _row(address: str, dates: dict[str, str]) -> dict[str, str]:
    if address in TEXTS:
        title, publisher, grade, published = TEXTS[address]
        return {"address": title, "publisher": publisher, "published_on": published, "grade": grade, "received_as": address}
    publisher, grade = describe(address)
    return {"address": address, "publisher": publisher, "published_on": dates[address], "grade": grade, "received_as": address}


def register(files: list[list[dict[str, str]]]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """All sources of all received rows, and the number of each address. Order: first seen."""
    dates: dict[str, str] = {}
    for rows in files:
        for row in rows:
            for address in addresses(row):
                dated = row.get("source_date", "") if address == row["source_url"] else ""
                dates[address] = dates.get(address) or dated
    rows = [{"source_id": f"S{number:03d}", **_row(address, dates)} for number, address in enumerate(dates, 1)]
    return rows, {row["received_as"]: row["source_id"] for row in rows}


def addresses(row: dict[str, str]) -> list[str]:
    """Every address that one received row cites."""
    others = [part.strip() for part in row.get("other_source_urls", "").split(";")]
    return [address for address in (row["source_url"], row.get("category_source_url", ""), *others) if address]


def received_files(folder) -> dict[str, list[dict[str, str]]]:
    """All received files by `group/name`."""
    return {f"{path.parent.name}/{path.stem}": received(path.parent, path.stem)
            for path in sorted(folder.glob("*/*.csv"))}
