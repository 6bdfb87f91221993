"""How much is accepted, in one place. Anything above is refused with a named problem, before memory is
spent on it.
"""

FILE_BYTES = 200_000_000
CELL_BYTES = 100_000
COLUMNS = 500
CSV_ROWS = 5_000_000
PARQUET_ROWS = 50_000_000
PARQUET_UNPACKED_BYTES = 2_000_000_000

SAME_PROBLEM = 100  # a rule that fails more often than this in one column is counted, not listed
BROKEN_QUOTES = 20  # after so many broken quotes the rest of a file cannot be judged
NAMED_CHOICES = 12  # a closed list longer than this is cut when it is quoted to a reader
SHOWN = 60  # characters of a cell that a problem quotes
