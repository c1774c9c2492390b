"""Which countries a published place stands for."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from sim.data.groups import Groups
from sim.data.load import load_tables
from sim.validation.outside import OutsideError
from sim.validation.words import word_of

WORLD: Final = "world"
#: What publishers write, in small letters with underscores, and the group of ``groups.csv``.
WORDS: Final[Mapping[str, str]] = {
    "global": WORLD,
    "worldwide": WORLD,
    "world_ex_china": "outside_china",
    "world_excluding_china": "outside_china",
    "world_excl_china": "outside_china",
    "world_without_china": "outside_china",
    "global_ex_china": "outside_china",
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
    "eu_27": "eu27",
    "european_union": "eu27",
    "euu": "eu27",
    "afr": "africa",
    "middle_east": "region_middle_east",
    "mena": "region_middle_east",
    "middle_east_north_africa": "region_middle_east",
    "sub_saharan_africa": "region_africa",
    "south_asia": "region_south_asia",
    "mea": "middle_east_and_africa",
    "middle_east_africa": "middle_east_and_africa",
}

#: What a series of a group is called where a publisher's word says it better than the group's.
_CALLED: Final[Mapping[str, str]] = {
    "outside_china": "world_ex_china",
    "region_china": "china",
    "region_north_america": "north_america",
    "region_latin_america": "latin_america",
    "region_middle_east": "middle_east",
    "region_africa": "sub_saharan_africa",
    "region_south_asia": "south_asia",
}
#: Short codes, and other names than those of ``countries.csv`` of the data.
_FILE: Final = Path(__file__).with_name("countries.csv")


def place(name: str) -> tuple[str, ...]:
    """Return the countries of a place, by code: a country of the model, or several together.

    A place is a country's ISO code or name, a group of ``groups.csv``, or what publishers call
    one. China is China with Hong Kong and Macao, as publishers count it.

    Raises
    ------
    OutsideError
        If the model has no such place.

    Examples
    --------
    >>> place("DEU"), len(place("world")), "TUR" in place("EUR"), place("South Korea")
    (('DEU',), 198, False, ('KOR',))
    """
    groups, code, group = _groups(), country(name), _group(name)
    if group in list(groups) and code != name.strip().upper():
        return groups[group].members
    if code:
        return (code,)
    raise OutsideError(f"a place that the model does not know ({name.strip() or 'no name'})")


def place_called(name: str) -> str:
    """Return what a place is called, however it is spelt: a country's code, or a group's name.

    Examples
    --------
    >>> place_called("outside China"), place_called("World ex China"), place_called("UK")
    ('world_ex_china', 'world_ex_china', 'GBR')
    """
    found = place(name)
    return found[0] if len(found) == 1 else _CALLED.get(_group(name), _group(name))


def country(name: str) -> str:
    """Return the code of one country from its code of two or three letters or its name.

    Empty if it is none of the model.

    Examples
    --------
    >>> country("UK"), country("de"), country("Czech Republic"), country("China"), country("EUR")
    ('GBR', 'DEU', 'CZE', 'CHN', '')
    """
    return _countries().get(word_of(name), "")


def _group(name: str) -> str:
    word = word_of(name)
    return WORDS.get(word, word)


@cache
def _countries() -> dict[str, str]:
    """Return the code of each country by all that it is called."""
    table = load_tables()["countries"]
    found: dict[str, str] = {}
    for code, name in zip(table.text("iso3"), table.text("name"), strict=True):
        found |= {word_of(code): code, word_of(name): code}
    with _FILE.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            names = (row["iso2"], *filter(None, row["also"].split(";")))
            found |= {word_of(name): row["iso3"] for name in names}
    return found


@cache
def _groups() -> Groups:
    return Groups(load_tables())
