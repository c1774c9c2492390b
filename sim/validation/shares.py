"""Targets from the two tables of vendors' shares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from sim.analysis.observed import publisher_of
from sim.validation.definitions import Definition, definition
from sim.validation.operators import operator_of
from sim.validation.outside import OutsideError
from sim.validation.places import place
from sim.validation.rows import Row, Sieve
from sim.validation.sellers import sellers
from sim.validation.target import Target

WORLD: Final = "vendor_share_global"
COUNTRY: Final = "vendor_share_country"
#: How much less sure a figure is by its quality (judgement).
_QUALITY: Final = {"A": 1.0, "B": 1.5, "C": 2.5, "D": 1.5}
#: How much less sure a figure of less than a year is: quarters swing (judgement).
_PART_OF_YEAR: Final = 2.0
_WHOLE_YEAR: Final = (1, 4)
_SPANS: Final = {"": _WHOLE_YEAR, "1H": (1, 2), "2H": (3, 4), "FY": _WHOLE_YEAR}
_EXCLUSION: Final = re.compile("exclusion|5g contract awards")
_QUARTERS: Final = re.compile(r"Q?([1-4])(?:-Q?([1-4]))?Q?")


def share_targets(rows: Iterable[Row], sieve: Sieve) -> list[Target]:
    """Return the targets of rows of either table; the sieve gets the rows that are none."""
    found = []
    for row in rows:
        try:
            found.append(_MAKERS[row.table](row))
        except OutsideError as reason:
            sieve.drop(row, reason)
    return found


def _of_world(row: Row) -> Target:
    rule = definition(WORLD, row.text("market"), "")
    return _target(row, rule, row.text("market"), row.text("scope"), "")


def _of_country(row: Row) -> Target:
    generation = row.text("generation")
    rule = definition(COUNTRY, generation, row.text("basis"))
    where = row.text("iso3")
    named = row.text("operator")
    operator = operator_of(where, named) if named else ""
    return _target(row, rule, generation, where, operator)


_MAKERS: Final[dict[str, Callable[[Row], Target]]] = {WORLD: _of_world, COUNTRY: _of_country}


def _target(row: Row, rule: Definition, market: str, where: str, operator: str) -> Target:
    value = row.number("share")
    if value is None:
        raise OutsideError("no figure (the share is blank)")
    if not 0.0 <= value <= 1.0:
        raise OutsideError(f"a share of {value:g}, which is not between 0 and 1")
    if rule.what is None:
        raise OutsideError(rule.note)
    span = quarters(row.text("quarter"))
    quality = row.text("quality") or "C"
    less_sure = _QUALITY.get(quality, _QUALITY["C"])
    return Target(
        table=row.table,
        line=row.line,
        market=market,
        place=where,
        countries=place(where),
        operator=operator,
        seller=row.text("vendor"),
        sellers=sellers(row.text("vendor")),
        what=rule.what,
        year=row.year(),
        quarters=span,
        value=value,
        error=rule.error * less_sure * (1.0 if span == _WHOLE_YEAR else _PART_OF_YEAR),
        publisher=publisher_of(row.text("source")),
        quality=quality,
        seed=row.text("seed_input") == "1",
        exclusion=_EXCLUSION.search(row.text("basis").lower()) is not None,
    )


def quarters(text: str) -> tuple[int, int]:
    """Return the first and the last quarter that a figure is of; a blank is the whole year.

    Raises
    ------
    OutsideError
        If it is no part of a year.

    Examples
    --------
    >>> quarters(""), quarters("3Q"), quarters("1-3Q"), quarters("Q4"), quarters("1H")
    ((1, 4), (3, 3), (1, 3), (4, 4), (1, 2))
    """
    word = text.strip().upper()
    if word in _SPANS:
        return _SPANS[word]
    found = _QUARTERS.fullmatch(word)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise OutsideError(f"a part of a year that cannot be read ({text.strip()})")
    return int(found[1]), int(found[2] or found[1])
