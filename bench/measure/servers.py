"""The servers that are compared, each on a free port with its own folder of work, and what the kernel says of them (/proc)."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / "bench" / "peers"
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 180.0  # seconds until the first answer
PLAIN = ["--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false",
         "--server.enableStaticServing=true", "--server.fileWatcherType=none"]


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    name: str
    port: int
    pid: int
    started: float  # time.perf_counter() at which it was asked to start

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu(self) -> float:
        """Seconds of processor that the server and all its children have used so far."""
        return sum(_cpu(pid) for pid in family(self.pid))

    def memory(self) -> float:
        """Resident memory of the server and all its children, MiB."""
        return sum(_resident(pid) for pid in family(self.pid)) / 2**20

    def rest(self, quiet: float = 1.0, most: float = 90.0) -> None:
        """Wait until it does nothing: work that follows a start (packing files) is no part of a measurement."""
        end = time.monotonic() + most
        while time.monotonic() < end:
            before = self.cpu()
            time.sleep(quiet)
            if self.cpu() - before < 0.05 * quiet:
                return


def family(pid: int) -> list[int]:
    """A process and all its descendants that still run."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        try:
            threads = list(Path(f"/proc/{one}/task").iterdir())
            waiting += [int(child) for thread in threads for child in (thread / "children").read_text().split()]
        except OSError:
            continue
    return found


def _cpu(pid: int) -> float:
    """User and system time of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(value) for value in fields[11:15]) / TICK


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def monitor(data: Path | None = None, name: str = "monitor", **env: str) -> Iterator[Server]:
    """The monitor itself, started as README says, with its own settings and those of `env`."""
    with _running(name, [sys.executable, "-m", "streamlit", "run", "dashboard.py"], ROOT, {"OCOP_DATA": str(data or ""), **env}) as server:
        yield server


@contextmanager
def streamlit_peer(script: str, data: Path = ROOT / "data") -> Iterator[Server]:
    """A script of `bench/peers` under Streamlit's own settings, with the map's outlines served locally."""
    with tempfile.TemporaryDirectory(prefix="ocop-bench-") as folder:
        shutil.copy(PEERS / f"{script}.py", folder)
        (Path(folder) / "static").symlink_to(ROOT / "static")
        command = [sys.executable, "-m", "streamlit", "run", f"{script}.py", *PLAIN]
        with _running(script, command, Path(folder), {"BENCH_DATA": str(data)}) as server:
            yield server


@contextmanager
def dash_peer(data: Path = ROOT / "data") -> Iterator[Server]:
    """The same charts in Dash."""
    env = {"BENCH_DATA": str(data), "BENCH_STATIC": str(ROOT / "static")}
    with _running("dash", [sys.executable, str(PEERS / "dash_app.py")], ROOT, env, health="/") as server:
        yield server


@contextmanager
def _running(name: str, command: list[str], folder: Path, env: dict[str, str], health: str = "/_stcore/health") -> Iterator[Server]:
    port = free_port()
    env = {**os.environ, **env, "PORT": str(port)}
    if "streamlit" in command:
        command = [*command, "--server.port", str(port)]
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT)
        try:
            _await(process, f"http://127.0.0.1:{port}{health}", output)
            yield Server(name, port, process.pid, started)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(process: subprocess.Popen, address: str, output) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            output.seek(0)
            raise RuntimeError(f"the server ended with {process.returncode}: {output.read().decode()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"{address} gave no answer within {PATIENCE:g} s")
