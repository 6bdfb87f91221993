"""Messages of a run reach the page in one go: in order, none lost, none held for long. The socket is a made one; the script is the shipped one."""

import pytest
from streamlit.proto.ArrowData_pb2 import ArrowData
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ocop.web.burst import parcel
from ocop.web.front import OURS

MADE = """
window.WebSocket = class extends EventTarget {
  constructor(address) { super(); this.address = String(address) }
  hear(data) { this.dispatchEvent(new MessageEvent('message', {data})) }
}
window.begin = address => {
  const socket = new WebSocket(address), heard = []
  let task = 0, isAsked = false
  socket.addEventListener('close', () => heard.push(['closed', task]))
  socket.addEventListener('message', event => {
    heard.push([event.data, task])
    if (isAsked) return
    isAsked = true
    setTimeout(() => { task += 1; isAsked = false })  // what is heard from now on is heard in another task
  })
  return {socket, heard}
}
window.rest = milliseconds => new Promise(done => setTimeout(done, milliseconds))
"""
STREAM = "ws://monitor/_stcore/stream"


@pytest.fixture
def made(browser):
    page = browser.new_page()
    page.evaluate(MADE)
    page.add_script_tag(content=(OURS / "together.js").read_text())
    yield page
    page.close()


def heard(page, script: str, address: str = STREAM) -> list:
    return page.evaluate(f"async address => {{ const {{socket, heard}} = begin(address); {script}; return heard }}", address)


def test_messages_of_several_tasks_are_heard_in_one_and_in_order(made):
    told = heard(made, "for (let i = 0; i < 90; i++) { socket.hear(i); if (i % 30 === 0) await Promise.resolve() } await rest(1000)")
    assert told == [[i, 0] for i in range(90)]


@pytest.mark.parametrize("ending", ForwardMsg.ScriptFinishedStatus.values())
def test_the_end_of_a_run_is_waited_for_by_nobody(made, ending):
    end = ForwardMsg(hash="a" * 32, script_finished=ending)
    end.metadata.active_script_hash = "b" * 32
    told = heard(made, f"socket.hear(1); socket.hear(new Uint8Array({list(end.SerializeToString())}).buffer); socket.hear(2)")
    assert len(told) == 2 and told[0] == [1, 0]


def test_nothing_is_heard_before_the_messages_are_together(made):
    assert heard(made, "socket.hear(1); socket.hear(2)") == []
    assert heard(made, "socket.hear(1); await rest(1000); socket.hear(2); await rest(1000)") == [[1, 0], [2, 1]]


def test_a_stream_that_never_rests_is_heard_all_the_same(made):
    told = heard(made, """const until = performance.now() + 1000
        for (let i = 0; performance.now() < until; i++) { socket.hear(i); const now = performance.now(); while (performance.now() < now + 2); }""")
    assert len({task for _data, task in told}) == 1 and [data for data, _task in told] == list(range(len(told))) and told


def test_a_connection_that_ends_gives_what_it_had_said_first(made):
    assert heard(made, "socket.hear(1); socket.hear(2); socket.dispatchEvent(new Event('close'))") == [[1, 0], [2, 0], ["closed", 0]]


def test_a_page_that_nobody_sees_does_not_wait_for_a_slow_clock(made):
    made.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
    assert heard(made, "socket.hear(1); socket.hear(2)") == [[1, 0], [2, 0]]


def test_another_connection_is_left_alone(made):
    assert heard(made, "socket.hear(1)", "ws://monitor/other") == [[1, 0]]


def test_only_the_stream_asks_for_parcels(made):
    asked = "heard.push(socket.address)"
    assert heard(made, asked, "wss://monitor/ocop/_stcore/stream") == ["wss://monitor/ocop/_stcore/stream?parcels=1"]
    assert heard(made, asked, "ws://monitor/other") == ["ws://monitor/other"]


SAYS = """const text = data => data.byteLength > 9 ? 'chart' : String.fromCharCode(...new Uint8Array(data))
        const said = async () => heard.splice(0).map(([data, task]) => [text(data), task]);"""


def sent(*raws: bytes, before: int = 0) -> str:
    """A parcel as the server makes it, heard by the page."""
    return f"socket.hear(new Uint8Array({list(parcel([{'bytes': raw} for raw in raws], before)['bytes'])}).buffer);"


def test_a_parcel_is_heard_as_its_messages(made):
    told = heard(made, f"{SAYS} {sent(b'one', b'two', b'')} {sent(b'three')} await rest(1000); heard.push(...await said())")
    assert [text for text, _task in told] == ["one", "two", "", "three"] and len({task for _text, task in told}) == 1


def test_a_parcel_that_ends_a_run_is_waited_for_by_nobody(made):
    end = ForwardMsg(hash="a" * 32, script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()
    assert len(heard(made, sent(b"one", end))) == 2


def test_what_came_ahead_is_heard_at_its_place_and_drawn_before(made):
    chart = ForwardMsg(hash="a" * 32, delta=Delta(new_element=Element(bidi_component=BidiComponent(json="{" * 300)))).SerializeToString()
    told = heard(made, f"""{SAYS} let count = 0; addEventListener('ocop-figure', () => count++)
        {sent(b"1")} {sent(chart, before=2)} {sent(chart, before=2)} const drawn = count
        {sent(b"2", b"3", b"4")} {sent(chart)} {sent(chart, before=1)} {sent(b"5")} await rest(1000)
        heard.push(drawn, ...await said())""")
    assert told[0] == 2 and [text for text, _task in told[1:]] == ["1", "2", "3", "chart", "chart", "4", "chart", "5", "chart"]
    assert len({task for _text, task in told[1:]}) == 1


def test_what_came_ahead_waits_for_its_place_longer_than_anything_else(made):
    chart = ForwardMsg(hash="a" * 300, delta=Delta(new_element=Element())).SerializeToString()
    told = heard(made, f"{SAYS} {sent(chart, before=1)} await rest(1000); const count = heard.length; {sent(b'1')} await rest(1000);"
                       "heard.push(count, ...await said())")
    assert told[0] == 0 and [text for text, _task in told[1:]] == ["1", "chart"]


def message(element: Element, **rest) -> str:
    """A message of a run as a script takes it."""
    made = ForwardMsg(hash="a" * 32, delta=Delta(new_element=element, fragment_id="f" * 150), **rest)
    made.metadata.delta_path.extend([0, 300, 70_000])
    return f"new Uint8Array({list(made.SerializeToString())}).buffer"


@pytest.mark.parametrize("size", [0, 127, 128, 20_000])
def test_what_is_said_to_a_chart_is_heard_by_it_before_the_page_hears_anything(made, size):
    said = '{"key": "k", "alt": "C\u00f4te d\u2019Ivoire ' + "x" * size + '"}'
    chart = message(Element(bidi_component=BidiComponent(id="i", component_name="ocop.figure", js_content="j" * 200, json=said)))
    told = heard(made, f"""const told = []
        addEventListener('ocop-figure', event => {{ told.push(event.detail, heard.length); event.preventDefault() }}, {{once: true}})
        socket.hear(1); socket.hear({chart}); socket.hear(3); await rest(600); heard.push(told)""")
    assert [told[0][0], told[2][0], told[-1]] == [1, 3, [said, 0]] and len(told) == 4
    assert len({task for _data, task in told[:3]}) == 1


def test_other_messages_say_nothing_to_charts_and_broken_ones_are_handed_on(made):
    others = [message(Element(bidi_component=BidiComponent(arrow_data=ArrowData(data=b"{" * 300)))), message(Element()),
              "new Uint8Array(300).fill(255).buffer", f"{message(Element(bidi_component=BidiComponent(json='{' * 400)))}.slice(0, 300)"]
    told = heard(made, f"""let count = 0; addEventListener('ocop-figure', () => count++)
        for (const one of [{", ".join(others)}]) socket.hear(one); await rest(600); heard.push(count)""")
    assert len(told) == 5 and told[-1] <= 1  # what is cut short may be read as far as it goes; nobody draws it


def test_a_chart_that_fails_is_no_end_of_the_page(made):
    chart = message(Element(bidi_component=BidiComponent(json="{" * 300)))
    told = heard(made, f"addEventListener('ocop-figure', () => {{ throw new Error('cannot') }}); socket.hear({chart}); await rest(600)")
    assert len(told) == 1
