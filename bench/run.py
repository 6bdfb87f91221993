"""Measures the monitor beside the usual ways of building such a page, and prints what was aimed at, what came out, met or missed.

`bench/run.py` runs all parts; `--only queries,load` some of them. Results go to stdout and to `bench/results/<part>.json`.
Everything is measured side by side in one run: compare ratios, not milliseconds of two machines.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "results"
CACHE = RESULTS / "cache"  # built files of the benchmark, apart from those of the installation
PARTS = {
    "queries": "the page's queries without memory, against the same SQL bare, and on many facts",
    "changes": "processor time of a change, and changes per second, without a browser",
    "load": "fifty readers at once",
    "memory": "memory with one reader and with twenty",
    "starts": "start to the first page",
    "browser": "from the click to redrawn charts in Chromium",
    "reports": "the report in five formats, and what changed",
    "cold": "bytes and time of a first view, also on a slow line",
    "embeds": "a figure in a frame, and rows as files",
    "programmes": "a hundred programmes of ten thousand units: built, asked, served",
    "flood": "readers of the screen during floods of pictures, of feeds, of previews",
}


@dataclass
class Plan:
    """What a run was asked for."""

    facts: int
    seed: int

    def illustrative(self) -> Path:
        """The folder of illustrative facts; with the first one of a record what was built for an earlier one goes too."""
        return self._written("illustrative", f"{self.facts}", "--facts", self.facts, stale=(CACHE,))

    def countries(self, countries: int, units: int) -> Path:
        """The folder of made-up programmes of whole countries."""
        return self._written("programmes", f"{countries}-{units}", "--countries", countries, "--units", units)

    def _written(self, kind: str, size: str, *words: object, stale: tuple[Path, ...] = ()) -> Path:
        """A made-up folder, written and built once for each state of the record and then kept among the results, in place of earlier ones
        of its kind and of what is `stale` with them."""
        from ocop import store

        folder = RESULTS / f"{kind}-{size}-{self.seed}-{store.fingerprint(ROOT / 'data')[:8]}"
        if not (folder / "figures.parquet.sha256").is_file():
            for old in [*RESULTS.glob(f"{kind}-*/"), *stale]:
                shutil.rmtree(old, ignore_errors=True)
            _command("synth", folder, *words, "--seed", self.seed)
        _build(folder)
        return folder


def _build(folder: Path) -> None:
    """Check and build in a process of its own: the memory of that is no part of any measurement."""
    from ocop import store

    built = store.cache_folder() / f"{store.fingerprint(folder)[:16]}.duckdb"
    if store.kept_notices(built) is None:
        started = time.perf_counter()
        _command("check", folder)
        print(f"  (checked and built {folder.name} in {time.perf_counter() - started:.0f} s; this happens once)", flush=True)


def _command(*words: object) -> None:
    subprocess.run([sys.executable, "-m", "ocop", *map(str, words)], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Run the parts that were asked for; 0 even where an aim is missed: a benchmark tells, it does not forbid."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(143))  # an end from outside still ends the servers
    sys.path[:0] = [str(HERE), str(ROOT)]
    os.environ["OCOP_CACHE"] = str(CACHE)
    RESULTS.mkdir(exist_ok=True)
    from measure import report

    plan, about, all_lines = Plan(options.facts, options.seed), report.host(), []
    print(f"{about['cores']} cores, load {about['load_before']}, Python {about['python']}", flush=True)
    for part in options.only:
        print(f"\n{part}: {PARTS[part]}", flush=True)
        started = time.perf_counter()
        lines = measured(part, plan)
        report.save(RESULTS, part, lines, about)
        print(*(line.printed() for line in lines), f"  ({time.perf_counter() - started:.0f} s)", sep="\n", flush=True)
        all_lines += lines
    aims = [line for line in all_lines if line.limit is not None]
    missed = [f"{line.part}: {line.what}" for line in aims if line.verdict == "MISSED"]
    print(f"\n{len(aims) - len(missed)} of {len(aims)} aims met." + "".join(f"\nmissed: {what}" for what in missed))
    return 0


def measured(part: str, plan: Plan) -> list:
    """The lines of a part; where a server or the browser fails, one line that says why, and the other parts still run."""
    from measure.report import Line

    try:
        return import_module(f"measure.{part}").measure(plan)
    except Exception as failed:
        return [Line(part, PARTS[part], None, "", said=f"{type(failed).__name__}: {str(failed)[:2000]}")]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", type=_parts, default=list(PARTS), metavar="PART,PART", help=", ".join(PARTS))
    parser.add_argument("--facts", type=int, default=10_000_000, help="rows of the illustrative figures (default: 10000000)")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _parts(words: str) -> list[str]:
    parts = words.split(",")
    if unknown := [part for part in parts if part not in PARTS]:
        raise argparse.ArgumentTypeError(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return parts


if __name__ == "__main__":
    sys.exit(main())
