"""Which of the model's operators a published name stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from sim.data.load import load_tables
from sim.validation.outside import OutsideError
from sim.validation.places import country as country_of
from sim.validation.words import word_of

#: Words of the longest name of a country that is looked for.
_LONGEST_NAME: Final = 3
_CODE: Final = 3
_SHORT: Final = ("UK", "US", "USA", "UAE")
#: Words of a name that tell no operator from another.
_EMPTY: Final = frozenset({
    "the", "of", "and", "group", "telecom", "telecommunications", "mobile", "networks", "network",
    "communications", "plc", "sa", "ag", "ltd", "limited", "operator", "government", "state",
})  # fmt: skip


def operator_named(name: str, where: str = "") -> str:
    """Return the operator that a name stands for, by its id.

    Parameters
    ----------
    name
        An id; a name with a country's code or name before or after it; or a name that one
        operator of the world has.
    where
        Its country, if a table says so elsewhere.

    Raises
    ------
    OutsideError
        If there is none, or there are several.

    Examples
    --------
    >>> operator_named("Vodafone UK"), operator_named("DEU Vodafone"), operator_named("Telstra")
    ('gbr-vodafone', 'deu-vodafone', 'aus-telstra')
    """
    if where:
        return operator_of(where, name)
    if name.strip().lower() in _ids():
        return name.strip().lower()
    for code, rest in _with_country(name):
        return operator_of(code, rest)
    if not word_of(name):
        raise OutsideError("an operator with no name")
    alike = _by("name").get(word_of(name)) or _by("group").get(word_of(name), ())
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise OutsideError(
            f"an operator of several countries, and it is not said of which ({name})"
        )
    raise OutsideError(f"an operator that the model does not have ({name})")


def _with_country(name: str) -> Iterator[tuple[str, str]]:
    """Yield a country that is named before or after a name, and what to look for in it.

    A code of three letters counts before it; codes of two are too often names (EE).
    """
    first, *rest = [word for word in re.split(r"[-,:/ ()]+", name) if word] or [""]
    if rest and len(first) == _CODE and country_of(first) == first.upper():
        yield first.upper(), " ".join(rest)
    words = [first, *rest]
    for count in range(min(_LONGEST_NAME, len(rest)), 0, -1):
        for told in (" ".join(words[-count:]), " ".join(words[:count])):
            code = country_of(told)
            if code and (len(told) > _CODE or told.upper() in _SHORT):
                yield code, name


def operator_of(country: str, name: str) -> str:
    """Return the operator of a country that a published name stands for, by its id.

    The one with that id, or else the one whose name shares most words with it.

    Raises
    ------
    OutsideError
        If none does, or several do as well.

    Examples
    --------
    >>> operator_of("DEU", "Vodafone"), operator_of("GBR", "BT/EE")
    ('deu-vodafone', 'gbr-ee')
    """
    here = _known().get(country_of(country), {})
    if name.strip().lower() in here:
        return name.strip().lower()
    likeness = {operator: _likeness(name, known) for operator, known in here.items()}
    best = max(likeness.values(), default=(0.0, 0.0))
    found = [operator for operator, like in likeness.items() if like == best and best[0]]
    if len(found) == 1:
        return found[0]
    if found:
        raise OutsideError(f"an operator that could be several ({name.strip()}, {country.strip()})")
    raise OutsideError(f"an operator that the model does not have ({name.strip()})")


def _likeness(one: str, other: str) -> tuple[float, float]:
    """Return how much of two names is the same: of what tells operators apart, then of all."""
    words, known = _words(one), _words(other)
    told, known_told = words - _EMPTY or words, known - _EMPTY or known
    return _shared(told, known_told), _shared(words, known)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9+&]+", name.lower()))


@cache
def _ids() -> frozenset[str]:
    return frozenset(load_tables()["operators"].text("operator_id"))


@cache
def _by(column: str) -> dict[str, tuple[str, ...]]:
    """Return the operators that have each word in a column of their table."""
    found: dict[str, tuple[str, ...]] = {}
    for row in load_tables()["operators"].rows():
        word = word_of(str(row[column]))
        found[word] = (*found.get(word, ()), str(row["operator_id"]))
    return found


@cache
def _known() -> dict[str, dict[str, str]]:
    """Return the names that each operator goes by, by country and id."""
    table = load_tables()["operators"]
    found: dict[str, dict[str, str]] = {}
    for row in table.rows():
        short = str(row["operator_id"]).partition("-")[2]
        names = found.setdefault(str(row["iso3"]), {})
        names[str(row["operator_id"])] = f"{row['name']} {short} {row['group']}"
    return found
