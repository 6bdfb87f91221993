"""The command line: `ocop run | check | query | queries | search | report | intake | compile | synth | versions |
rollback | prune`, installed or as `python -m ocop`. Its words are public and stay.

It draws on the same files with the same filters as the screen. Exit codes: 0 good, 1 the data has problems, 2 the call is wrong or its
output cannot be written, 3 a fault of the program, 130 stopped by the keyboard. Whatever happens, it is told in one line.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from ocop import filters, library, programmes, queries, review, store
from ocop.calls import Once, as_written, count, place, port, target
from ocop.contracts import Problem, check_folder
from ocop.handing import CannotWrite, check_place, hand, open_streams, put, reason, say, shown, takes, tell
from ocop.intake.words import intake_words
from ocop.records import records
from ocop.store.fingerprints import is_utf8
from ocop.texts import _, n_, spoken
from ocop.versions import StaleBase
from ocop.versions import commands as of_versions


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    open_streams()
    try:
        options = asked(arguments)
        return options.command(options)
    except (queries.QueryProblem, review.ReviewProblem, programmes.ProgrammeProblem, store.QueryTooSlow, StaleBase) as wrong:
        tell(wrong)
        return 2
    except OSError as wrong:
        tell(reason(wrong))
        return 2
    except store.DataProblems as broken:
        for problem in broken.problems:
            tell(problem)
        return 1
    except KeyboardInterrupt:
        tell(_("Stopped."))
        return 130
    except Exception as fault:  # the last edge: no command shows a trace unless it is asked to
        if os.environ.get("OCOP_TRACE"):
            raise
        tell(_("A fault of the program, not of the call: {name}: {words}. OCOP_TRACE=1 shows where.").format(
            name=type(fault).__name__, words=str(fault)[:300]))
        return 3


def asked(arguments: list[str] | None) -> argparse.Namespace:
    """What was asked for. SystemExit after help or a wrong word, once their text is out."""
    try:
        return parser().parse_args(arguments)
    except SystemExit:
        say("")
        raise


def parser() -> argparse.ArgumentParser:
    """All commands and their words."""
    top = argparse.ArgumentParser(prog="ocop" if Path(sys.argv[0]).stem == "ocop" else "python -m ocop",
                                  description="The OCOP Monitor on the command line.", allow_abbrev=False)
    commands = top.add_subparsers(required=True, metavar="command")
    add = {name: commands.add_parser(name, help=words, description=words, allow_abbrev=False) for name, words in (
        ("run", "serve the monitor"), ("check", "check a data folder against its contracts"),
        ("query", "run one query as the screen runs it"),
        ("queries", "list all queries with their titles"), ("search", "find names in the record"),
        ("report", "write the review of a period to a file"),
        ("intake", "the intake desk: what offices fill in, and how it becomes a version"),
        ("compile", "turn the received record into tables"),
        ("synth", "write an illustrative data folder of any size, for tests of speed"), *of_versions.COMMANDS)}
    for command in add.values():
        command.register("action", None, Once)
    add["run"].add_argument("--port", type=port, default=8501, help="1 to 65535 (default: 8501)")
    add["run"].set_defaults(command=run)
    add["check"].add_argument("folder", nargs="?", type=place, default=None, help="data folder (default: OCOP_DATA or data/)")
    add["check"].add_argument("--format", choices=("text", "json"), default="text")
    add["check"].set_defaults(command=check)
    add["query"].add_argument("name", help="subject/name, see `queries`")
    for word, metavar in (("region", "RAF"), ("country", "BGD"), ("category", "field-crop")):
        add["query"].add_argument(f"--{word}", action="append", default=[], metavar=metavar, type=as_written)
    for word in ("as-of", "compare-with"):
        add["query"].add_argument(f"--{word}", action="append", default=[], metavar="YYYY-MM-DD")
    add["query"].add_argument("--format", choices=("table", "json", "csv"), default="table")
    add["query"].set_defaults(command=query)
    add["queries"].set_defaults(command=listing)
    add["search"].add_argument("words", nargs="+", type=as_written, help="a name, its beginning, or nearly so, in any of six languages")
    add["search"].set_defaults(command=search)
    report_words(add["report"])
    intake_words(add["intake"])
    add["compile"].add_argument("received", type=place, help="folder of received files")
    add["compile"].add_argument("tables", type=place, help="folder to write the tables to")
    add["compile"].set_defaults(command=compile_record)
    add["synth"].add_argument("folder", type=place, help="new folder, or one that synth wrote before")
    add["synth"].add_argument("--facts", type=count, help="rows of figures (default: 10000000; with --countries ten months of each unit)")
    add["synth"].add_argument("--countries", type=count, nargs="?", const=100, default=0, metavar="N",
                              help="figures of made-up programmes of so many countries (100, if no number is named)")
    add["synth"].add_argument("--units", type=count, default=10_000, metavar="M", help="units of each of them (default: 10000)")
    add["synth"].add_argument("--seed", type=count, default=1, help="the same seed gives the same bytes (default: 1)")
    add["synth"].set_defaults(command=synthesise)
    of_versions.describe(add)
    return top


def report_words(words: argparse.ArgumentParser) -> None:
    """The words of `report`: period, scope, form."""
    words.add_argument("--period", metavar="2025-H1", help="a half-year")
    words.add_argument("--from", dest="start", metavar="YYYY-MM-DD", help="first day, together with --to")
    words.add_argument("--to", dest="end", metavar="YYYY-MM-DD", help="last day")
    words.add_argument("--region", metavar="RAF")
    words.add_argument("--country", metavar="BGD")
    words.add_argument("--programme", metavar="ocop-vn", help="a national programme, as of the last day of the period")
    words.add_argument("--unit", metavar="VN-33", help="a unit of that programme")
    words.add_argument("--brief", action="store_true", help="one page")
    form = words.add_mutually_exclusive_group(required=True)
    form.add_argument("--format", choices=("html", "pdf", "docx", "pptx", "xlsx"))
    form.add_argument("--pack", nargs="?", const="", metavar="2025-H1",
                      help="one ZIP: all formats, a brief for each region, the rows of every figure")
    words.add_argument("-o", "--output", type=target, required=True, metavar="FILE", help="a file to write, or - for standard output")
    words.set_defaults(command=write_report)


def run(options: argparse.Namespace) -> int:
    """Serve the shipped entry with the shipped settings until stopped."""
    from ocop.web import launch

    launch.serve(options.port)
    return 0


def check(options: argparse.Namespace) -> int:
    """Print every problem and notice of a data folder; 1 where there is a problem, in files or across tables."""
    folder = library.ground((options.folder or store.data_folder()).resolve()).folder
    if not folder.is_dir():
        tell(_("{folder} is not a folder. Name the folder that holds the tables and their contracts.").format(folder=shown(folder)))
        return 2
    problems, notices, tables = looked_at(folder)
    lines = [*problems, *notices]
    if options.format == "json":
        say(dumped([line.as_dict() for line in lines]))
    else:
        say("".join(f"{'' if line.level == 'refuse' else line.level + ': '}{line}\n" for line in lines))
        counted = [n_(f"{{n}} {one}", f"{{n}} {one}s", n).format(n=n) for one, n in (
            ("problem", len(problems)), ("notice", len(notices)), ("table", tables))]
        say(f"{counted[0]}, {counted[1]} in {counted[2]} of {folder.name}/.\n")
    return 1 if problems else 0


def looked_at(folder: Path) -> tuple[list[Problem], list[Problem], int]:
    """The problems of a folder, its notices, and how many tables it has. A sound folder is looked at once: by being opened."""
    try:
        opened = store.open_store(folder)
    except (store.DataProblems, store.NoRoom) as broken:
        report = check_folder(folder)
        if not report.problems and isinstance(broken, store.NoRoom):
            raise
        across = broken.problems if isinstance(broken, store.DataProblems) else []
        return report.problems or across, report.notices, len(report.tables)
    opened.connection.close()
    return [], list(opened.notices), len(opened.contracts)


def query(options: argparse.Namespace) -> int:
    """Run one query and print its rows."""
    queries.read(options.name)
    opened = store.open_store()
    result = queries.run(opened, options.name, queries.called(opened, {word: getattr(options, word) for word in filters.WORDS}))
    printers = {"json": as_json, "csv": as_csv, "table": as_table}
    say(printers[options.format](result))
    return 0


def search(options: argparse.Namespace) -> int:
    """Print what in the record answers some words, nearest first."""
    words = " ".join(options.words)
    if not is_utf8(words):
        raise queries.QueryProblem(_("The words are not written in UTF-8. Write them in the letters of a language."))
    say(as_table(queries.run(store.open_store(), "search/found", more={"words": words})))
    return 0


def as_json(result: queries.Result) -> str:
    """A list of objects: ISO dates, unknown null, whole numbers without a point."""
    return dumped(records(result.shown, result.rows))


def dumped(rows: list) -> str:
    """JSON in the letters that the output has: others as JSON itself escapes them, so that no reader gets another text. What is no
    number is null."""
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    return text if takes(text) else json.dumps(rows, ensure_ascii=True, indent=1) + "\n"


def as_csv(result: queries.Result) -> str:
    """The same file that the screen offers for download; letters that the output lacks are escaped, never replaced by others."""
    text = queries.as_csv(result)
    return text if takes(text) else text.encode("ascii", "backslashreplace").decode()


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
    say("".join(f"{name.ljust(width)}  {queries.read(name).title}\n" for name in names))
    return 0


def write_report(options: argparse.Namespace) -> int:
    """Write the review of a period; the file appears whole or not at all. `-o -` is standard output."""
    from ocop import report

    if options.pack is not None and (options.brief or options.pack and options.period):
        raise review.ReviewProblem(_("--pack holds the briefs and takes its own period: give neither --brief nor a second period."))
    if not (to_stdout := str(options.output) == "-"):
        check_place(options.output)
    opened = store.open_store()
    word = options.pack if options.pack and options.period is None else options.period
    about = programmes.called(opened, options.programme, options.unit, bool(options.region or options.country or options.pack is not None))
    chosen = filters.Filters() if about and not (word or options.start or options.end) else review.chosen(
        opened, word=word, start=options.start, end=options.end, region=options.region, country=options.country)
    made = report.pack(opened, chosen, tell=tell) if options.pack is not None else report.write(
        opened, chosen, options.format, brief=options.brief, about=about, tell=tell)
    hand(made) if to_stdout else put(options.output, made)
    return 0


def compile_record(options: argparse.Namespace) -> int:
    """Turn received files into tables; needs the packages of requirements-dev.txt."""
    from ocop.record import compile_record as write_tables

    for folder in (options.received, options.tables):
        if not folder.is_dir():
            raise CannotWrite(_("{folder} is not a folder. Name one that exists.").format(folder=shown(folder)))
    say("".join(f"{rows:6,} {name}\n" for name, rows in write_tables(options.received, options.tables).items()))
    return 0


def synthesise(options: argparse.Namespace) -> int:
    """Write an illustrative folder and say how to look at it."""
    from ocop import synth

    nearest = next(place for place in (options.folder, *options.folder.absolute().parents) if os.path.lexists(place))
    if not nearest.is_dir():
        raise CannotWrite(_("{folder} is not a folder. Name a new folder, or one that synth wrote before.").format(folder=shown(nearest)))
    size = synth.make(options.folder, options.facts, options.seed, options.countries, options.units)
    facts = f"{options.facts:,} figures" if options.facts is not None else "Figures"
    say(f"{facts} in {options.folder} ({size / 1e6:,.1f} MB). Build it once, then serve it:\n"
        f"python -m ocop check {options.folder} && OCOP_DATA={options.folder} python -m ocop run\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
