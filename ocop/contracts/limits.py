"""How much is accepted, in one place. Anything above is refused with a named problem, before memory is
spent on it.
"""

from datetime import date

FILE_BYTES = 200_000_000
FILES = 20_000  # names in one folder
CELL_BYTES = 100_000
CONTRACT_BYTES = 1_000_000
CONTRACT_DEPTH = 100  # parts of one name in a contract
ALLOWED = 5_000  # values of a closed list
COLUMNS = 500
CSV_ROWS = 5_000_000
EMPTY_ROWS = 1_100_000  # one after the other: a sheet has a million
MISSHAPEN_ROWS = 100_000  # rows of the wrong length; after so many the rest of a file is not read
HEADER_CHARACTERS = 1_000_000
PARQUET_ROWS = 50_000_000
PARQUET_UNPACKED_BYTES = 4_000_000_000  # with every text written out
PARQUET_COLUMN_BYTES = 1_000_000_000
PARQUET_TEXT_BYTES = 1_000_000  # a longer cell is not even passed on to be told with its row
PARQUET_ITEMS = 5_000_000  # of all lists of one column
READER_BYTES = 3_000_000_000  # memory of the process that opens a Parquet file
READER_SECONDS = 300  # of the processor

FIRST_KNOWN = date(1950, 1, 1)  # nothing of this kind was reported before
FIRST_DAY = date(1800, 1, 1)  # nothing that a row speaks of happened before
YEARS_AHEAD = 50  # of a date without a limit of its own, after the last day that anything was known
LONG = 122_880  # rows; of a longer table the distinct values of a column of texts are kept, and which of them each cell has
TWIN_ROWS = 1_000_000  # tables up to this length are searched for rows that say the same under two keys

SAME_PROBLEM = 100  # a rule that fails more often than this in one column is counted, not listed
WRONG_TEXTS = 20_000  # different ones in one column; after so many the rest of it is not looked at
BROKEN_QUOTES = 20  # after so many broken quotes the rest of a file cannot be judged
NAMED_CHOICES = 12  # a closed list longer than this is cut when it is quoted to a reader
SHOWN = 60  # characters of a cell that a problem quotes
