"""Targets from the two tables of vendors' shares."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from sim.analysis.observed import LAST_YEAR, publisher_of, rests_on_later_years
from sim.validation.amounts import ANYWHERE, BETWEEN, Amount, is_bare
from sim.validation.definitions import Definition, definition
from sim.validation.kinds import generation_called, market_called
from sim.validation.operators import operator_of
from sim.validation.outside import OutsideError
from sim.validation.periods import WHOLE_YEAR
from sim.validation.places import country, place, place_called
from sim.validation.rows import PER_CENT, Row, Sieve
from sim.validation.sellers import seller_called, sellers
from sim.validation.starts import Start, start_in, starts_model
from sim.validation.target import Target

WORLD: Final = "vendor_share_global"
COUNTRY: Final = "vendor_share_country"
#: How much less sure a figure is by its quality (judgement).
_QUALITY: Final = {"A": 1.0, "B": 1.5, "C": 2.5, "D": 1.5}
#: How much less sure a figure of less than a year is: quarters swing (judgement).
_PART_OF_YEAR: Final = 2.0
#: Figures of who was shut out, not of how many buy.
_EXCLUSION: Final = re.compile("exclusion|5g contract awards")
_PERCENT: Final = 100.0


class _Subject(NamedTuple):
    """What a row is a share of, before its figure is read."""

    market: str
    where: str
    operator: str
    rule: Definition
    seed: bool


def share_targets(rows: Iterable[Row], sieve: Sieve, start: Start | None = None) -> list[Target]:
    """Return the targets of rows of either table.

    Parameters
    ----------
    rows
        Of :data:`WORLD` or :data:`COUNTRY`.
    sieve
        Gets the rows that are no targets.
    start
        The shares that the model starts from; None: those of the package.
    """
    known = start_in() if start is None else start
    found, wholes, without_sign = [], [], False
    for row in rows:
        without_sign |= _is_percent(row)
        wholes += [row] * (row.text("share") == "1" and not row.per_cent)
        try:
            about = _of_world(row) if row.table == WORLD else _of_country(row, known)
            found.append(_target(row, about, sieve))
        except OutsideError as reason:
            sieve.drop(row, reason)
    for row in wholes if without_sign else []:
        sieve.reserve(row, "a share of 1, read as all, beside others that look like per cent")
    return found


def _is_percent(row: Row) -> bool:
    """Return whether a share can only be per cent, although it has no sign."""
    text = row.text("share")
    return is_bare(text) and not row.per_cent and 1.0 < float(text) <= _PERCENT


def _of_world(row: Row) -> _Subject:
    market = market_called(row.text("market"))
    rule = definition(WORLD, market, f"{market} {row.text('metric')}")
    return _Subject(market, row.text("scope"), "", rule, seed=False)


def _of_country(row: Row, start: Start) -> _Subject:
    generation = generation_called(row.text("generation"))
    rule = definition(COUNTRY, generation, row.text("basis"))
    where = country(row.text("iso3")) or row.text("iso3")
    named = row.text("operator")
    operator = operator_of(where, named) if named else ""
    return _Subject(generation, where, operator, rule, starts_model(row, start))


def _target(row: Row, about: _Subject, sieve: Sieve) -> Target:
    share, rule = _share(row), about.rule
    if rule.what is None:
        raise OutsideError(rule.note)
    countries, called = place(about.where), place_called(about.where)
    named = sellers(row.text("vendor"))
    year, span = row.period()
    if year <= LAST_YEAR and is_worked_back(row):
        raise OutsideError("worked back from figures of later years")
    quality = row.text("quality") or "C"
    less_sure = _QUALITY.get(quality, _QUALITY["C"])
    error = rule.error * less_sure * (1.0 if span == WHOLE_YEAR else _PART_OF_YEAR)
    if share.reach:
        sieve.reserve(row, BETWEEN)
    if row.lacks_sign:
        sieve.reserve(row, PER_CENT)
    return Target(
        table=row.table,
        line=row.line,
        market=about.market,
        place=called,
        countries=countries,
        operator=about.operator,
        seller=seller_called(row.text("vendor"), named),
        sellers=named,
        what=rule.what,
        year=year,
        quarters=span,
        value=share.value,
        error=float(np.hypot(error, share.reach * ANYWHERE)) if share.reach else error,
        publisher=publisher_of(row.text("source")),
        quality=quality,
        seed=about.seed,
        exclusion=_EXCLUSION.search(row.text("basis").lower()) is not None,
    )


def is_worked_back(row: Row) -> bool:
    """Return whether a figure was worked out from figures of years after 2020."""
    return rests_on_later_years({name: row.text(name) for name in ("quality", "note", "source")})


def _share(row: Row) -> Amount:
    share = row.part("share")
    if share is None:
        raise OutsideError("no figure (the share is blank)")
    low, high = share.value - share.reach, share.value + share.reach
    if not (low >= 0.0 and high <= 1.0):
        sign = f" (per cent need a sign: {share.value:g}%)" if _is_percent(row) else ""
        raise OutsideError(f"a share of {share.value:g}, which is not between 0 and 1{sign}")
    return share
