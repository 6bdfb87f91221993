"""Which national programme, and which of its units, a link means.

The codes are the public words of a link (`programme=ocop-vn&unit=VN-33`). What leads to none is told in a sentence, never guessed.
"""

from datetime import date

from ocop.contracts.nearest import nearest
from ocop.office import office
from ocop.store import Store, once
from ocop.texts import _


class ProgrammeProblem(Exception):
    """A programme or unit that a call asks for and that does not exist; the text says what, and what to do."""


@once
def names(store: Store) -> dict[str, str]:
    """Every national programme by code, with its name, in the order of their names."""
    _columns, rows = store.ask("select programme_id, name from standing('programmes') as programmes where country_iso3 is not null order by name")
    return dict(rows)


@once
def homes(store: Store) -> dict[str, str]:
    """The country that runs each national programme, as a code."""
    _columns, rows = store.ask("select programme_id, country_iso3 from standing('programmes') as programmes where country_iso3 is not null "
                               "order by all")
    return dict(rows)


@once
def places(store: Store, home: str) -> set[str]:
    """All places of a country that rows of its programmes speak of, the country among them."""
    _columns, rows = store.ask("select distinct lower.within_id from national.within as upper join national.within as lower using (place_id) "
                               "where upper.within_id = $home", {"home": home})
    return {place for place, in rows}


@once
def first_units(store: Store, home: str) -> dict[str, str]:
    """The units directly below a country that rows of its programmes speak of, by code with their names, in the order of the names."""
    _columns, rows = store.ask("select place_id, name from places semi join national.within on within_id = places.place_id "
                               "where parent_id = $home order by strip_accents(name), place_id", {"home": home})
    return dict(rows)


@once
def filled(store: Store, programme: str, unit: str, day: date) -> frozenset[str]:
    """The kinds of rows that a programme, or the figures of one of its units, have on a day, as headers of queries name them (`filled by`):
    a query of any other kind has no row then, and need not be asked."""
    _columns, rows = store.ask("select kind from filled_as_of($programme, $unit, $day)", {"programme": programme, "unit": unit, "day": day})
    return frozenset(kind for kind, in rows)


@once
def in_words(store: Store, programme: str, unit: str) -> str:
    """A programme by its name, or one of its units with that name: "Dak Lak, One Commune One Product (OCOP)"."""
    name = names(store).get(programme, programme)
    if unit in ("", homes(store).get(programme)):
        return name
    _columns, rows = store.ask("select unit_in_words(name, $programme) from places where place_id = $unit", {"programme": name, "unit": unit})
    return rows[0][0] if rows else name


def unknown(*, has_more: bool) -> str:
    """What is said of a programme on a day on which no row described it; `has_more`: sources had said something of it by then."""
    return _("This programme was not on record on this day; what sources had said of it by then stands below.") if has_more else _(
        "This programme was not on record on this day.")


def meant(store: Store, programmes: tuple[str, ...], units: tuple[str, ...]) -> tuple[str, str, str]:
    """The codes of the programme and of the unit that the values of the link words mean, or none, and what is to be told of them, or nothing.
    No unit, and the country itself, mean the whole programme."""
    programme, told = one_of("programme", programmes or ((office(),) if office() else ()), names(store))
    if told or not units:
        return programme, "", told
    if not programme:
        return "", "", _("A unit is asked for without its programme; name the programme too, as in {advice}.").format(
            advice="programme=ocop-vn&unit=VN-33")
    home = homes(store)[programme]
    unit, told = one_of("unit", units, dict.fromkeys(places(store, home), ""))
    return programme, "" if unit == home else unit, told


def one_of(word: str, asked: tuple[str, ...], known: dict[str, str]) -> tuple[str, str]:
    """The one code that is asked for, and what is to be told where there is none."""
    values = list(dict.fromkeys(asked))
    if not values:
        return "", ""
    if len(values) > 1:
        return "", _("{n} values of {word} are asked for, and one is shown. Write it once.").format(n=len(values), word=word)
    if values[0] in known:
        return values[0], ""
    found = nearest(values[0][:80], dict.fromkeys(known, ""))
    advice = _("Did you mean {word}?").format(word=f"{word}={found}") if found else _("The list below has all of them.")
    return "", _("There is no {word} {value} here. {advice}").format(
        word=word, value=repr(values[0][:40]), advice=advice)


def called(store: Store, programme: str | None, unit: str | None, has_place: bool) -> dict[str, str] | None:
    """The programme and unit that a call is about, None for the initiative. Raises ProgrammeProblem for what does not exist, and for a
    programme beside another choice of place."""
    if not programme and not unit and (not office() or has_place):
        return None
    if has_place:
        raise ProgrammeProblem(_("A report on a programme takes --unit for a place: give neither --region, --country nor --pack."))
    code, place, told = meant(store, (programme,) if programme else (), (unit,) if unit else ())
    if told:
        raise ProgrammeProblem(told)
    return {"programme": code, "unit": place}
