"""When governments came to restrict Chinese vendors, on record, coded by a written rule.

The rule is that of :mod:`sim.analysis.recorded_levels`: it is applied here to any table of the
same columns, row by row, so that countries and years that the package does not know can be
scored as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sim.analysis.recorded_levels import (
    DE_FACTO,
    DE_JURE,
    LAYERS,
    RESTRICTIONS,
    SCOPES,
    counts,
    level_of,
)
from sim.terms import CAP, NONE
from sim.validation.dates import quarter_of
from sim.validation.outside import OutsideError
from sim.validation.places import country as country_of
from sim.validation.places import place
from sim.validation.rows import Row, Sieve
from sim.validation.targets import is_on_chinese_vendors

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
_POWERS: Final = ("USA", "CHN")
WORDS: Final[Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]]] = {
    "instrument": (
        RESTRICTIONS,
        {
            "pressure": "pressure",
            "reversal": "a reversal",
            **dict.fromkeys(("subsidy", "export_finance"), "money"),
            **dict.fromkeys(("tariff", "export_control", "retaliation"), "a move in trade"),
            "vendor_response": "a move of a vendor",
        },
    ),
    "layer": (LAYERS, dict.fromkeys(("core", "components"), "of core or components alone")),
    "scope": (
        SCOPES,
        {
            **dict.fromkeys(("federal_procurement", "federal_subsidy"), "what a state itself buys"),
            "non_telecom": "not of telecoms",
        },
    ),
    "status": (DE_FACTO, {"announced": "announced alone", "reversed": "reversed"}),
}
"""By column: the words that the written rule counts, and those that it knows and does not."""


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
    """Return the decisions that count, in all codings, in the order of the rows.

    Parameters
    ----------
    rows
        Of ``policy_events``.
    sieve
        Gets rows that cannot be read, or are of a place that takes no decisions in the model; and
        apart, as being of another kind, rows that the rule knows and does not count: pressure,
        money, duties, core alone, what was announced or reversed, open doors, what is on somebody
        else than Chinese vendors.
    """
    found = []
    for row in rows:
        try:
            found += _of_row(row)
        except _OtherKind as kind:
            sieve.pass_over(row, kind)
        except OutsideError as reason:
            sieve.drop(row, reason)
    return found


class _OtherKind(Exception):
    """A row is no restriction that the rule counts; the message says what it is."""


def _of_row(row: Row) -> list[Restriction]:
    words = _words(row)
    words["target"] = _target(row)
    country = _country(row)
    level = _level(row)
    year, quarter = quarter_of(row.text("date"))
    return [
        Restriction(country, year, quarter, _coded(level, country, coding), coding)
        for coding, codes in CODINGS.items()
        if counts(words, codes)
    ]


def _words(row: Row) -> dict[str, str]:
    """Return the words that the rule asks for, of a row that it counts."""
    words = {}
    for column, (counted, others) in WORDS.items():
        word = words[column] = row.word(column)
        if word in others:
            raise _OtherKind(f"not a restriction: {others[word]}")
        if word not in counted:
            known = ", ".join((*counted, *others))
            raise OutsideError(f"{column} {row.text(column)!r} is not one of {known}")
    return words


def _target(row: Row) -> str:
    """Return the target of a decision on Chinese vendors."""
    target = row.text("target")
    if not is_on_chinese_vendors(target):
        raise _OtherKind(f"not a restriction of Chinese vendors (target {target})")
    return target


def _country(row: Row) -> str:
    code = country_of(row.text("actor_iso3"))
    if not code:
        place(row.text("actor_iso3"))
        raise OutsideError("a decision of several countries together")
    if code not in place("decides"):
        powers = ": its moves are inputs" if code in _POWERS else ""
        raise OutsideError(f"a government that takes no decisions in the model ({code}{powers})")
    return code


def _level(row: Row) -> int:
    stringency = row.number("stringency")
    if stringency is None:
        raise OutsideError("stringency is blank")
    if not 0.0 <= stringency <= 1.0:
        raise OutsideError(f"a stringency of {stringency:g}, which is not between 0 and 1")
    if level_of(stringency) == NONE:
        raise _OtherKind("not a restriction: stringency below the least that counts")
    return level_of(stringency)


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
