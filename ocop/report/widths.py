"""How wide the columns of a table on paper are."""

from ocop.report.shape import Table

NARROW = 20  # characters of a cell that is never broken: a date, a status
WIDE = 30  # characters after which a column counts for less: long texts wrap


def shares(table: Table) -> list[float]:
    """The share of the page of each column, 0 to 1, by what its cells hold; the longest word of a column always fits."""
    sizes = []
    for head, *cells in zip(table.labels, *table.rows, strict=True):
        lengths = sorted(map(len, cells)) or [0]
        typical, longest = lengths[len(lengths) * 3 // 4], lengths[-1]
        longest_word = max((len(word) for text in (head, *cells) for word in text.split()), default=4)
        whole = longest * 1.1 + 2 if longest <= NARROW else 0
        sizes.append(max(min(longest_word, WIDE) * 1.15 + 2, whole, min(typical, WIDE + typical * 0.3), 6))
    return [size / sum(sizes) for size in sizes]
