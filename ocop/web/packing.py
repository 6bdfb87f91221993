"""Text compressed for the wire: which encoding a reader accepts, and the bytes in it.

Brotli at its best quality takes half a minute for all files of the page, so it is done once, at installation
(`python -m ocop.web.assets`), and kept in the user's cache by the hash of the plain bytes. A server that finds nothing
there uses quality 9, which takes two seconds in all and gives 8 % more bytes. The server itself never writes.
"""

import gzip
import os
from hashlib import sha256
from pathlib import Path

import brotli

BEST, QUICK = 11, 9
GZIP_LEVEL = 6


def cache_folder() -> Path:
    """Where the brotli files wait: below OCOP_CACHE, else below the user's cache folder."""
    return Path(os.environ.get("OCOP_CACHE") or os.path.expanduser("~/.cache/ocop-monitor")) / "brotli"


def accepted(header: str) -> str | None:
    """The encoding to use for an Accept-Encoding header: "br", "gzip", or None for the plain bytes."""
    weights = dict(_weight(part) for part in header.lower().split(",") if part.strip())
    for name in ("br", "gzip"):
        if weights.get(name, weights.get("*", 0.0)) > 0:
            return name
    return None


def _weight(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    try:
        weight = float(parameter.partition("=")[2]) if parameter.strip() else 1.0
    except ValueError:
        weight = 0.0  # an unreadable weight: rather the plain bytes than bytes that cannot be read
    return name.strip(), weight


def pack(plain: bytes, encoding: str) -> bytes:
    """The plain bytes in an encoding that `accepted` has named; brotli comes from the cache if it is there."""
    if encoding == "gzip":
        return gzip.compress(plain, GZIP_LEVEL, mtime=0)
    return _kept(plain) or brotli.compress(plain, quality=QUICK)


def _kept(plain: bytes) -> bytes | None:
    """The cached bytes, only if they unpack to exactly the plain ones."""
    try:
        packed = _place(plain).read_bytes()
        return packed if brotli.decompress(packed) == plain else None
    except (OSError, brotli.error):
        return None


def keep(plain: bytes) -> Path:
    """Write the best brotli form of the bytes into the cache, whole or not at all; returns its path."""
    place = _place(plain)
    if _kept(plain) is None:
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}")
        part.write_bytes(brotli.compress(plain, quality=BEST))
        os.replace(part, place)
    return place


def _place(plain: bytes) -> Path:
    return cache_folder() / f"{sha256(plain).hexdigest()}.br"
