"""The commands of a library: `versions`, `rollback`, `prune`. Whoever can run them on the machine may; the ledger names them as its operator."""

import argparse
from collections.abc import Mapping

from ocop import library as reading
from ocop.calls import count, place
from ocop.handing import say, shown
from ocop.texts import _, n_
from ocop.versions import pruning, publishing, roles

COMMANDS = (("versions", "list the versions of a library, or begin one"), ("rollback", "publish an earlier version of a library once more"),
            ("prune", "remove old versions of a library"))
WHICH = "library of versions (default: OCOP_DATA)"


def describe(add: Mapping[str, argparse.ArgumentParser]) -> None:
    """The words of the commands."""
    add["versions"].add_argument("library", nargs="?", type=place, help=WHICH)
    add["versions"].add_argument("--start", type=place, metavar="FOLDER", help="make the library; the tables of this folder are its first version")
    add["versions"].set_defaults(command=listing)
    add["rollback"].add_argument("number", type=count, help="number of the version to publish once more, see `versions`")
    add["rollback"].add_argument("library", nargs="?", type=place, help=WHICH)
    add["rollback"].add_argument("--why", default="", metavar="WORDS", help="the reason, for the ledger")
    add["rollback"].set_defaults(command=roll_back)
    add["prune"].add_argument("library", nargs="?", type=place, help=WHICH)
    add["prune"].add_argument("--keep", type=count, default=pruning.LEAST, help="versions to keep, and never fewer than the default (default: 5)")
    add["prune"].set_defaults(command=prune)


def listing(options: argparse.Namespace) -> int:
    """Every version, newest first; 1 where one of them is not whole."""
    if options.start:
        if options.library is None:
            raise OSError(_("Name the library to begin: `versions LIBRARY --start FOLDER`."))
        if not options.start.is_dir():
            raise OSError(_("{folder} is not a folder. Name the folder that holds the tables and their contracts.").format(
                folder=shown(options.start)))
        say(_("Published {name}.").format(name=publishing.start(options.library, options.start, roles.operator()).name) + "\n")
        say(_("Serve it: OCOP_DATA={library} python -m ocop run").format(library=options.library) + "\n")
        return 0
    library = publishing.library_here(options.library)
    found = publishing.versions(library)
    for one in found:
        state = _("current") if one.is_current else ""
        say(f"{one.name}  {state:7}  {one.told.get('at', ''):20}  {one.told.get('by', '')}: {one.told.get('why', '')}".rstrip(": ") + "\n")
        if one.flaw:
            say(" " * 21 + _("This version {flaw}.").format(flaw=one.flaw) + "\n")
    if fault := reading.ground(library).fault:
        say(_("Readers get another version than the pointer names: {fault}.").format(fault=fault) + "\n")
    return 1 if fault or any(one.flaw for one in found) else 0


def roll_back(options: argparse.Namespace) -> int:
    """Publish an earlier version once more."""
    made = publishing.roll_back(publishing.library_here(options.library), options.number, roles.operator(), options.why)
    say(_("Published {name}, which holds what version {number} held.").format(name=made.name, number=options.number) + "\n")
    return 0


def prune(options: argparse.Namespace) -> int:
    """Remove old versions and name them."""
    gone = pruning.prune(publishing.library_here(options.library), roles.operator(), options.keep)
    say("".join(f"{name}\n" for name in gone) + n_("{n} version removed.", "{n} versions removed.", len(gone)).format(n=len(gone)) + "\n")
    return 0
