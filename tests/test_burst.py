"""What a run says goes out together and in order: at its end, when time is over, or when too much waits."""

from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ocop.figure import NAME
from ocop.web.burst import MARK, Burst

END = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()


def said(raw: bytes) -> dict:
    return {"type": "websocket.send", "bytes": raw}


def sent(events, *, held=60.0, most=1_000_000, wait=0.0, takes_parcels=False) -> tuple[list, list]:
    """(what had gone out right after the events, what had gone out `wait` seconds later)."""
    out: list = []

    async def run():
        async def send(event):
            await anyio.sleep(0)  # another flush could step in here
            out.append(event.get("bytes", event["type"]))

        async with anyio.create_task_group() as tasks:
            burst = Burst(send, tasks, held, most, takes_parcels)
            for event in events:
                await burst.send(event)
            at_once = list(out)
            await anyio.sleep(wait)
            tasks.cancel_scope.cancel()
        return at_once, out

    with ThreadPoolExecutor(1) as pool:  # another loop may run in this thread
        return pool.submit(anyio.run, run).result()


def test_a_reader_who_left_is_told_to_the_next_sender_and_ends_nothing_else():
    async def run():
        async def send(_event):
            raise OSError("the reader has gone")

        async with anyio.create_task_group() as tasks:
            burst = Burst(send, tasks, 0.01)
            await burst.send(said(b"one"))
            await anyio.sleep(0.5)
            with pytest.raises(OSError, match="has gone"):
                await burst.send(said(b"two"))

    with ThreadPoolExecutor(1) as pool:
        pool.submit(anyio.run, run).result()


def test_nothing_of_a_run_goes_out_before_its_end_and_then_all_in_order():
    events = [said(b"one"), said(b"two"), said(END)]
    assert sent(events[:2])[0] == []
    assert sent(events)[0] == [b"one", b"two", END]


def test_a_long_run_shows_what_it_has_when_the_time_is_over():
    at_once, later = sent([said(b"one"), said(b"two")], held=0.01, wait=1.0)
    assert (at_once, later) == ([], [b"one", b"two"])


def test_too_much_does_not_wait():
    assert sent([said(b"x" * 30), said(b"y" * 80)], most=100)[0] == [b"x" * 30, b"y" * 80]
    assert sent([said(b"x" * 30), said(b"y" * 60)], most=100)[0] == []


def test_a_close_goes_at_once_and_after_what_waits():
    assert sent([said(b"one"), {"type": "websocket.close"}])[0] == [b"one", "websocket.close"]
    assert sent([{"type": "websocket.accept"}])[0] == ["websocket.accept"]


def test_the_next_run_waits_again():
    assert sent([said(b"one"), said(END), said(b"two")])[0] == [b"one", END]


CHART, OTHER = (ForwardMsg(delta=Delta(new_element=element)).SerializeToString()
                for element in (Element(bidi_component=BidiComponent(component_name=NAME, json="{}")), Element()))


def test_a_chart_goes_at_once_where_a_page_stands_and_not_before_the_first_one_is_whole():
    assert sent([said(b"one"), said(CHART)])[0] == []
    assert sent([said(END), said(OTHER), said(b"one")])[0] == [END]
    assert sent([said(END), said(b"one"), said(CHART), said(b"two")])[0] == [END, b"one", CHART]


def parcel(*raws: bytes, before: int = 0) -> bytes:
    return b"".join([MARK, bytes([0, 0, 0, before]), *(bytes([0, 0, 0, len(raw)]) + raw for raw in raws)])


def test_a_browser_that_takes_parcels_is_sent_what_waits_as_one_and_a_chart_ahead_of_it():
    assert len(CHART) < 256
    takes = {"takes_parcels": True}
    first = parcel(b"one", CHART, END)
    assert sent([said(b"one"), said(CHART)], **takes)[0] == []  # no page stands yet
    assert sent([said(b"one"), said(CHART), said(END)], **takes)[0] == [first]
    assert sent([said(END), said(b"one"), said(b"two"), said(CHART), said(b"three")], **takes)[0] == [parcel(END), parcel(CHART, before=2)]
    told = sent([said(END), said(b"one"), said(CHART), said(CHART), said(b"two"), said(CHART), said(END)], **takes)[0]
    assert told == [parcel(END), parcel(CHART, before=1), parcel(CHART, before=1), parcel(CHART, before=2), parcel(b"one", b"two", END)]
    assert sent([said(END), said(CHART), said(b"one")], held=0.01, wait=1.0, **takes)[1] == [parcel(END), parcel(CHART), parcel(b"one")]
    assert sent([said(b"one"), {"type": "websocket.close"}], **takes)[0] == [parcel(b"one"), "websocket.close"]


def test_no_message_of_streamlit_begins_as_a_parcel():
    assert not any(made.startswith(MARK) for made in (CHART, OTHER, END)) and len(MARK) == 1  # no field of a message has the number 0
