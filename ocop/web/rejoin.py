"""The first click after the server was started anew, or after a proxy led the reader to another one.

A browser that connects again says nothing until its reader does something. Then it sends the state of every widget; but the
new server has not drawn the page for it, does not know what those widgets stand for, draws what the link says, and the click
is gone. So that message is held until the page was drawn once as the link says: then it is what the reader meant, a change.
"""

import anyio
from starlette.types import Message

from ocop.web.upstream import is_end_of_run, read_message

PATIENCE = 30.0  # seconds after which a message is handed on in any case


class Rejoin:
    """Looks at one socket until its first run has begun; afterwards it lets everything pass."""

    def __init__(self):
        self.is_past = False
        self.held: Message | None = None
        self.drawn = anyio.Event()

    def first(self, event: Message) -> Message:
        """What Streamlit gets instead of this event: the same, or the run that has to come before it."""
        if self.is_past:
            return event
        message = read_message(event["bytes"])
        if message.WhichOneof("type") != "rerun_script":
            return event
        self.is_past = True
        if not message.rerun_script.widget_states.widgets:
            return event
        self.held = event
        message.rerun_script.ClearField("widget_states")
        message.rerun_script.ClearField("fragment_id")
        return {"type": "websocket.receive", "bytes": message.SerializeToString()}

    def see(self, event: Message) -> None:
        """Look at what goes to the browser: the end of the run is what is waited for."""
        if self.held is not None and is_end_of_run(event.get("bytes") or b""):
            self.drawn.set()

    async def release(self) -> Message | None:
        """The held event, once the page was drawn; None where nothing is held."""
        if self.held is None:
            return None
        with anyio.move_on_after(PATIENCE):
            await self.drawn.wait()
        event, self.held = self.held, None
        return event
