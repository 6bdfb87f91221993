"""Numbers: plain digits with a point, or refused. A separator, a sign or a word is never interpreted, only
answered.
"""

import math
import re
import unicodedata

from . import limits
from .problems import Fault

_CODES = """
AED AFN ALL AMD ARS AUD BDT BRL BTN BWP CAD CHF CLP CNY COP CZK DKK DZD EGP ETB EUR FJD GBP GEL
GHS HKD IDR ILS INR IQD IRR JMD JOD JPY KES KGS KHR KRW KZT LAK LBP LKR LSL MAD MDL MMK MNT MWK
MXN MYR MZN NGN NOK NPR NZD PEN PGK PHP PKR PLN QAR RON RUB RWF SAR SDG SEK SGD SYP THB TJS TND
TOP TRY TTD TWD TZS UAH UGX USD UZS VND VUV WST XAF XCD XOF YER ZAR ZMW
"""
CURRENCIES = frozenset(_CODES.split())
_PLAIN_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_PLAIN_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_CURRENCY = re.compile(
    r"[\W\d]*(?:[$€£¥₹₫฿₩₽₱₦₴₸₭₮]|us\$|(?<![a-z])(?P<code>[a-z]{3})(?![a-z]))[\W\d]*|rs\.?\s*[\d.,]+",
    re.IGNORECASE,
)
_COMMA_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_POINT_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|-?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_SPACE_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[\s'’_٬][0-9]{3})+(?:[.,][0-9]+)?")
_INDIAN_THOUSANDS = re.compile(r"-?[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
_ONE_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_BOUND = re.compile(
    r"(?:[<>≤≥~≈±]|(?:about|over|more than|at least|around|nearly|up to|less than) ).*[0-9].*|[0-9.,]+\s*\+",
    re.IGNORECASE,
)
_INT64 = range(-(2**63), 2**63)
_TOO_LARGE = Fault("number too large", "is larger than can be stored", "Correct it.")
PLAIN = "Write the number in plain digits with a point, as in 1234.5."


def integer(text: str) -> int | Fault:
    """Plain digits, within 64 bits."""
    if _PLAIN_INTEGER.fullmatch(text):
        return int(text) if len(text) <= 20 and int(text) in _INT64 else _TOO_LARGE
    if _PLAIN_DECIMAL.fullmatch(text):
        whole, fraction = text.split(".")
        meant = f" Write {whole}, if that is meant." if not fraction.strip("0") else ""
        advice = "Only whole numbers stand in this column." + meant
        return Fault("not a whole number", "is not a whole number", advice)
    return _other_form(text)


def decimal(text: str) -> float | Fault:
    """Plain digits with a point; finite."""
    if not _PLAIN_DECIMAL.fullmatch(text):
        return _other_form(text)
    number = float(text)
    return number if math.isfinite(number) else _TOO_LARGE


def exact_integer(text: str) -> int | None:
    """The whole number of a text in plain ASCII digits, else None: `int` takes `1_000`, ` 5` and digits of other scripts too."""
    read = integer(text)
    return read if isinstance(read, int) else None


def is_money(unit: str, name: str) -> bool:
    """Whether a column holds money: its unit begins with a currency code, or its name ends in one
    (`committed_usd`)."""
    is_unit = unit[:3] in CURRENCIES and not unit[3:4].isalpha()
    return is_unit or "_" in name and name.rpartition("_")[2].upper() in CURRENCIES


def _other_form(text: str) -> Fault:
    """Why a text is no plain number, with the plain form proposed only where it has one meaning."""
    if len(text) > limits.SHOWN:
        return Fault("number form", "is not a plain number", PLAIN)
    if _holds_currency(text):
        advice = "Write the number alone: the currency is its own column."
        return Fault("currency in cell", "holds a currency", advice)
    if _BOUND.fullmatch(text):
        return Fault(
            "qualifier in cell",
            "holds a qualifier",
            "Write the number alone, and the qualifier in its own column.",
        )
    if text.endswith("%"):
        return Fault(
            "percent in cell",
            "holds a percent sign",
            "Write the number alone, in the unit that the contract names.",
        )
    return _separated(text) or _nearly_plain(text)


def _holds_currency(text: str) -> bool:
    found = _CURRENCY.fullmatch(text)
    if found is None or not any(sign.isdigit() for sign in text):
        return False
    return found["code"] is None or found["code"].upper() in CURRENCIES


def _separated(text: str) -> Fault | None:
    if (
        _INDIAN_THOUSANDS.fullmatch(text)
        or _COMMA_THOUSANDS.fullmatch(text)
        and (text.count(",") > 1 or "." in text)
    ):
        return _ambiguous(text.replace(",", ""))
    if _POINT_THOUSANDS.fullmatch(text):
        return _ambiguous(text.replace(".", "").replace(",", "."))
    if _SPACE_THOUSANDS.fullmatch(text):
        return _ambiguous(re.sub(r"[\s'’_٬]", "", text).replace(",", "."))
    if _COMMA_THOUSANDS.fullmatch(text):
        return _ambiguous(text.replace(",", ""), text.replace(",", "."))
    if _ONE_COMMA.fullmatch(text):
        return _ambiguous(text.replace(",", "."))
    return None


def _ambiguous(*plain: str) -> Fault:
    advice = (
        f"Write {' or '.join(plain)}{', whichever is meant' if len(plain) > 1 else ', if that is meant'}."
    )
    return Fault("ambiguous number", "holds a separator that can be read in two ways", advice)


def _nearly_plain(text: str) -> Fault:
    """Other digits, a long minus, a plus, leading zeros, brackets, an exponent: refused, with the plain
    form if it is clear."""
    if any(unicodedata.decomposition(sign).startswith(("<super>", "<sub>", "<fraction>")) for sign in text):
        return Fault("number form", "is not a plain number", PLAIN)
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").lstrip("+")
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)
    stripped = re.sub(r"^(-?)0+(?=[0-9])", r"\1", plain)
    if re.fullmatch(r"-?\.[0-9]+", stripped):
        stripped = stripped.replace(".", "0.", 1)
    clear = stripped != text and _PLAIN_DECIMAL.fullmatch(stripped)
    return Fault(
        "number form", "is not a plain number", f"Write {stripped}, if that is meant." if clear else PLAIN
    )
