"""What the record lacks, for whoever keeps it: a part of the page of things to do."""

from ocop.intake import here


def listing(_desk: here.Desk) -> None:
    """The rows that need a person."""
