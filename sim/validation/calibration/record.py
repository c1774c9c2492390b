"""What is on record to 2020: published shares that are fitted or only looked at, and decisions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from sim.data.schema import FOLDER
from sim.sweeps.fingerprint import of_words
from sim.terms import FIRST_YEAR, NO_NEW_KIT
from sim.validation.baselines.panel import Bools, Panel, panel
from sim.validation.calibration.window import LAST
from sim.validation.outside import OutsideError
from sim.validation.restrictions import TABLE as DECISIONS
from sim.validation.restrictions import onsets, restrictions
from sim.validation.rows import Row, Sieve, read_rows
from sim.validation.shares import COUNTRY, WORLD, share_targets
from sim.validation.target import Target
from sim.world import Floats, Names, World

DE_JURE: Final = "de jure"
CODED: Final = (DE_JURE, "de facto")
"""Codings that are scored in cross-validation."""
FITTED: Final = ("telecom_equipment", "ran", "4g_ran_installed")
"""Markets that are fitted. Figures of 5G's first years count stations as often as money, and
those of cores cover one part of the world: they are looked at only."""
_WHOLE_YEAR: Final = (1, 4)


class Record(NamedTuple):
    """What the model is held against.

    Attributes
    ----------
    targets
        Published shares of whole years, told once each, none that the model starts from.
    used
        Whether each is fitted, axis (target,); the others are only looked at.
    panel
        Countries that could restrict, and when each did.
    coding, least
        What counts as restricting.
    """

    targets: tuple[Target, ...]
    used: Bools
    panel: Panel
    coding: str
    least: int

    @property
    def observed(self) -> Floats:
        """The published shares, axis (target,)."""
        return np.array([each.value for each in self.targets])

    @property
    def error(self) -> Floats:
        """Their standard deviations around what the model means by them, axis (target,)."""
        return np.array([each.error for each in self.targets])

    @property
    def hash(self) -> str:
        """Fingerprint of all that is fitted."""
        shares = [list(map(str, self.targets[place])) for place in np.flatnonzero(self.used)]
        acts = dict(zip(self.panel.countries, map(str, self.panel.when), strict=True))
        return of_words([shares, self.coding, self.least, acts])

    def acted_by(self, year: int) -> Floats:
        """Return 1 for each country that restricts by the end of a year, else 0."""
        return (self.panel.when <= year).astype(np.float64)


def record(
    world: World,
    names: Names,
    coding: str = DE_JURE,
    least: int = NO_NEW_KIT,
    folder: Path = FOLDER,
) -> Record:
    """Return what is on record in the years that are played.

    Parameters
    ----------
    world, names
        The real world.
    coding, least
        What counts as restricting: one of :data:`sim.validation.restrictions.CODINGS`, a level.
    folder
        Holds the tables.
    """
    rows = [row for table in (WORLD, COUNTRY) for row in rows_to_2020(folder, table)]
    targets = once(each for each in share_targets(rows, Sieve()) if _is_told(each))
    acts = restrictions(rows_to_2020(folder, DECISIONS), Sieve())
    at_risk = panel(world, names, onsets(acts, least, coding), least, (FIRST_YEAR, LAST))
    return Record(targets, fitted(targets), at_risk, coding, least)


def rows_to_2020(folder: Path, table: str) -> list[Row]:
    """Return the rows of a table up to 2020; those without a year are none."""
    return [row for row in read_rows(folder, table) if _year(row) <= LAST]


def _year(row: Row) -> float:
    try:
        return row.year()
    except OutsideError:
        return float("inf")


def _is_told(target: Target) -> bool:
    played = FIRST_YEAR <= target.year <= LAST
    return played and not target.seed and target.quarters == _WHOLE_YEAR


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


def _has_parts(target: Target) -> bool:
    return len(target.sellers.names) > 1


def _of(target: Target) -> tuple[object, ...]:
    return *_kind(target), target.publisher, target.year


def _kind(target: Target) -> tuple[object, ...]:
    return target.table, target.place, target.what
