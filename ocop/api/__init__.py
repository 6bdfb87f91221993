"""What every figure answers to a machine or in a small page: which rows, in which form, and why not. It knows nothing of HTTP.

`asked`: an address read into a choice, with the same words and the same refusals as a link or the command line. `forms`: the rows as JSON,
CSV, workbook, Parquet. `catalogue`: which figures there are, in words and as OpenAPI. `light`: one figure as a page without a script.
"""

from ocop.api.asked import Asked, Refused, asked, query_named
from ocop.api.forms import FORMS, made
from ocop.parts import know

__all__ = ["FORMS", "Asked", "Refused", "asked", "know", "made", "query_named"]
