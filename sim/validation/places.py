"""Which countries a published place stands for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from sim.data.groups import Groups
from sim.data.load import load_tables
from sim.validation.outside import OutsideError

WORLD: Final = "world"
#: What publishers write, in small letters with underscores, and the group of ``groups.csv``.
_WORDS: Final[Mapping[str, str]] = {
    "global": WORLD,
    "world_ex_china": "outside_china",
    "ex_china": "outside_china",
    "china": "region_china",
    "north_america": "region_north_america",
    "nam": "region_north_america",
    "apac": "asia_pacific",
    "latin_america": "region_latin_america",
    "lam": "region_latin_america",
    "cala": "region_latin_america",
    "eur": "europe",
    "eu": "eu27",
    "euu": "eu27",
    "afr": "africa",
    "middle_east": "region_middle_east",
    "mea": "middle_east_and_africa",
    "middle_east_africa": "middle_east_and_africa",
}


def place(name: str) -> tuple[str, ...]:
    """Return the countries of a place, by code: a country of the model, or several together.

    A place is a country's ISO code, a group of ``groups.csv``, or what publishers call one.

    Raises
    ------
    OutsideError
        If the model has no such place.

    Examples
    --------
    >>> place("DEU"), len(place("world")), "TUR" in place("EUR")
    (('DEU',), 198, False)
    """
    groups = _groups()
    word = "_".join(name.strip().lower().replace("-", " ").split())
    if word.upper() in groups[WORLD].members:
        return (word.upper(),)
    group = _WORDS.get(word, word)
    if group in list(groups):
        return groups[group].members
    raise OutsideError(f"a place that the model does not know ({name.strip() or 'no name'})")


@cache
def _groups() -> Groups:
    return Groups(load_tables())
