"""What happens when a page fails: the log gets the place and a number, the reader a sentence and the same number.

The text of an exception never reaches a reader: it may hold a path, a statement or a secret. The one exception are the
problems of the data folder: those lines are written for people, quote only cells, and are shown as plain text.
"""

import logging

from ocop.texts import _
from ocop.web import upstream
from ocop.web.logs import is_logged, number
from ocop.web.warm import problem_lines

log = logging.getLogger("ocop.web.errors")


def report(error: Exception) -> bool:
    """Called by Streamlit in the run that failed; True means that nothing else is shown."""
    if not is_logged(error):  # Streamlit writes its own record first; ours only if that ever stops
        log.error("page failed", exc_info=error)
    problems = problem_lines(error)
    upstream.show_sentence(sentence(bool(problems)).format(number=number(error)))
    if problems:
        upstream.show_lines(problems)
    return True


def sentence(is_about_data: bool) -> str:
    """What the reader is told, in the language of the page; {number} is left to fill."""
    if is_about_data:
        return _("The data cannot be shown until these problems are corrected. Number in the log: {number}.")
    return _("This page could not be drawn. The error is in the log under the number {number}.")
