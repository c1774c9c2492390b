"""Which governments restrict Chinese vendors on record, coded by a written rule.

A decision on all kit or on RAN counts by its stringency: 0.2, 0.45, 0.55 and 0.8 or more are
level 1, 2, 3 and 4. One on somebody else than Chinese vendors does not count
(:mod:`sim.analysis.restricted`). Rules for federal procurement and open-door stances count as 0,
and a decision that was reversed does not count. Coded *de jure* it is what was enacted, *de
facto* also what works without a law. Decisions from before 2014 are no events of the model: they
are the level that a country starts from.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Final, NamedTuple

from sim.analysis.restricted import on_chinese_vendors
from sim.data.groups import Groups
from sim.data.load import Tables, load_tables
from sim.terms import FIRST_YEAR, NO_NEW_KIT, NONE

RESTRICTIONS: Final = ("ban", "cap", "licence_review", "procurement_rule")
LAYERS: Final = ("all", "ran")
SCOPES: Final = ("all_new", "5g", "installed_base")
_STRINGENCIES: Final = (0.2, 0.45, 0.55, 0.8)
DE_JURE: Final = ("enacted",)
DE_FACTO: Final = ("enacted", "informal")


def level_of(stringency: float) -> int:
    """Return the level of a decision.

    Examples
    --------
    >>> [level_of(value) for value in (0.15, 0.2, 0.5, 0.55, 0.85)]
    [0, 1, 2, 3, 4]
    """
    return sum(stringency >= least for least in _STRINGENCIES)


class Decision(NamedTuple):
    """One decision on record that restricts Chinese vendors."""

    country: str  #: its code
    date: str  #: when it was taken: a day, a month or a year, as far as it is known
    level: int

    @property
    def time(self) -> float:
        """The date as a fraction of a year; a month or a year counts at its middle.

        Examples
        --------
        >>> Decision("TWN", "2013-07", 4).time, Decision("TWN", "2013", 4).time
        (2013.5416666666667, 2013.5)
        """
        year, *rest = (int(part) for part in self.date.split("-"))
        if not rest:
            return year + 0.5
        days = (rest[1] - 1) / 30.5 if len(rest) > 1 else 0.5
        return year + (rest[0] - 1 + days) / 12


def decisions(
    year: int,
    codes: tuple[str, ...] = DE_JURE,
    first: int = FIRST_YEAR,
    tables: Tables | None = None,
) -> list[Decision]:
    """Return the decisions of some years that count, in the order of the table.

    Arguments as for :func:`recorded_levels`; only governments that decide in the model.

    Examples
    --------
    >>> [(each.date, each.level) for each in decisions(2020) if each.country == "AUS"]
    [('2018-08-23', 3)]
    """
    tables = tables or _shipped()
    deciders = set(Groups(tables)["decides"].members)
    return [
        Decision(str(row["actor_iso3"]), str(row["date"]), level_of(float(row["stringency"])))
        for row in tables["policy_events"].rows()
        if counts(row, codes)
        and first <= int(str(row["date"])[:4]) <= year
        and row["actor_iso3"] in deciders
    ]


def recorded_levels(
    year: int,
    codes: tuple[str, ...] = DE_JURE,
    first: int = FIRST_YEAR,
    tables: Tables | None = None,
) -> dict[str, int]:
    """Return the strictest level that each government's decisions of some years reach.

    Parameters
    ----------
    year
        Last year of the decisions, by the date they were taken.
    codes
        Which decisions count: :data:`DE_JURE` or :data:`DE_FACTO`.
    first
        First year of the decisions; 0 for all that still stand.
    tables
        Read in place of the shipped ones.

    Returns
    -------
    dict of str to int
        Of governments that decide in the model and stand above level 0, by country code.

    Examples
    --------
    >>> sorted(code for code, level in recorded_levels(2020).items() if level >= 3)
    ['AUS', 'FRA', 'GBR', 'IND', 'NZL', 'SWE']
    """
    found: dict[str, int] = {}
    for country, _, level in decisions(year, codes, first, tables):
        if level > found.get(country, NONE):
            found[country] = level
    return dict(sorted(found.items()))


def counts(row: Mapping[str, str | float], codes: Collection[str]) -> bool:
    """Return whether a row of ``policy_events`` is a restriction that counts under some codes.

    Examples
    --------
    >>> row = {"instrument": "ban", "layer": "core", "scope": "all_new", "status": "enacted"}
    >>> counts(row, DE_JURE), counts({**row, "layer": "all"}, DE_JURE)
    (False, True)
    >>> counts({**row, "layer": "all", "target": "Kaspersky"}, DE_JURE)
    False
    """
    return (
        row["instrument"] in RESTRICTIONS
        and row["layer"] in LAYERS
        and row["scope"] in SCOPES
        and row["status"] in codes
        and on_chinese_vendors(str(row.get("target", "")))
    )


def standing(year: int, least: int = NO_NEW_KIT, tables: Tables | None = None) -> tuple[int, int]:
    """Return how many governments stand at a level or above at the end of a year.

    By law alone, and also without one. Decisions from before 2014 still stand, so they count,
    as they do in the model: Taiwan starts there. The table of events is fullest for strict
    decisions, so that low levels are undercounted.

    Examples
    --------
    >>> standing(2017), standing(2020)
    ((1, 1), (7, 8))
    """
    by_law, in_fact = (
        sum(level >= least for level in recorded_levels(year, codes, 0, tables).values())
        for codes in (DE_JURE, DE_FACTO)
    )
    return by_law, in_fact


@cache
def _shipped() -> Tables:
    return load_tables()
