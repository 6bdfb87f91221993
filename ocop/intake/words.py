"""The words of `python -m ocop intake`: alone it serves the desk. Its words are public and stay."""

import argparse
from contextlib import closing
from pathlib import Path

from ocop.calls import Once, place, port, target
from ocop.handing import check_place, hand, put, say
from ocop.texts import _, n_


def intake_words(words: argparse.ArgumentParser) -> argparse._SubParsersAction:
    """The words of `intake`; without one of them it serves the desk."""
    more = words.add_subparsers(metavar="step")
    template = more.add_parser("template", help="write the workbook that an office fills in", allow_abbrev=False)
    template.register("action", None, Once)
    template.add_argument("--table", action="append", default=[], metavar="actions", dest="tables", required=True, help="a table; may be given again")
    template.add_argument("--region", metavar="RAP")
    template.add_argument("--country", metavar="BGD")
    template.add_argument("--period", metavar="2026-H1", help="a half-year, a year or a month")
    template.add_argument("-o", "--output", type=target, required=True, metavar="FILE", help="a file to write, or - for standard output")
    template.set_defaults(command=write_template)
    check = more.add_parser("check", help="read a workbook or CSV file as the desk reads it, and list every problem by cell", allow_abbrev=False)
    check.register("action", None, Once)
    check.add_argument("file", type=target, help="what an office sent")
    check.add_argument("--marked", type=target, metavar="FILE", help="write the same workbook with the cells marked")
    check.set_defaults(command=check_file)
    verify = more.add_parser("verify", help="check the ledger of who did what: every line in its place as it was written", allow_abbrev=False)
    verify.register("action", None, Once)
    verify.add_argument("library", nargs="?", type=place, help="library of versions (default: OCOP_DATA)")
    verify.add_argument("--head", type=mark, metavar="MARK", help="a mark noted at the desk, as 128-3f9a2c41d0e7b655: does its line stand?")
    verify.add_argument("--mark", action="store_true", help="say the ledger's mark, to be noted elsewhere")
    verify.set_defaults(command=verify_ledger)
    effect = more.add_parser("effect", help="what a workbook or CSV file would change on the monitor, and what must be looked at",
                             allow_abbrev=False)
    effect.register("action", None, Once)
    effect.add_argument("file", type=target, help="what an office sent")
    effect.set_defaults(command=tell_effect)
    words.add_argument("--port", type=port, default=8502, help="1 to 65535 (default: 8502)")
    words.set_defaults(command=run)
    return more


def mark(word: str) -> str:
    """A mark of the ledger as the desk says it."""
    from ocop.versions import ledger

    try:
        ledger.parts(word)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(str(wrong)) from None
    return word


def run(options: argparse.Namespace) -> int:
    """Serve the desk until stopped."""
    from ocop.intake import desk
    from ocop.versions import library_here

    library_here()
    desk.serve(options.port)
    return 0


def verify_ledger(options: argparse.Namespace) -> int:
    """Print what is wrong with the ledger of a library; 1 where something is. A clock that was set back is told, and no fault."""
    from ocop.versions import ledger, publishing

    library = publishing.library_here(options.library)
    for line in ledger.clocks(library):
        say(line[0].upper() + line[1:] + ".\n")
    wrong = ledger.faults(library) + [fault for fault in [ledger.misfit(library, options.head) if options.head else ""] if fault]
    say("".join(f"{fault[0].upper()}{fault[1:]}.\n" for fault in wrong))
    lines = len(ledger.entries(library))
    say(", ".join((n_("{n} line", "{n} lines", lines).format(n=lines), n_("{n} fault", "{n} faults", len(wrong)).format(n=len(wrong)))) + ".\n")
    if options.mark:
        say(_("The ledger's mark is {mark}. Note it elsewhere: `--head {mark}` later tells whether this line still stands.").format(
            mark=ledger.last_noted(library)) + "\n")
    return 1 if wrong else 0


def write_template(options: argparse.Namespace) -> int:
    """Write the workbook for some tables and a place; it appears whole or not at all."""
    from ocop import store
    from ocop.intake import template

    if not (to_stdout := str(options.output) == "-"):
        check_place(options.output)
    made = template.workbook(store.open_store(), options.tables, options.region, options.country, options.period)
    hand(made) if to_stdout else put(options.output, made)
    return 0


def check_file(options: argparse.Namespace) -> int:
    """Print every problem and notice of a file by sheet and cell; 1 where there is a problem."""
    from ocop import library, store
    from ocop.intake import marked, reading
    from ocop.intake.across import across

    content = sent(options.file)
    base = library.ground(store.data_folder()).folder
    read = across(reading.read(content, base), base)
    say("".join(f"{'' if one.level == 'refuse' else one.level + ': '}{one}\n" for one in (*read.problems, *read.notices)))
    new = sum(map(len, read.rows.values()))
    say(", ".join(n_(f"{{n}} {one}", f"{{n}} {one}s", n).format(n=n) for one, n in (
        ("problem", len(read.problems)), ("notice", len(read.notices)), ("new row", new))) + ".\n")
    if options.marked:
        check_place(options.marked)
        put(options.marked, marked.marked(content, [*read.problems, *read.notices]))
    return 0 if read.ok else 1


def sent(file: Path) -> bytes:
    """The content of a file, no more of it than can be judged."""
    from ocop.intake import limits

    with open(file, "rb") as opened:
        return opened.read(limits.FILE_BYTES + 1)


def tell_effect(options: argparse.Namespace) -> int:
    """Print what a sound file would change; 1 where it is not sound, also where a rule across tables would be broken."""
    from ocop import store
    from ocop.intake import apart, effect, reading
    from ocop.intake.across import across

    served = store.open_store()
    told: list[effect.Effect] = []

    def look(made: apart.Candidate) -> None:
        with closing((opened := made.opened()).connection):
            told.append(effect.effect(served, opened))

    read = across(reading.read(sent(options.file), served.folder), served.folder, look)
    if not read.ok:
        say("".join(f"{one}\n" for one in read.problems))
        return 1
    (made,) = told
    say(effect.in_a_sentence(made) + "\n")
    say("".join(f"{row['sentence']}\n" for row in made.changes) + "".join(f"[{one.id}] {one.kind}: {one.words}\n" for one in made.findings))
    return 0
