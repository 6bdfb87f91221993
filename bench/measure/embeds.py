"""A figure in a frame: what it weighs, when it is painted, what it costs the server, and many readers of one frame at once; rows as files,
beside DuckDB that writes the same file bare."""

import asyncio
import http.client
import shutil
import time
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
import duckdb

from measure import chromium, cold, servers
from measure.report import Line, median, percentile
from ocop import filters, queries, store

FRAME = "/embed/countries/coverage"
READERS, ROUNDS, EVERY = 200, 5, 2.0
TURNS = 3  # of the rows
LINE = {"offline": False, "latency": 200, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
QUERY, MOST = "about/notes", 10_000  # rows of one answer
FORMS = {"json": "(format json, array true)", "csv": "(format csv, header)", "parquet": "(format parquet, compression zstd)"}


def measure(plan) -> list[Line]:
    """All on one server, one after the other."""
    with servers.monitor(OCOP_BUDGET="0") as server:  # all readers call from one address here
        with chromium.browser() as started:
            cold.first_view(started, server, None)
            first_frame(started, server)
            server.rest()
            whole, _seconds = cold.first_view(started, server, None)
            size, painted, waited = first_frame(started, server)
        server.rest()
        cost, again = warm(server)
        crowd = asyncio.run(readers(server))
        at_once = asyncio.run(burst(server))
    return [
        Line("embeds", "a frame with an empty cache", size / 1000, "kB", 150, detail={"a whole page, kB": whole / 1000}),
        Line("embeds", "round trips to its first paint: its own and the files that it waits for", 1 + waited, "", 1.0,
             detail={"from its first byte on a line of 200 ms and 1.6 Mbit/s, ms": painted}),
        Line("embeds", "processor time of a frame that was asked for before", 1000 * cost, "ms", 5.0),
        Line("embeds", "bytes of a frame that a reader has already, of a whole page", again / whole, "×", 0.01, detail={"bytes": again}),
        Line("embeds", f"{READERS} readers of one frame, each once in {EVERY:g} s: 95 of 100 within", 1000 * percentile(crowd, 0.95), "ms", 100,
             detail={"half within, ms": 1000 * percentile(crowd, 0.5), "answers": len(crowd)}),
        Line("embeds", f"{READERS} readers in the same instant: 95 of 100 within", 1000 * percentile(at_once, 0.95), "ms",
             detail={"the last, ms": 1000 * max(at_once)}),
        *rows(plan)]


def get(server: servers.Server, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """One answer as it came."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    line.request("GET", path, headers={"accept-encoding": "br", **headers})
    answer = line.getresponse()
    told = answer.status, dict(answer.getheaders()), answer.read()
    line.close()
    return told


def first_frame(started, server: servers.Server) -> tuple[float, float, int]:
    """Bytes of a frame for a new reader with its picture, milliseconds from its first byte to its first paint on a slow line, and how many files
    stand between the two."""
    sizes, paints = [], []
    for line in (None, LINE):
        page = started.new_context(viewport={"width": 800, "height": 600}).new_page()
        session, came = page.context.new_cdp_session(page), []
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event, came=came: came.append(event["encodedDataLength"]))
        if line:
            session.send("Network.emulateNetworkConditions", line)
        page.goto(server.address + FRAME, wait_until="networkidle")
        paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"
                                    " - performance.getEntriesByType('navigation')[0].responseStart"))
        sizes.append(sum(came))
        waited = page.evaluate("performance.getEntriesByType('resource').filter(file => file.renderBlockingStatus !== 'non-blocking').length")
        page.context.close()
    return sizes[0], paints[1], waited


def warm(server: servers.Server, times: int = 300) -> tuple[float, int]:
    """Seconds of the server's processor for one frame, and the bytes of the answer to a reader who has it already."""
    _status, headers, body = get(server, FRAME)
    assert brotli.decompress(body)
    before = server.cpu()
    for _time in range(times):
        get(server, FRAME)
    cost = (server.cpu() - before) / times
    told = {name.lower(): value for name, value in headers.items()}
    status, again, body = get(server, FRAME, **{"if-none-match": told["etag"]})
    assert status == 304 and not body
    return cost, len(f"HTTP/1.1 304 Not Modified\r\n{''.join(f'{name}: {value}' for name, value in again.items())}") + 2 * len(again) + 2


async def read(server: servers.Server) -> float:
    """Seconds of one reader from the call to the last byte, with a connection of his own."""
    started = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.write(f"GET {FRAME} HTTP/1.1\r\nhost: 127.0.0.1:{server.port}\r\naccept-encoding: br\r\nconnection: close\r\n\r\n".encode())
    answer = await reader.read(-1)
    spent = time.perf_counter() - started
    writer.close()
    assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
    return spent


async def readers(server: servers.Server) -> list[float]:
    """Readers who come at moments of their own, each again and again."""
    async def stay(number: int) -> list[float]:
        await asyncio.sleep(EVERY * number / READERS)
        spent = []
        for _round in range(ROUNDS):
            spent.append(await read(server))
            await asyncio.sleep(max(0.0, EVERY - spent[-1]))
        return spent
    return [one for some in await asyncio.gather(*map(stay, range(READERS))) for one in some]


async def burst(server: servers.Server) -> list[float]:
    """All of them at once."""
    return await asyncio.gather(*(read(server) for _ in range(READERS)))


def rows(plan) -> list[Line]:
    """Rows in a second of the API on the illustrative facts, beside the same statement written to a file by DuckDB bare; each for days of its
    own, so that nothing is kept of them."""
    folder, lines = plan.illustrative(), []
    opened = store.open_store(folder)
    with servers.monitor(folder, OCOP_BUDGET="0") as server, TemporaryDirectory() as place:
        get(server, f"/api/v1/{QUERY}.json")
        server.rest()
        bare = shutil.copy(opened.file, place)
        for turn, (form, options) in enumerate(FORMS.items()):
            spent, count = {"ours": [], "bare": []}, 0
            for number in range(TURNS):  # few: the made-up notes are all of the last days
                chosen = filters.Filters(as_of=opened.last_day - timedelta(days=turn * TURNS + number))
                started = time.perf_counter()
                status, headers, _body = get(server, f"/api/v1/{QUERY}.{form}?as_of={chosen.as_of}")
                spent["ours"].append(time.perf_counter() - started)
                assert status == 200
                count = int({name.lower(): value for name, value in headers.items()}["ocop-total-rows"])
                spent["bare"].append(written(bare, opened, chosen, Path(place) / f"{number}.{form}", options))
            ours, other = (median(spent[name]) for name in ("ours", "bare"))
            shown = min(count, MOST)
            lines.append(Line("embeds", f"rows in a second as {form}, of DuckDB writing the same file", other / ours, "×",
                              detail={"rows": shown, "ours, per second": shown / ours, "bare, per second": shown / other}))
    return lines


def written(file: str, opened: store.Store, chosen: filters.Filters, target: Path, options: str) -> float:
    """Seconds for the statement and the file."""
    sql, offered = queries.read(QUERY).sql, filters.parameters(opened, chosen)
    with duckdb.connect(file, read_only=True) as bare:
        started = time.perf_counter()
        answer = bare.sql(sql, params={key: offered[key] for key in opened.parameters_of(sql)}).to_arrow_table()
        bare.register("answer", answer)
        bare.execute(f"copy (select * from answer limit {MOST}) to '{target}' {options}")
        return time.perf_counter() - started
