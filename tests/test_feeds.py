"""Events as a calendar and changes as a feed, read by foreign readers: what is in them, what is left out, and that nothing is made up."""

import csv
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from icalendar import Calendar

from ocop import filters, queries, store
from ocop.api import feeds
from ocop.store import ROOT
from ocop.store.each import ask_each
from tests.pages.reader import open_page
from tests.small import small_store
from tests.test_api import ask

HOSTILE = 'Tea; coffee, cocoa <b>&amp; "x" ]]> \\n'
SPLIT = HOSTILE + "\r\nEND:VEVENT\u2028X:\x01y"  # ends a line of either kind of file, and holds what no XML may
ONE_LINE = HOSTILE + " END:VEVENT X:y"


def calendar(words=()):
    answer = ask("/feed/events.ics", words)
    assert answer.status == 200 and answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.body.split(b"\r\n")) and b"\n" not in answer.body.replace(b"\r\n", b"")
    return Calendar.from_ical(answer.body)


def entries(words=()):
    answer = ask("/feed/changes.atom", words)
    assert answer.status == 200 and answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    read = feedparser.parse(answer.body)
    assert not read.bozo and read.version == "atom10" and read.feed.title and read.feed.id and read.feed.author == "OCOP Monitor"
    return read


def days(row):
    return [row[column] for column in ("starts_on", "ends_on")]


def event(number, starts="2024-05-01", ends="", **more):
    return {"event_id": f"E{number}", "programme_id": "ocop-fao", "title": f"Meeting {number}", "type": "meeting", "level": "global",
            "starts_on": starts, "ends_on": ends, "format": "unknown", "known_on": "2024-06-01", "known_on_basis": "source", "source_id": "S-A",
            **more}


def serve(monkeypatch, last_day=date(2026, 11, 21), **tables):
    monkeypatch.setattr(store.CURRENT, "get", lambda: small_store(last_day, **tables))


def test_the_calendar_has_every_event_of_a_known_day_and_counts_the_others():
    with (ROOT / "data" / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["event_id"]: row for row in csv.DictReader(file) if row["programme_id"] == "ocop-fao"}  # the last version of each
    known = {number for number, row in rows.items() if len(row["starts_on"]) == 10 and len(row["ends_on"]) in (0, 10)}
    read = calendar()
    assert len(rows) == 90 and len(known) == 70  # 18 undated, one in December 2025, one from February to March 2026
    assert sorted(str(one["UID"]) for one in read.events) == sorted(f"{number}@ocop-monitor" for number in known)
    assert str(read["DESCRIPTION"]).startswith("70 of 90 events on record as of 26 November 2026. 20 are left out: ")
    assert str(read["NAME"]) == "OCOP events in the world"
    for one in read.events:
        row = rows[str(one["UID"]).partition("@")[0]]
        end = one["DTEND"].dt - timedelta(days=1) if "DTEND" in one else None
        assert [one["DTSTART"].dt.isoformat(), end.isoformat() if end else ""] == days(row)
        assert str(one["SUMMARY"]) == " ".join(row["title"].split()) and "Source: " in one["DESCRIPTION"] and "http" in one["DESCRIPTION"]
        assert parse_qs(urlsplit(one["URL"]).query) == {"entry": [row["event_id"]]}


def test_the_calendar_of_a_country_has_what_concerns_it_and_its_links_keep_the_choice():
    read = calendar({"country": "BGD", "as_of": "2025-08-01"})
    # held for it, there, or with it; 072 and 083 have no day, and 083 became known only in 2026
    assert sorted(str(one["UID"])[8:11] for one in read.events) == ["013", "016", "018", "023", "024", "043"]
    assert str(read["DESCRIPTION"]).startswith("6 of 7 events on record as of 1 August 2025. 1 is left out: ")
    assert all(parse_qs(urlsplit(one["URL"]).query)["as_of"] == ["2025-08-01"] for one in read.events)
    assert "Not obeyed here: categories" in calendar({"category": "forest"})["DESCRIPTION"]


@pytest.mark.parametrize(("starts", "ends", "shown"), [
    ("2024-05-01", "2024-05-03", ("2024-05-01", "2024-05-04")), ("2024-05-01", "2024-05-01", ("2024-05-01", "2024-05-02")),
    ("2024-02-28", "2024-02-29", ("2024-02-28", "2024-03-01")), ("2024-12-30", "2024-12-31", ("2024-12-30", "2025-01-01")),
    ("2024-05-01", "", ("2024-05-01", None)),  # its last day is not known: it stands on the first alone
    ("2024", "", None), ("2024-05", "", None), ("2024-05", "2024-06", None), ("2024-05-01", "2024-05", None), ("2024-04", "2024-05-01", None),
    ("", "2024-05-01", None), ("", "", None)])
def test_a_day_that_is_not_known_is_never_made_up(monkeypatch, starts, ends, shown):
    serve(monkeypatch, events=[event(1, starts, ends)])
    read = calendar()
    found = [(one["DTSTART"].dt.isoformat(), one["DTEND"].dt.isoformat() if "DTEND" in one else None) for one in read.events]
    assert found == ([shown] if shown else []) and f"{len(found)} of 1 events" in read["DESCRIPTION"]
    assert all(("Its last day is not on record." in one["DESCRIPTION"]) == (not ends) for one in read.events)


def test_a_stamp_is_the_day_on_which_the_row_was_last_written(monkeypatch):
    serve(monkeypatch, events=[
        event(1, known_on="2024-06"),   # known in a month: its first day
        event(2, known_on="2024"),
        event(3, known_on="2024-06-01"), event(3, "2024-05-02", known_on="2024-07-15")])  # corrected
    read = {str(one["UID"])[:2]: one for one in calendar().events}
    assert {name: one["DTSTAMP"].dt.isoformat() for name, one in read.items()} == {
        "E1": "2024-06-01T00:00:00+00:00", "E2": "2024-01-01T00:00:00+00:00", "E3": "2024-07-15T00:00:00+00:00"}
    assert read["E3"]["DTSTART"].dt == date(2024, 5, 2) and "corrected on 15 July 2024" in " ".join(read["E3"]["DESCRIPTION"].split())


def test_text_of_the_data_stays_text(monkeypatch):
    source = {"source_id": "S-A", "address": "https://example.org/a?b=1&c=2", "publisher": SPLIT, "grade": "A", "received_as": "a"}
    serve(monkeypatch, sources=[source], events=[event("1;,<&", title=SPLIT, city=SPLIT, note=SPLIT)])
    (one,) = calendar().events
    assert str(one["SUMMARY"]) == str(one["LOCATION"]) == ONE_LINE and str(one["UID"]) == "E1;,<&@ocop-monitor"
    assert one["DESCRIPTION"].split("\n")[2] == ONE_LINE and "https://example.org/a?b=1&c=2" in one["DESCRIPTION"]
    assert parse_qs(urlsplit(one["URL"]).query)["entry"] == ["E1;,<&"]
    (entry,) = entries().entries
    assert entry.title.startswith(ONE_LINE) and ONE_LINE in entry.content[0].value and entry.content[0].type == "text/plain"


def test_a_day_before_everything_gives_feeds_that_are_empty_and_valid(monkeypatch):
    serve(monkeypatch, date(2021, 1, 1))
    read = calendar()
    assert read.events == [] and [part.name for part in read.subcomponents] == ["VTIMEZONE"]  # RFC 5545 wants one part at least
    assert str(read["DESCRIPTION"]).startswith("0 of 0 events on record as of 1 January 2021. OCOP Monitor, data version ")
    assert entries().entries == [] and entries().feed.updated == "2021-01-01T00:00:00Z"


def test_one_entry_for_each_change_on_the_day_of_its_becoming_known(monkeypatch):
    claim = {"programme_id": "ocop-fao", "stage": "named", "known_on_basis": "source", "source_id": "S-A"}
    serve(monkeypatch, members=[
        {**claim, "claim_id": "M1", "iso3": "GHA", "shown_on": "2024-03-01", "known_on": "2024-03-01"},   # new
        {**claim, "claim_id": "M2", "iso3": "TGO", "shown_on": "2023-05-01", "known_on": "2024-06-01"},   # known later than shown
        {**claim, "claim_id": "M3", "iso3": "GHA", "shown_on": "2024-08-01", "known_on": "2024-08-01", "stage": "applied"},  # a step on
        {**claim, "claim_id": "M4", "iso3": "BTN", "shown_on": "2024-09-01", "known_on": "2024-09-01"},   # another region
        {**claim, "claim_id": "M4", "iso3": "BTN", "known_on": "2024-10-01", "is_withdrawn": "true"}])    # taken back
    told = [(one.updated[:10], one.title) for one in entries().entries]
    assert [day for day, _title in told] == ["2024-10-01", "2024-09-01", "2024-08-01", "2024-06-01", "2024-03-01"]
    assert told[4][1] == "Ghana is named in public sources (1 March 2024)"
    assert told[3][1] == "Togo is named in public sources (newly on record, from 1 May 2023)"
    assert told[2][1].startswith("Ghana moved from ") and "no longer on record" in told[0][1]
    assert [one.updated[5:7] for one in entries({"region": "RAF"}).entries] == ["08", "06", "03"]
    assert [one.updated[5:7] for one in entries({"country": "BTN"}).entries] == ["10", "09"]
    earlier = entries({"as_of": "2024-08-01", "compare_with": "2024-03-01"})  # a day to compare with is the last one left out
    assert [(one.id, one.title) for one in earlier.entries] == [(one.id, one.title) for one in entries().entries[2:4]]
    assert all("Source: A, undated (grade A): https://example.org/a" in one.content[0].value for one in earlier.entries)


@pytest.mark.parametrize("choice", [{}, {"region": ["RAF"]}, {"country": ["LBR", "SYR"]}])
def test_no_day_is_left_out(record, choice):
    last, first = date(2025, 10, 24), date(2025, 9, 14)
    brute = []
    for back in range((last - first).days):
        day = last - timedelta(days=back)
        days = {"as_of": [day.isoformat()], "compare_with": [(day - timedelta(days=1)).isoformat()]}
        rows = queries.run(record, "review/changes", filters.parse(record, {**choice, **days})[0]).rows
        brute += [(day.isoformat(), " ".join(row["sentence"].split())) for row in rows]
    read = entries({**choice, "as_of": last.isoformat(), "compare_with": first.isoformat()})
    assert [(one.updated[:10], one.title) for one in read.entries] == brute[:100] != []


def test_the_feed_of_the_record_is_bounded_in_order_and_leads_to_the_review_of_the_day(record, monkeypatch):
    feeds.KEPT_DAYS.results.clear()
    asked = []
    monkeypatch.setattr(feeds, "ask_each", lambda store, sql, offered: asked.append(len(offered)) or ask_each(store, sql, offered))
    for choice in ({}, {"region": "RAF"}, {"country": "BGD"}):
        read = entries(choice)
        updated = [one.updated for one in read.entries]
        assert 0 < len(updated) <= 100 and updated == sorted(updated, reverse=True) and read.feed.updated == updated[0]
        assert len({one.id for one in read.entries}) == len(updated)
        links = {link.rel: link.href for link in read.feed.links}
        assert parse_qs(urlsplit(links["self"]).query) == parse_qs(urlsplit(links["alternate"]).query) == {
            word: [value] for word, value in choice.items()}
        for one in read.entries[:3]:
            asked_of = parse_qs(urlsplit(one.link).query)
            assert urlsplit(one.link).path == "/review" and asked_of.pop("as_of") == [one.updated[:10]]
            assert date.fromisoformat(asked_of.pop("compare_with")[0]) == date.fromisoformat(one.updated[:10]) - timedelta(days=1)
            assert asked_of == {word: [value] for word, value in choice.items()}
    assert len(asked) <= 4 and sum(asked) > 40  # many days in one statement: one more costs little, one more statement much
    asked.clear()
    assert entries({"country": "BGD", "as_of": "2025-09-01"}).entries and not any(asked)  # these days were told before


@pytest.mark.parametrize("file", ["events.ics", "changes.atom"])
def test_a_feed_is_answered_as_every_figure(file, record):
    path, words = f"/feed/{file}", {"region": "RAP", "as_of": "2025-08-01"}
    first = ask(path, words)
    assert ask(path, words).body == first.body and ask(path, words, "HEAD").status == 200
    assert ask(path, words, if_none_match=first.headers["etag"]).status == 304
    assert ask(path, {**words, "version": record.fingerprint[:12]}).status == 200
    packed = ask(path, words, accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip" and len(packed.body) < len(first.body) / 2
    behind = ask(path, words, host="ocop.example.org", **{"x-forwarded-prefix": "/monitor"}).body.replace(b"\r\n ", b"")
    assert b"http://ocop.example.org/monitor/" in behind
    for wrong, status, named in ({"region": "Africa"}, 422, "region"), ({"farbe": "rot"}, 422, "farbe"), ({"as_of": "2025-02-30"}, 422, "as_of"), \
            ({"as_of": "1999-12-31"}, 422, "as_of"), ({"region": "RAF", "country": "BGD"}, 422, "country"), ({"limit": "3"}, 422, "limit"), \
            ({"version": "0" * 12}, 410, "version"):
        answer = ask(path, wrong)
        assert answer.status == status and answer.told["parameter"] == named and answer.headers["content-type"] == "application/problem+json"
    assert ask(f"{path}.exe").status == ask("/feed/").status == 404


def test_pages_lead_to_the_feeds_of_their_choice():
    written = ["\n".join(element.value for element in open_page(page, **words).get("markdown"))
               for page, words in (("events", {"region": "RAP"}), ("about", {"tab": "data", "region": "RAP"}))]
    assert all("(./feed/events.ics?region=RAP)" in text for text in written) and "(./feed/changes.atom?region=RAP)" in written[1]
