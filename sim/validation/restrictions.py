"""When governments came to restrict Chinese vendors, on record, coded by a written rule.

The rule is that of :mod:`sim.analysis.recorded_levels`: it is applied here to any table of the
same columns, row by row, so that countries and years that the package does not know can be
scored as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sim.analysis.recorded_levels import DE_FACTO, DE_JURE, counts, level_of
from sim.terms import NONE
from sim.validation.outside import OutsideError
from sim.validation.places import place
from sim.validation.rows import Row, Sieve

CODINGS: Final[Mapping[str, tuple[str, ...]]] = {"de jure": DE_JURE, "de facto": DE_FACTO}
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-\d{2})?")


class Restriction(NamedTuple):
    """One decision that counts.

    Attributes
    ----------
    country
        ISO code.
    year, quarter
        When it was taken; a date without a month counts as the middle of its year.
    level
        1 to 4, by its stringency.
    coding
        ``"de jure"`` for what was enacted; ``"de facto"`` counts those too.
    """

    country: str
    year: int
    quarter: int
    level: int
    coding: str


def restrictions(rows: Iterable[Row], sieve: Sieve) -> list[Restriction]:
    """Return the decisions that count, in both codings, in the order of the rows.

    Rows of another kind (pressure, money, duties) are no restrictions and are passed over;
    those of a place that is no country of the model go to the sieve.
    """
    found = []
    for row in rows:
        try:
            found += _of_row(row)
        except OutsideError as reason:
            sieve.drop(row, reason)
    return found


def _of_row(row: Row) -> list[Restriction]:
    codings = [name for name, codes in CODINGS.items() if counts(row.cells, codes)]
    if not codings:
        return []
    countries = place(row.text("actor_iso3"))
    if len(countries) > 1:
        raise OutsideError("a decision of several countries together")
    stringency = row.number("stringency")
    level = level_of(stringency or 0.0)
    when = _DATE.fullmatch(row.text("date"))
    if when is None:
        raise OutsideError(f"a date that cannot be read ({row.text('date') or 'blank'})")
    quarter = (int(when[2]) + 2) // 3 if when[2] else 3
    return [
        Restriction(countries[0], int(when[1]), quarter, level, coding)
        for coding in codings
        if level > NONE
    ]


def onsets(
    found: Iterable[Restriction], least: int, coding: str, until: int
) -> dict[str, tuple[int, int]]:
    """Return when each country first decided on a level or a stricter one, by country.

    Parameters
    ----------
    found
        What :func:`restrictions` gave.
    least
        The level, 1 to 4.
    coding
        One of :data:`CODINGS`.
    until
        The last year.

    Returns
    -------
    dict of str to (year, quarter)
        Countries that had not by then are missing.
    """
    first: dict[str, tuple[int, int]] = {}
    for each in found:
        if each.coding != coding or each.level < least or each.year > until:
            continue
        when = (each.year, each.quarter)
        first[each.country] = min(when, first.get(each.country, when))
    return first
