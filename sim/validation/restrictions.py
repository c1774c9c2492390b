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
from sim.terms import CAP, NONE
from sim.validation.outside import OutsideError
from sim.validation.places import place
from sim.validation.rows import Row, Sieve

TABLE: Final = "policy_events"
CODINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "de jure": DE_JURE,
    "de facto": DE_FACTO,
    "de jure, borderline lower": DE_JURE,
}
"""What counts: what was enacted; also what works without a law; the first with borderline
decisions (:data:`BORDERLINE`) at the level below."""
BORDERLINE: Final = ("FRA", "IND")
_LOWER: Final = "de jure, borderline lower"
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
        One of :data:`CODINGS`.
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
    (country,) = countries
    return [
        Restriction(country, int(when[1]), quarter, _coded(level, country, coding), coding)
        for coding in codings
        if level > NONE
    ]


def _coded(level: int, country: str, coding: str) -> int:
    """Return the level of a decision; a borderline one is a cap at most in that coding."""
    return min(level, CAP) if coding == _LOWER and country in BORDERLINE else level


def onsets(found: Iterable[Restriction], least: int, coding: str) -> dict[str, tuple[int, int]]:
    """Return when each country first decided on a level or a stricter one, by country.

    Parameters
    ----------
    found
        What :func:`restrictions` gave.
    least
        The level, 1 to 4.
    coding
        One of :data:`CODINGS`.

    Returns
    -------
    dict of str to (year, quarter)
        Countries that never did are missing.
    """
    first: dict[str, tuple[int, int]] = {}
    for each in found:
        if each.coding != coding or each.level < least:
            continue
        when = (each.year, each.quarter)
        first[each.country] = min(when, first.get(each.country, when))
    return first
