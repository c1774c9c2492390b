"""Which of the model's operators a published name stands for."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sim.data.load import load_tables
from sim.validation.outside import OutsideError

#: Words of a name that tell no operator from another.
_EMPTY: Final = frozenset({
    "the", "of", "and", "group", "telecom", "telecommunications", "mobile", "networks", "network",
    "communications", "plc", "sa", "ag", "ltd", "limited", "operator", "government", "state",
})  # fmt: skip


def operator_of(country: str, name: str) -> str:
    """Return the operator of a country that a published name stands for, by its id.

    The one whose name shares most words with it.

    Raises
    ------
    OutsideError
        If none does, or several do as well.

    Examples
    --------
    >>> operator_of("DEU", "Vodafone"), operator_of("GBR", "BT/EE")
    ('deu-vodafone', 'gbr-ee')
    """
    likeness = {
        operator: _likeness(name, known)
        for operator, known in _known().get(country.strip().upper(), {}).items()
    }
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
def _known() -> dict[str, dict[str, str]]:
    """Return the names that each operator goes by, by country and id."""
    table = load_tables()["operators"]
    found: dict[str, dict[str, str]] = {}
    for row in table.rows():
        short = str(row["operator_id"]).partition("-")[2]
        names = found.setdefault(str(row["iso3"]), {})
        names[str(row["operator_id"])] = f"{row['name']} {short} {row['group']}"
    return found
