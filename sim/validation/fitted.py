"""Which published shares the model is fitted to, and which say the same as one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from typing import Final

import numpy as np

from sim.analysis.observed import LAST_YEAR
from sim.data.schema import FOLDER
from sim.terms import FIRST_YEAR
from sim.validation.baselines.panel import Bools
from sim.validation.outside import OutsideError
from sim.validation.periods import WHOLE_YEAR
from sim.validation.rows import Row, Sieve, read_rows
from sim.validation.sellers import sellers
from sim.validation.shares import COUNTRY, WORLD, share_targets
from sim.validation.target import Target

FITTED: Final = ("telecom_equipment", "ran", "4g_ran_installed")
"""Markets that are fitted. Figures of 5G's first years count stations as often as money, and
those of cores cover one part of the world: they are looked at only."""
_Key = tuple[object, ...]
#: Small beside China, whose shares are published with and without them.
_CITIES: Final = ("HKG", "MAC")
#: Vendors with a name of their own: what they have leaves little over.
_NAMED: Final = {*sellers("chinese").names, *sellers("western").names} - {"other_cn", "other_west"}


def shares_to_2020(folder: Path = FOLDER) -> tuple[Target, ...]:
    """Return the published shares of whole years that are played, told once each.

    Those that the model starts from are none.
    """
    rows = [row for table in (WORLD, COUNTRY) for row in rows_to_2020(folder, table)]
    return once(each for each in share_targets(rows, Sieve()) if _is_told(each))


def rows_to_2020(folder: Path, table: str) -> list[Row]:
    """Return the rows of a table up to 2020; those without a year are none."""
    return [row for row in read_rows(folder, table) if _year(row) <= LAST_YEAR]


def once(targets: Iterable[Target]) -> tuple[Target, ...]:
    """Return each figure of a publisher once: of several vintages their mean."""
    told: dict[tuple[object, ...], list[Target]] = {}
    for each in targets:
        quantity = (each.series, each.operator, each.sellers, each.what, each.year)
        told.setdefault(quantity, []).append(each)
    return tuple(
        same[0]._replace(value=float(np.mean([each.value for each in same])))
        for same in told.values()
    )


def fitted(targets: Sequence[Target]) -> Bools:
    """Return which figures are fitted, axis (target,).

    Those of the world and its parts in the markets of :data:`FITTED`, of the
    publisher whose figures say most (sum of the inverse squared errors) for each place and kind
    of kit: publishers differ by more than a figure's error, and are never mixed. A figure of
    several vendors together says little new beside those of any of them. Figures of a country
    or an operator are left to be looked at.
    """
    weight: dict[tuple[object, ...], dict[str, float]] = {}
    for each in targets:
        known = weight.setdefault(_kind(each), {})
        known[each.publisher] = known.get(each.publisher, 0.0) + each.error**-2
    best = {kind: max(known, key=lambda name: known[name]) for kind, known in weight.items()}
    single = {(*_of(each), *each.sellers.names) for each in targets if len(each.sellers.names) == 1}
    return np.array(
        [
            each.table == WORLD
            and each.market in FITTED
            and best[_kind(each)] == each.publisher
            and not (
                _has_parts(each) and any((*_of(each), v) in single for v in each.sellers.names)
            )
            for each in targets
        ]
    )


def says_nothing_new(asked: Sequence[Target]) -> Bools:
    """Return which figures the model has seen when it was fitted, axis (target,).

    Those of the package that are fitted, and whatever else tells of the same kit, place and year
    for one of the same vendors, in whatever table: another publisher's figure, a part of the
    year, a sum, or what such a sum leaves over. China is one place with Hong Kong and Macao or
    without.
    """
    known = shares_to_2020()
    seen = {key for place in np.flatnonzero(fitted(known)) for key in _told_by(known[place])}
    return np.array([_is_told_by(each, seen) for each in asked], dtype=np.bool_)


def _is_told_by(target: Target, seen: Set[_Key]) -> bool:
    if not seen.isdisjoint(_told_by(target)):
        return True
    rest = _NAMED - {*target.sellers.names}
    told = {key[-1] for key in seen if key[:-1] == _where(target)}
    return _has_parts(target) and bool(rest) and rest <= told


def _told_by(target: Target) -> Iterator[_Key]:
    """Yield what a figure tells of: each of its vendors, somewhere in a year."""
    for vendor in target.sellers.names:
        yield *_where(target), vendor


def _where(target: Target) -> _Key:
    where = tuple(code for code in target.countries if code not in _CITIES)
    return where, target.what, target.year


def _year(row: Row) -> float:
    try:
        return row.year()
    except OutsideError:
        return float("inf")


def _is_told(target: Target) -> bool:
    played = FIRST_YEAR <= target.year <= LAST_YEAR
    return played and not target.seed and target.quarters == WHOLE_YEAR


def _has_parts(target: Target) -> bool:
    return len(target.sellers.names) > 1


def _of(target: Target) -> tuple[object, ...]:
    return *_kind(target), target.publisher, target.year


def _kind(target: Target) -> tuple[object, ...]:
    return target.table, target.place, target.what
