"""The words of `python -m ocop intake` that need no desk. Its words are public and stay."""

import argparse

from ocop.calls import Once, target
from ocop.handing import check_place, hand, put


def intake_words(words: argparse.ArgumentParser) -> argparse._SubParsersAction:
    """The words of `intake`; what it does without one is said where the desk is."""
    more = words.add_subparsers(metavar="step")
    template = more.add_parser("template", help="write the workbook that an office fills in", allow_abbrev=False)
    template.register("action", None, Once)
    template.add_argument("--table", action="append", default=[], metavar="actions", dest="tables", required=True, help="a table; may be given again")
    template.add_argument("--region", metavar="RAP")
    template.add_argument("--country", metavar="BGD")
    template.add_argument("--period", metavar="2026-H1", help="a half-year, a year or a month")
    template.add_argument("-o", "--output", type=target, required=True, metavar="FILE", help="a file to write, or - for standard output")
    template.set_defaults(command=write_template)
    words.set_defaults(command=lambda _options: unsaid(words))
    return more


def unsaid(words: argparse.ArgumentParser) -> int:
    """What can be asked for; a wrong call."""
    words.print_help()
    return 2


def write_template(options: argparse.Namespace) -> int:
    """Write the workbook for some tables and a place; it appears whole or not at all."""
    from ocop import store
    from ocop.intake import template

    if not (to_stdout := str(options.output) == "-"):
        check_place(options.output)
    made = template.workbook(store.open_store(), options.tables, options.region, options.country, options.period)
    hand(made) if to_stdout else put(options.output, made)
    return 0
