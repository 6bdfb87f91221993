"""What takes work is made in a process of its own (`ocop.web.worker`), of lower priority: it holds neither the interpreter nor the processor that
the readers of the screen need.

The server begins one at the first need, hands over what is to be called and the call as it came, and gets back the answer. Until the process is
ready, and where there can be none, the server does the work itself. It ends when another version is served, or when it has grown too large, and
the next need begins another. One that hangs is ended after a bounded time. Where it ends before its answer, what it worked at is given to the next
one, once; who then has no answer is told to come again.
`OCOP_APART=0` begins none; programs and tests that answer without a server have none either.
"""

import logging
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ocop.home import PACKAGE
from ocop.web import turns

log = logging.getLogger("ocop.web.apart")

MODULE = "ocop.web.worker"
PATIENCE = 10.0  # seconds in which the next process is there, where one died
STARTS, ANSWERS, DRAWS = 60.0, 30.0, 90.0  # seconds for a start, an answer, a picture (whose browser has bounds of its own): longer, and it hangs
AGAIN = 60.0  # seconds after a start that failed in which no other is tried
SENT = ("type", "http_version", "server", "client", "scheme", "method", "root_path", "path", "raw_path", "query_string", "headers", "path_params",
        "ocop.counted", "ocop.given")  # of a call
OFFERED = "ocop.offered"  # in the scope of a call over there: what is to be kept for it, which the server has done
COUNTED = "ocop.ends"  # likewise: what is known of the rows of an answer in parts
HERE = None  # instead of an answer: it goes out in parts, and is made where it goes out


class Gone(Exception):
    """The process ended before it answered."""


class Hand:
    """One process, and who waits for its answers."""

    def __init__(self, served: Any):
        self.of = (served.file, served.fingerprint)
        self.lock, self.numbers, self.begun = threading.Lock(), count(1), time.monotonic()
        self.waiting: dict[int, Future] = {}
        self.settled, self.is_ready, self.has_ended, self.is_tired = threading.Event(), False, False, False
        paths = os.pathsep.join(filter(None, (str(PACKAGE.parent), os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen([sys.executable, "-m", MODULE], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        env={**os.environ, "PYTHONPATH": paths},
                                        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0))
        self.send(self.of)
        threading.Thread(target=self.hear, name="ocop-apart", daemon=True).start()

    def send(self, told: Any) -> None:
        """Say something to the process. Raises OSError or ValueError where it has ended."""
        assert self.process.stdin is not None
        self.process.stdin.write(pickle.dumps(told))
        self.process.stdin.flush()

    def ask(self, job: tuple, patience: float) -> tuple:
        """What comes of a job in so many seconds; a process that takes longer is ended. Raises Gone."""
        answer: Future = Future()
        with self.lock:
            if self.has_ended:
                raise Gone
            number = next(self.numbers)
            self.waiting[number] = answer
            try:
                self.send((number, *job))
            except (OSError, ValueError):
                self.waiting.pop(number, None)
                raise Gone from None
        try:
            return answer.result(patience)
        except TimeoutError:
            log.warning("the process that makes answers gave none in %d seconds and is ended", patience)
            self.process.kill()  # also one that was stopped
            return answer.result()  # Gone as soon as that is heard, unless the answer came at the last moment

    def hangs(self) -> bool:
        """Whether it should have started long since; then it is ended."""
        if self.settled.is_set() or time.monotonic() - self.begun < STARTS:
            return False
        self.process.kill()
        return True

    def hear(self) -> None:
        """Hand each answer to who waits for it, until the process ends."""
        assert self.process.stdout is not None
        try:
            while True:
                number, answer, self.is_tired = pickle.load(self.process.stdout)
                if number:
                    self.waiting.pop(number).set_result(answer)
                elif answer:  # else it ends at once
                    self.is_ready = True
                    self.settled.set()
        except Exception as ended:  # in the middle of a word, it may be
            if not isinstance(ended, EOFError):
                log.warning("the process that makes answers ended in the middle of one: %s", type(ended).__name__)
        with self.lock:
            self.has_ended, left = True, list(self.waiting.values())
            self.waiting.clear()
        for answer in left:
            answer.set_exception(Gone())
        self.settled.set()
        self.process.wait()

    def end(self) -> None:
        """Let it finish what it has begun, and end; one that hangs is ended."""
        last = threading.Timer(DRAWS, self.process.kill)  # of one that has ended by then nothing is left to end
        last.daemon = True
        last.start()
        with self.lock:
            try:
                assert self.process.stdin is not None
                self.process.stdin.close()
            except OSError:  # it has ended
                return


class Apart:
    """The process of now, begun when it is needed."""

    def __init__(self) -> None:
        self.is_on, self.lock, self.not_before = False, threading.Lock(), 0.0
        self.hand: Hand | None = None

    def begin(self) -> None:
        """From now on answers are made apart, unless the setting says otherwise."""
        try:
            from ocop.store import when_swapped
        except ImportError:  # the server stays up and says what is wrong (`ocop.web.warm`); there is nothing to answer from
            return
        self.is_on = os.environ.get("OCOP_APART", "1") != "0"
        when_swapped(lambda _fingerprint: self.end())

    def end(self) -> None:
        """Let go of the process."""
        with self.lock:
            hand, self.hand = self.hand, None
        if hand:
            hand.end()

    def ready(self, served: Any, patience: float = 0.0) -> Hand | None:
        """The process for a version, where it is ready in so many seconds; one is begun where there is none. None where there can be none."""
        with self.lock:
            hand = self.hand
            has_failed = hand is not None and not hand.is_ready and (hand.has_ended or hand.hangs())
            if hand and (has_failed or hand.has_ended or hand.is_tired or hand.of != (served.file, served.fingerprint)):
                if has_failed:
                    log.warning("the process that makes answers did not start; the server makes them itself")
                    self.not_before = time.monotonic() + AGAIN
                hand.end()
                hand = self.hand = None
            if hand is None:
                if not self.is_on or time.monotonic() < self.not_before:
                    return None
                try:
                    hand = self.hand = Hand(served)
                except (OSError, ValueError) as reason:
                    log.warning("the process that makes answers cannot be started (%s); the server makes them itself", reason)
                    self.not_before = time.monotonic() + AGAIN
                    return None
        hand.settled.wait(patience)
        return hand if hand.is_ready else None

    def is_ready(self, patience: float = 0.0) -> bool:
        """Whether work is to be handed over; a picture waits for it, for else the server would have a browser of its own to start."""
        if not self.is_on:
            return False
        from ocop.store import DataProblems, current

        try:
            return self.ready(current(), patience) is not None
        except DataProblems:
            return False

    def worked(self, function: Callable[[Request], Any], request: Request) -> Any:
        """What `function`, of a module, gives for a call: an answer, words, or HERE. Raises Busy where it cannot be had now."""
        from ocop.store import DataProblems, current

        try:
            served = current()
        except DataProblems:
            raise turns.Busy from None
        scope = {name: request.scope[name] for name in SENT if name in request.scope}
        mine = request.scope.get(turns.MINE)
        patience = DRAWS if mine and mine.is_drawn else ANSWERS
        for _time in ("now", "again"):
            hand = self.ready(served, PATIENCE)
            if hand is None:
                break
            try:
                answer, offered = hand.ask((function, scope, (served.version, served.stale_because, served.stale_kind)), patience)
            except Gone:
                log.warning("the process that makes answers ended before its answer")
                continue
            if answer is HERE and offered:
                from ocop.api import know

                know(*offered)
            elif offered:
                request.scope[OFFERED] = offered
            return response(answer)
        raise turns.Busy


def response(answer: Any) -> Any:
    """What came of a job, as it was over there. Raises Busy where it was busy."""
    if not isinstance(answer, tuple):
        return answer
    status, headers, body = answer
    if not status:
        raise turns.Busy
    made = Response(body, status)
    made.raw_headers = headers
    return made


APART = Apart()
