"""A program for the installation: `python -m ocop.web.assets` packs all static files once, at the best quality.

It takes most of a minute; a server without it packs quicker and 8 % larger, so it is worth it for a server that stays.
"""

from ocop.web import packing
from ocop.web.shelf import Shelf


def prepare(shelf: Shelf) -> tuple[int, int]:
    """Fill the cache at the best quality and remove what no file needs; returns plain and packed bytes."""
    plain_bytes, kept = 0, []
    for path in shelf.files.values():
        plain = path.read_bytes()
        plain_bytes += len(plain)
        kept.append(packing.keep(plain))
    for old in set(packing.cache_folder().iterdir()) - set(kept):
        old.unlink()
    return plain_bytes, sum(place.stat().st_size for place in kept)


if __name__ == "__main__":
    plain_total, packed_total = prepare(Shelf())
    print(f"static files: {plain_total / 1e6:.1f} MB plain, {packed_total / 1e6:.1f} MB brotli")
