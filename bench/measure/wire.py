"""Readers without a browser: the messages that a browser would send over the websocket, and the answers, counted.

A reader sends one message at a time and waits for the end of the run, and never more than ten in a second: the monitor drops
what goes beyond that, and a dropped message would look like a slow one.
"""

import asyncio
import json
import random
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

REGIONS = ("RAF", "RAP", "REU", "RLC", "RNE")
PACE = 0.105  # seconds between two messages of one reader


@dataclass
class Reader:
    """One websocket. `widgets` are the labels of the page's choices with their identifiers and kinds."""

    port: int
    page: str = ""
    socket: object = None
    query: str = ""
    widgets: dict[str, tuple[str, str]] = field(default_factory=dict)
    states: dict[str, tuple[str, str]] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)  # of the last run, as JSON, by the key that the page gave them
    received: int = 0  # bytes
    sent_at: float = 0.0

    async def open(self) -> float:
        """Connect and load the page; seconds until its run had ended."""
        started = time.perf_counter()
        self.socket = await websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream", subprotocols=["streamlit"], max_size=None, ping_interval=None,
            origin=f"http://127.0.0.1:{self.port}")
        await self.run()
        return time.perf_counter() - started

    async def choose(self, region: str) -> float:
        """Choose a region as a reader does, by the widget; seconds until the run had ended."""
        await asyncio.sleep(max(0.0, self.sent_at + PACE - time.perf_counter()))
        identifier, kind = self.widgets["Region"]
        self.states[identifier] = (kind, region)
        return await self.run()

    async def ask(self, query: str) -> float:
        """Follow a link to a view; seconds until the run had ended."""
        await asyncio.sleep(max(0.0, self.sent_at + PACE - time.perf_counter()))
        self.query = query
        return await self.run()

    async def run(self) -> float:
        started = self.sent_at = time.perf_counter()
        self.figures = {}
        await self.socket.send(self.message().SerializeToString())
        while True:
            raw = await self.socket.recv()
            self.received += len(raw)
            message = ForwardMsg()
            message.ParseFromString(raw)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self.look(message.delta)
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise RuntimeError("the page could not be compiled")
            elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - started
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string

    def look(self, delta) -> None:
        """Note the choices of the page; an error of the page ends the measurement."""
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"the page failed: {element.exception.message}")
        if kind == "bidi_component":
            self.figures[element.bidi_component.id.split("-", 2)[2]] = json.loads(element.bidi_component.json)["figure"]
        if kind in ("selectbox", "multiselect"):
            box = getattr(element, kind)
            self.widgets[box.label] = (box.id, kind)

    def message(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        for identifier, (kind, value) in self.states.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id = identifier
            if kind == "multiselect":
                state.string_array_value.data.extend([NAMES[value]] if value else [])
            else:
                state.string_value = NAMES[value]
        return message

    async def close(self) -> None:
        await self.socket.close()


NAMES = {"RAF": "Africa", "RAP": "Asia and the Pacific", "REU": "Europe and Central Asia", "RLC": "Latin America and the Caribbean",
         "RNE": "Near East and North Africa"}


async def opened(port: int, count: int, page: str = "") -> list[Reader]:
    """So many readers, one after the other, each with the page loaded."""
    readers = [Reader(port, page) for _ in range(count)]
    for reader in readers:
        await reader.open()
    return readers


async def closed(readers: list[Reader]) -> None:
    await asyncio.gather(*(reader.close() for reader in readers))


def turns(seed: int):
    """Regions in an endless order in which the next always differs."""
    chance, last = random.Random(seed), ""
    while True:
        last = chance.choice([region for region in REGIONS if region != last])
        yield last
