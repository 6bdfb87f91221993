"""Turns the public record as it was compiled (`data/received/`) into the tables of `data/`.

Run once when a new compilation arrives; the running monitor never imports this package. It numbers sources,
codes places, keys rows and dates their becoming known. It drops nothing and decides nothing else.
"""

from ocop.record.compile import compile_record

__all__ = ["compile_record"]
