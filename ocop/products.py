"""Which product group a word means: its code, its name, a word of a source or another common name, in any of six languages.

The code is the public word of a link (`product=cocoa`). Any other spelling leads to the code; what leads to none, or to several, is
told in a sentence, never guessed.
"""

from ocop.contracts import alike
from ocop.contracts.nearest import nearest
from ocop.store import Store, once
from ocop.texts import _, without_accents

TOLD = 5


@once
def names(store: Store) -> dict[str, str]:
    """Every product group by code, with its name; those of the initiative first."""
    _columns, rows = store.ask("select product_id, name from products order by product_id not in "
                               "(select product_id from initiative.product_claims), strip_accents(name)")
    return dict(rows)


@once
def spellings(store: Store) -> dict[str, list[str]]:
    """Spelling without width, case, accents and blanks -> the codes that it may mean; those of the initiative alone where there are any."""
    _columns, rows = store.ask("select spelling, product_id, product_id in (select product_id from initiative.product_claims) "
                               "from product_spellings() order by all")
    found: dict[str, dict[str, bool]] = {}
    for spelling, code, is_own in rows:
        found.setdefault(_folded(spelling), {})[code] = is_own
    return {spelling: [code for code, is_own in codes.items() if is_own or not any(codes.values())] for spelling, codes in found.items()}


def meant(store: Store, asked: tuple[str, ...]) -> tuple[str, str]:
    """The code that the values of the link word `product` mean, or none, and what is to be told of them, or nothing."""
    values = list(dict.fromkeys(asked))
    if not values:
        return "", ""
    if len(values) > 1:
        return "", _("The link asks for {n} products; a page shows one. Write product once: {advice}.").format(
            n=len(values), advice="product=" + next((code for value in values if (code := meant(store, (value,))[0])), "cocoa"))
    value = values[0]
    codes = spellings(store).get(_folded(value[:80]), [])
    if value in codes:
        return value, ""
    if len(codes) == 1:
        return codes[0], _("{asked} is filed under {product}.").format(asked=repr(value[:40]), product=names(store)[codes[0]])
    return "", _("The link asks for the product {value}, which does not exist here; it was left out. {advice}").format(
        value=repr(value[:40]), advice=_advice(store, value, codes))


def _advice(store: Store, value: str, codes: list[str]) -> str:
    """What else to write: the codes that the spelling may mean, the nearest spelling, or where the codes are listed."""
    if codes:
        return _("It may mean {codes}: write one of them.").format(codes=", ".join(codes[:TOLD]))
    spelt = {spelling: several[0] for spelling, several in spellings(store).items()}
    found = nearest(_folded(value[:80]), spelt)
    return _("Did you mean {word}?").format(word=spelt[found]) if found else _("The register of products has all names.")


def _folded(text: str) -> str:
    """What spellings of one name share."""
    return without_accents(alike.skeleton(text))
