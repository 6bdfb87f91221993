"""A real server for tests: started as a reader of README would start it, on a free port, ended in any case.

`running_server()` serves the project itself. With `screen` it serves another script behind the same walls, for claims
that must not depend on the pages; `prelude` is Python that runs in the server before the walls are put up.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0  # seconds until the first answer

LAUNCHER = """
import streamlit as st
{prelude}
from ocop import web
app = st.App({screen!r}, routes=web.routes(), middleware=web.middleware(), lifespan=web.lifespan, on_script_error=web.report)
web.check_settings()
"""


@dataclass(frozen=True)
class Server:
    """A server that answers: its port and the file that takes what it prints."""

    port: int
    output: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        return self.output.read_text(encoding="utf-8")


@contextmanager
def running_server(env: dict[str, str] | None = None, screen: Path | None = None, prelude: str = "",
                   port: int | None = None) -> Iterator[Server]:
    """A server that has answered its first health check; AssertionError with its log when it does not. `port`: that of one before."""
    with tempfile.TemporaryDirectory(prefix="ocop-server-") as folder:
        output = Path(folder) / "server.log"
        port = port or free_port()
        process = start(entry(Path(folder), screen, prelude), port, env, output)
        try:
            await_health(process, port, output)
            yield Server(port, output)
        finally:
            end(process)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """What the workers of a run do one after the other; where a system has no such locks (Windows), all at once."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with open(lock, "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def shared_server(place: Path, env: dict[str, str]) -> Server:
    """One server for all workers of a run: who asks first starts it, the others wait for it. `end_shared` ends it when the run is over."""
    told = place / "server.json"
    with one_at_a_time(place / "server.lock"):
        if not told.exists():
            port, output = free_port(), place / "server.log"
            process = start(ROOT / "dashboard.py", port, env, output)
            try:
                await_health(process, port, output)
            except BaseException:
                end(process)
                raise
            told.write_text(json.dumps({"process": process.pid, "port": port}), encoding="utf-8")
    return Server(json.loads(told.read_text(encoding="utf-8"))["port"], place / "server.log")


def end_shared(place: Path) -> None:
    """End the server that the workers of a run shared, if there was one, and clear its folder."""
    with suppress(FileNotFoundError, ProcessLookupError):
        process = json.loads((place / "server.json").read_text(encoding="utf-8"))["process"]
        for sign in (signal.SIGTERM, *[0] * 100, signal.SIGKILL):  # ten seconds to stop by itself
            os.kill(process, sign)
            time.sleep(0.1)
            with suppress(ChildProcessError):  # that of a worker, which has ended
                os.waitpid(process, os.WNOHANG)
    shutil.rmtree(place, ignore_errors=True)


def refused_start(env: dict[str, str]) -> str:
    """What the project prints when it refuses to start; AssertionError when it starts."""
    with tempfile.TemporaryDirectory(prefix="ocop-server-") as folder:
        output = Path(folder) / "server.log"
        process = start(ROOT / "dashboard.py", free_port(), env, output)
        try:
            assert process.wait(PATIENCE) != 0
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the server started:\n{output.read_text()}") from None
        finally:
            end(process)
        return output.read_text(encoding="utf-8")


def end(process: subprocess.Popen) -> None:
    """Ask the server to stop; after ten seconds make it."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def entry(folder: Path, screen: Path | None, prelude: str) -> Path:
    """The file to run: dashboard.py, or a launcher of the same shape around another screen."""
    if screen is None:
        return ROOT / "dashboard.py"
    launcher = folder / "launcher.py"
    launcher.write_text(LAUNCHER.format(screen=str(screen), prelude=prelude), encoding="utf-8")
    return launcher


def start(script: Path, port: int, env: dict[str, str] | None, output: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
    with output.open("w") as sink:
        return subprocess.Popen(command, cwd=ROOT, env=settings, stdout=sink, stderr=subprocess.STDOUT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_health(process: subprocess.Popen, port: int, output: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the server ended with {process.returncode}:\n{output.read_text()}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"no answer within {PATIENCE:g} s:\n{output.read_text()}")
