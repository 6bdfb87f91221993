"""The contracts of the tables, and the one gate through which rows come in.

`data/<table>.toml` says what `data/<table>.csv` (or `.parquet`) holds. `check_folder` lists every problem
at once, each with file, line, column, value, rule and advice; it never raises for what a file holds, never
guesses a value, and asks the clock for one thing only: whether a day that must be past has come.
"""

from .contract import BrokenContract, Column, Contract, read_contract
from .files import contracts_of, data_files
from .folder import Report, check_folder
from .problems import Problem

__all__ = ["BrokenContract", "Column", "Contract", "Problem", "Report", "check_folder", "contracts_of", "data_files", "read_contract"]
