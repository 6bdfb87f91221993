"""The words of a command line as values: folders, files, numbers, ports. A leaf: it knows no subject.

What is no such value is an ArgumentTypeError, which argparse words for whoever called.
"""

import argparse
import os
from pathlib import Path

from ocop.handing import shown


class Once(argparse.Action):
    """One value for one word: of two, either would be a guess."""

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string:
            given = vars(namespace).setdefault("given", set())
            if self.dest in given:
                raise argparse.ArgumentError(self, "was given more than once; give one value")
            given.add(self.dest)
        setattr(namespace, self.dest, values)


def place(word: str) -> Path:
    """A folder on the command line. No name is none: it would be the folder in which the command happens to run."""
    if not word.strip():
        raise argparse.ArgumentTypeError("the name of the folder is empty; write . for the one you are in")
    return Path(word)


def as_written(word: str) -> str:
    """A word of the command line in its own letters: where the system speaks ASCII alone, Python hands it over byte by byte."""
    try:
        return os.fsencode(word).decode()
    except UnicodeError:
        return word


def target(word: str) -> Path:
    """A file on the command line to write to. A name that ends in a slash is that of a folder."""
    if word.endswith(("/", os.sep)) and not os.path.isdir(word):
        raise argparse.ArgumentTypeError(f"{shown(Path(word))}/ is the name of a folder; name a file in it")
    return Path(word)


def count(word: str) -> int:
    """A whole number of things on the command line, up to a thousand million."""
    if not word.isascii() or not word.isdigit() or int(word) > 1_000_000_000:
        raise argparse.ArgumentTypeError(f"{word!r} is not a whole number from 0 to 1000000000")
    return int(word)


def port(text: str) -> int:
    """A port to listen on. ValueError, which argparse words, for anything else."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: write a number from 1 to 65535")
    return int(text)
