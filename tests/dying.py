"""What the process that makes answers is asked in tests; it must be importable there."""

import os
import signal
import time
from pathlib import Path

from starlette.responses import Response

from ocop.web import turns


def once(request):
    """An answer that the first process does not live to give: the query names a file that tells the second one."""
    turns.needed(request)
    mark = Path(request.scope["query_string"].decode())
    if mark.exists():
        return Response(f"{os.getpid()} {getattr(os, 'nice', int)(0)}", headers={"etag": '"x"'})
    mark.touch()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)
    raise AssertionError


def never(request):
    """An answer that the first process never gives, stopped or asleep as the query says; the file it names tells the second one."""
    turns.needed(request)
    how, mark = request.scope["query_string"].decode().split("&")
    if how == "always" or not Path(mark).exists():
        Path(mark).touch()
        if how == "stopped":
            os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(600)
    return Response(str(os.getpid()), headers={"etag": '"x"'})
