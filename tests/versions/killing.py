"""A publisher that is killed at each of its steps, three times over, while two processes read and verify every hash. Prints what they saw.

A process of its own with one thread: it forks its publishers and readers, so that a hundred of them cost the imports of one.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

from ocop import library as reading
from ocop.versions import ledger, publishing
from tests.versions.libraries import begun, crop, publish

TIMES = 3


def child(work) -> int:
    """The process number of a fork that does this and ends."""
    number = os.fork()
    if number == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return number


def read(library: Path, stop: Path, told: Path) -> None:
    """Follow the pointer and verify what it leads to, until told to stop; a version that was pointed to must be whole then and there."""
    reads, torn, seen = 0, [], set()
    while not stop.exists():
        name = reading.pointed(library)
        fault = reading._flaw(library / reading.VERSIONS / name)
        reads, seen = reads + 1, seen | {name}
        time.sleep(0.002)  # the machine is for the publishers
        if fault:
            torn.append(f"{name} {fault}")
    told.write_text(json.dumps({"reads": reads, "torn": torn, "seen": len(seen)}), encoding="utf-8")


def killed_at(library: Path, name: str, new: str) -> tuple[str, bool]:
    """What is served after a publisher was killed at a step, and whether it was."""

    def work() -> None:
        publishing.step = lambda here: os.kill(os.getpid(), signal.SIGKILL) if here == name else None
        publish(library, new)

    _process, status = os.waitpid(child(work), 0)
    return crop(library), os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def main(place: Path) -> None:
    library = begun(place, "old")
    stop = place / "stop"
    readers = [child(lambda number=number: read(library, stop, place / f"reader-{number}")) for number in (1, 2)]
    found = []
    for turn in range(TIMES):
        for name in publishing.STEPS:
            before, new = crop(library), f"new-{turn}-{name.replace(' ', '-')}"
            after, was_killed = killed_at(library, name, new)
            lines = len(ledger.entries(library))
            publish(library, f"next-{turn}-{name.replace(' ', '-')}")
            left = [entry for entry in os.listdir(library / reading.VERSIONS) if not reading.NAME.fullmatch(entry)]
            found.append({"step": name, "killed": was_killed, "served": "old" if after == before else "new" if after == new else after,
                          "next": crop(library).startswith("next"), "left": left, "faults": ledger.faults(library), "lines": lines})
    time.sleep(0.05)
    stop.touch()
    for reader in readers:
        os.waitpid(reader, 0)
    told = [json.loads((place / f"reader-{number}").read_text(encoding="utf-8")) for number in (1, 2)]
    print(json.dumps({"found": found, "readers": told, "versions": len(reading.names(library))}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
