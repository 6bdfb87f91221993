"""Messages of a run reach the page in one go: in order, none lost, none held for long. The socket is a made one; the script is the shipped one."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ocop.web.front import OURS

MADE = """
window.WebSocket = class extends EventTarget {
  constructor() { super() }
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
