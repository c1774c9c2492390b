"""What a run has for each published share, and when its governments restrict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.terms import CLASSES, FIRST_YEAR, quarter_index
from sim.validation.target import Target
from sim.world import Floats, Names, World

Arrays = Mapping[str, NDArray[Any]]

LEVEL: Final = "level"
LEVELS: Final = (2, 3, 4)
"""Levels whose onsets are kept."""
NEVER: Final = 9999
"""Year of an onset that does not come."""


class Spot(NamedTuple):
    """Where a share stands in what is simulated.

    Attributes
    ----------
    outcome
        One whose axes are (run, quarter, place, class, vendor).
    quarters, places, classes, vendors
        Along its axes.
    largest
        How many of the vendors count, those with the largest shares; 0: all.
    """

    outcome: str
    quarters: tuple[int, ...]
    places: tuple[int, ...]
    classes: tuple[int, ...]
    vendors: tuple[int, ...]
    largest: int


def spots(targets: Sequence[Target], world: World, names: Names) -> list[Spot]:
    """Return where each target stands: as in :mod:`sim.validation.observe`, by position."""
    regions = world.countries.region
    return [_spot(each, names, regions) for each in targets]


def _spot(target: Target, names: Names, regions: NDArray[np.int64]) -> Spot:
    outcome, places = _place(target, names, regions)
    first, last = (quarter_index(f"{target.year}Q{quarter}") for quarter in target.quarters)
    held = target.what.installed or bool(target.operator)
    return Spot(
        outcome=outcome,
        quarters=(last,) if held else tuple(range(first, last + 1)),
        places=places,
        classes=tuple(CLASSES.index(name) for name in target.what.classes),
        vendors=tuple(names.vendors.index(name) for name in target.sellers.names),
        largest=target.sellers.largest,
    )


def _place(target: Target, names: Names, regions: NDArray[np.int64]) -> tuple[str, tuple[int, ...]]:
    installed = target.what.installed
    if target.operator:
        name = "operator_kit_usd_m" if installed else "operator_award"
        return name, (names.operators.index(target.operator),)
    inside = np.isin(names.countries, target.countries)
    parts = np.unique(regions[inside])
    if np.isin(regions, parts).sum() == inside.sum():
        return ("installed_usd_m" if installed else "sales_usd_m"), tuple(parts.tolist())
    name = "country_kit_usd_m" if installed else "new_kit_usd_m"
    return name, tuple(np.flatnonzero(inside).tolist())


def needs(found: Sequence[Spot]) -> tuple[str, ...]:
    """Return the outcomes to simulate, levels among them."""
    return tuple(dict.fromkeys([LEVEL, *(each.outcome for each in found)]))


def shares(results: Arrays, found: Sequence[Spot]) -> Floats:
    """Return the shares of some runs, axes (run, target); NaN where nothing is sold or stands."""
    return np.stack([_share(results[each.outcome], each) for each in found], axis=1)


def _share(values: NDArray[Any], spot: Spot) -> Floats:
    there = values[:, spot.quarters][:, :, spot.places][:, :, :, spot.classes]
    kit = there.sum(axis=(1, 2, 3), dtype=np.float64)
    total = kit.sum(axis=1, keepdims=True)
    share = np.divide(kit, total, out=np.full_like(kit, np.nan), where=total > 0)
    chosen = np.sort(share[:, spot.vendors], axis=1)
    return np.asarray(chosen[:, -spot.largest :].sum(axis=1))


def onset_years(results: Arrays, countries: Sequence[int]) -> NDArray[np.int16]:
    """Return the first year in which each level or a stricter one is in force.

    Parameters
    ----------
    results
        With ``level``, axes (run, quarter, country).
    countries
        Which of them.

    Returns
    -------
    array
        Axes (run, level of :data:`LEVELS`, country); :data:`NEVER` where it does not come.
    """
    level = results[LEVEL][:, :, countries]
    strict = np.stack([level >= least for least in LEVELS], axis=1)
    year = (FIRST_YEAR + strict.argmax(axis=2) // 4).astype(np.int16)
    return np.where(strict.any(axis=2), year, np.int16(NEVER))
