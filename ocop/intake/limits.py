"""How much of a workbook from outside is accepted, in one place; anything above is refused by name before memory is spent on it."""

FILE_BYTES = 20_000_000
ENTRIES = 500  # parts of a workbook
PART_BYTES = 60_000_000  # of one part, unpacked
UNPACKED_BYTES = 100_000_000  # of all parts
RATIO = 200  # unpacked to packed, of a part larger than RATIO_FROM
RATIO_FROM = 1_000_000
SHEETS = 60
ROWS = 20_000  # of one sheet: what is judged within the seconds below
COLUMNS = 500
CELLS = 400_000  # of all sheets
SAME = 100  # findings of one rule on one sheet that are listed

MEMORY = 1_073_741_824  # of the child that reads
SECONDS = 30  # of its processor
WAIT = 90  # seconds after which it is ended whatever it does
WRITTEN_BYTES = 300_000_000  # of one file that it writes
FILES = 128  # that it may have open
TOLD_BYTES = 100_000_000  # of its answer
