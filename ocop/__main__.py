"""The command line: `ocop run | check | query | queries | report | compile | synth`, installed or as `python -m ocop`. Its words are public and stay.

It draws on the same files with the same filters as the screen. Exit codes: 0 good, 1 the data has problems, 2 the call is wrong.
"""

import argparse
import io
import json
import sys
from datetime import date
from pathlib import Path

from ocop import filters, queries, review, store
from ocop.contracts import Problem, check_folder
from ocop.texts import spoken


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    speak_plainly()
    options = parser().parse_args(arguments)
    try:
        return options.command(options)
    except (queries.QueryProblem, review.ReviewProblem, store.QueryTooSlow, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except store.DataProblems as broken:
        print(*broken.problems, sep="\n", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


def speak_plainly() -> None:
    """UTF-8 and line ends as written, also where a system would choose others (Windows) or could not write a letter."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")


def parser() -> argparse.ArgumentParser:
    """All commands and their words."""
    top = argparse.ArgumentParser(prog="ocop" if Path(sys.argv[0]).stem == "ocop" else "python -m ocop",
                                  description="The OCOP Monitor on the command line.")
    commands = top.add_subparsers(required=True, metavar="command")
    add = {name: commands.add_parser(name, help=words, description=words) for name, words in (
        ("run", "serve the monitor"), ("check", "check a data folder against its contracts"),
        ("query", "run one query as the screen runs it"),
        ("queries", "list all queries with their titles"), ("report", "write the review of a period to a file"),
        ("compile", "turn the received record into tables"),
        ("synth", "write an illustrative data folder of any size, for tests of speed"))}
    add["run"].add_argument("--port", type=port, default=8501, help="1 to 65535 (default: 8501)")
    add["run"].set_defaults(command=run)
    add["check"].add_argument("folder", nargs="?", type=Path, default=None, help="data folder (default: OCOP_DATA or data/)")
    add["check"].add_argument("--format", choices=("text", "json"), default="text")
    add["check"].set_defaults(command=check)
    add["query"].add_argument("name", help="subject/name, see `queries`")
    for word, metavar in (("region", "RAF"), ("country", "BGD"), ("category", "field-crop")):
        add["query"].add_argument(f"--{word}", action="append", default=[], metavar=metavar)
    for word in ("as-of", "compare-with"):
        add["query"].add_argument(f"--{word}", action="append", default=[], metavar="YYYY-MM-DD")
    add["query"].add_argument("--format", choices=("table", "json", "csv"), default="table")
    add["query"].set_defaults(command=query)
    add["queries"].set_defaults(command=listing)
    report_words(add["report"])
    add["compile"].add_argument("received", type=Path, help="folder of received files")
    add["compile"].add_argument("tables", type=Path, help="folder to write the tables to")
    add["compile"].set_defaults(command=compile_record)
    add["synth"].add_argument("folder", type=Path, help="new folder, or one that synth wrote before")
    add["synth"].add_argument("--facts", type=int, default=10_000_000, help="rows of figures (default: 10000000)")
    add["synth"].add_argument("--seed", type=int, default=1, help="the same seed gives the same bytes (default: 1)")
    add["synth"].set_defaults(command=synthesise)
    return top


def report_words(words: argparse.ArgumentParser) -> None:
    """The words of `report`: period, scope, form."""
    words.add_argument("--period", metavar="2025-H1", help="a half-year")
    words.add_argument("--from", dest="start", metavar="YYYY-MM-DD", help="first day, together with --to")
    words.add_argument("--to", dest="end", metavar="YYYY-MM-DD", help="last day")
    words.add_argument("--region", metavar="RAF")
    words.add_argument("--country", metavar="BGD")
    words.add_argument("--brief", action="store_true", help="one page")
    words.add_argument("--format", choices=("html", "pdf", "docx", "pptx", "xlsx"), required=True)
    words.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    words.set_defaults(command=write_report)


def port(text: str) -> int:
    """A port to listen on. ValueError, which argparse words, for anything else."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: write a number from 1 to 65535")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Serve the shipped entry with the shipped settings until stopped."""
    from ocop.web import launch

    launch.serve(options.port)
    return 0


def check(options: argparse.Namespace) -> int:
    """Print every problem and notice of a data folder; 1 where there is a problem, in files or across tables."""
    folder = (options.folder or store.data_folder()).resolve()
    if not folder.is_dir():
        print(f"{folder} is not a folder. Name the folder that holds the tables and their contracts.", file=sys.stderr)
        return 2
    report = check_folder(folder)
    problems = list(report.problems) or unfit(folder)
    lines = [*problems, *report.notices]
    if options.format == "json":
        print(json.dumps([line.as_dict() for line in lines], ensure_ascii=False, indent=1))
    else:
        print(*(f"{'' if line.level == 'refuse' else line.level + ': '}{line}" for line in lines), sep="\n", end="\n" * bool(lines))
        print(f"{len(problems)} problems, {len(report.notices)} notices in {len(report.tables)} tables of {folder.name}/.")
    return 1 if problems else 0


def unfit(folder: Path) -> list[Problem]:
    """What keeps a folder of sound tables from being served: rows that break a rule across tables."""
    try:
        store.open_store(folder).connection.close()
    except store.DataProblems as broken:
        return broken.problems
    return []


def query(options: argparse.Namespace) -> int:
    """Run one query and print its rows."""
    queries.read(options.name)
    opened = store.open_store()
    result = queries.run(opened, options.name, queries.called(opened, {word: getattr(options, word) for word in filters.WORDS}))
    printers = {"json": as_json, "csv": as_csv, "table": as_table}
    sys.stdout.write(printers[options.format](result))
    return 0


def as_json(result: queries.Result) -> str:
    """A list of objects: ISO dates, unknown null, whole numbers without a point."""
    rows = [{name: plain(row[name]) for name in result.shown} for row in result.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def as_csv(result: queries.Result) -> str:
    """The same file that the screen offers for download."""
    return queries.as_csv(result)


def as_table(result: queries.Result) -> str:
    """Columns for a terminal, under the finding."""
    cells = [[*result.shown], *([spoken(row[name]) if row[name] is not None else "" for name in result.shown] for row in result.rows)]
    cells = [[text if len(text) <= 44 else text[:43] + "…" for text in row] for row in cells]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([result.finding, "", lines[0], "  ".join("-" * width for width in widths), *lines[1:]]) + "\n"


def listing(_options: argparse.Namespace) -> int:
    """Every query with its title."""
    names = queries.names()
    width = max(map(len, names))
    print(*(f"{name.ljust(width)}  {queries.read(name).title}" for name in names), sep="\n")
    return 0


def write_report(options: argparse.Namespace) -> int:
    """Write the review of a period; the file appears whole or not at all."""
    from ocop import report

    report.check_place(options.output)
    opened = store.open_store()
    chosen = review.chosen(opened, word=options.period, start=options.start, end=options.end, region=options.region, country=options.country)
    made = report.write(opened, chosen, options.format, brief=options.brief, tell=lambda line: print(line, file=sys.stderr))
    report.put(options.output, made)
    return 0


def compile_record(options: argparse.Namespace) -> int:
    """Turn received files into tables; needs the packages of requirements-dev.txt."""
    from ocop.record import compile_record as write_tables

    for name, rows in write_tables(options.received, options.tables).items():
        print(f"{rows:6,} {name}")
    return 0


def synthesise(options: argparse.Namespace) -> int:
    """Write an illustrative folder and say how to look at it."""
    from ocop import synth

    size = synth.make(options.folder, options.facts, options.seed)
    print(f"{options.facts:,} figures in {options.folder} ({size / 1e6:,.1f} MB). Build it once, then serve it:\n"
          f"python -m ocop check {options.folder} && OCOP_DATA={options.folder} python -m ocop run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
