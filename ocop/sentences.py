"""Findings and row sentences: a template of a query file filled with values in words. It computes nothing."""

from ocop.agreement import Spoken
from ocop.scope import Scope
from ocop.texts import _, in_words, spoken


class Sentence(Spoken):
    """Fills `{first.country}`, `{last.value}`, `{rows}`, `{as_of:day}`: values are spoken, never raw."""

    def __init__(self, result):
        self.result = result

    def get_field(self, field_name, args, kwargs):
        """A value of the first row, the last row or the parameters; the row count for `rows`."""
        if field_name == "rows":
            return len(self.result.rows), field_name
        row, _dot, column = field_name.partition(".")
        if not column:
            return self.result.parameters[row], field_name
        values = self.result.rows[0 if row == "first" else -1]
        base = column.removesuffix("_in_words")
        if column not in values and base in values:
            return in_words(values[base], values.get(f"{base}_qualifier", values.get("qualifier"))), field_name
        return values[column], field_name

    def format_field(self, value, format_spec):
        """Through the one place that words numbers, shares, money and dates."""
        return value.words(format_spec) if isinstance(value, Scope) else spoken(value, format_spec)


class RowSentence(Spoken):
    """Fills the template that a row names in its column `sentence` (`-- sentence named: {country} is named`) from that row.

    `{how:sentence}` puts in another template, the one that the column `how` names.
    """

    def __init__(self, query, row: dict, parameters: dict):
        self.query, self.row, self.parameters = query, row, parameters

    def get_field(self, field_name, args, kwargs):
        """A value of the row, in words where `_in_words` asks for it; else one of the parameters."""
        base = field_name.removesuffix("_in_words")
        if field_name not in self.row and base in self.row:
            return in_words(self.row[base], self.row.get(f"{base}_qualifier")), field_name
        return self.row[field_name] if field_name in self.row else self.parameters[field_name], field_name

    def format_field(self, value, format_spec):
        """Through the one place that words numbers, shares, money and dates."""
        if isinstance(value, Scope):
            return value.words(format_spec)
        return self.say(value) if format_spec == "sentence" else spoken(value, format_spec)

    def say(self, name: str) -> str:
        """One template of the file, filled. KeyError for a template that the file does not hold."""
        return self.format(_(self.query.sentences[name]))
