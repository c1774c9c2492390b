"""Markets and generations of kit, each called by one name however a table spells it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from sim.validation.words import word_of

MARKETS: Final[Mapping[str, str]] = {
    "ran_5g": "5g_ran",
    "ran_4g": "4g_ran",
    "radio_access_network": "ran",
    "radio_access_networks": "ran",
    "telecoms_equipment": "telecom_equipment",
    "telecommunications_equipment": "telecom_equipment",
}
ALL: Final = "all"
_GENERATIONS: Final[Mapping[str, str]] = {"gsm": "2g", "umts": "3g", "lte": "4g", "nr": "5g"}
#: What may stand beside a generation and says nothing of it.
_EMPTY: Final = frozenset({"ran", "sa", "nsa", "and", "network", "networks"})
_SPAN: Final = re.compile(r"([2-5])g?\s*(?:-|\u2013|to)\s*([2-5])g", re.IGNORECASE)
_ONE: Final = re.compile("[2-5]g")


def market_called(name: str) -> str:
    """Return what a market is called.

    Examples
    --------
    >>> market_called("RAN"), market_called("5G RAN"), market_called("telecom equipment")
    ('ran', '5g_ran', 'telecom_equipment')
    """
    word = word_of(name)
    return MARKETS.get(word, word)


def generation_called(name: str) -> str:
    """Return what one or more generations are called; a blank is all of them.

    Examples
    --------
    >>> generation_called("4G LTE"), generation_called("4g, 5g"), generation_called("2G-4G")
    ('4g', '4g+5g', '2g+3g+4g')
    """
    if not name.strip():
        return ALL
    words = word_of(_SPAN.sub(_all_of, name)).split("_")
    told = [_GENERATIONS.get(word, word) for word in words if word not in _EMPTY]
    if not told or not all(_ONE.fullmatch(word) for word in told):
        return name.strip().lower()
    return "+".join(sorted(set(told)))


def _all_of(span: re.Match[str]) -> str:
    return " ".join(f"{number}g" for number in range(int(span[1]), int(span[2]) + 1))
