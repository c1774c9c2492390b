"""The difference of one outcome, by anything it can be split by, of any number of runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.contrast import SIDES, Contrast, contrast
from sim.analysis.pieces import pieces_of
from sim.analysis.quantities import WORLD, Quantity, choose
from sim.analysis.sides import (
    BASELINE,
    Sides,
    another_policy,
    results_in,
    side_coords,
    sides_of,
)
from sim.errors import ConfigError

#: Bytes of the values of all samples that are held at once.
_HELD_BYTES: Final = 96 * 2**20
_DOUBLE: Final = 8
_CARRIED: Final = (
    "samples_left_out", "runs_failed", "first_failure", "left_aside", "until", "synthetic",
    "uncalibrated", "pairing", "families", "titles",
)  # fmt: skip


def differences(
    ds: xr.Dataset,
    outcome: str,
    by: str | None = None,
    against: str = BASELINE,
    years: Sequence[int] | None = None,
) -> xr.Dataset:
    """Return the difference of an outcome between scenarios and what they are held against.

    Two intervals, never mixed: ``low`` to ``high`` is the 5-95 % range of differences, what may
    happen; ``error`` is half the 90 % interval of their mean, whether there were enough runs.

    Parameters
    ----------
    ds
        A result, or several as one.
    outcome
        A stored outcome, or a derived one (``share_of_new_spend:huawei``); all of them are in
        :func:`sim.analysis.quantities.quantities`.
    by
        ``"world"``, ``"group"``, ``"region"``, ``"country"``, ``"vendor"``, ``"class"``,
        ``"cost"``, ``"bearer"`` or ``"component"``, as the outcome allows; None: the world, or
        the first way there is where a sum over the world means nothing (costs).
    against
        ``"baseline"``: each scenario less its baseline; ``"first"``: the same policy in each
        other result less that in the first.
    years
        Years wanted; None: all.

    Returns
    -------
    xarray.Dataset
        Axes (scenario, year) and the split, in between: ``mean``, ``low``, ``high``, ``error``,
        ``value``, ``baseline_value`` (NaN where the outcome itself is a difference, and where
        some sample has no value). Coordinates ``against`` and ``paired`` of each scenario: where
        the runs are no pairs, the range is over all pairs of samples, and wider.

    Raises
    ------
    ConfigError
        If outcome, split or year are not there.
    ResultError
        If there is nothing to be held against.

    Examples
    --------
    >>> import sim
    >>> found = differences(sim.run("pressure", replicates=2), "exposure", "region")
    >>> found["mean"].dims
    ('scenario', 'region', 'year')
    """
    quantity, way = choose(ds, outcome, by)
    pairs = sides_of(ds, against)
    wanted = check_years(ds, years)
    if quantity.is_difference:
        shown = ds
    else:
        used = {name for side in pairs for name in (side.scenario, side.against)}
        shown = ds.isel(scenario=[str(n) in used for n in ds["scenario"].values])
    labels, parts = _labels(quantity, way, shown), []
    own = quantity.is_difference and against == BASELINE
    for values in _in_bands(shown, quantity, way, wanted, labels):
        parts.append(_contrasts(shown, values, pairs, own))
    whole = np.concatenate(parts, axis=-1)
    return _labelled(ds, quantity, way, whole, pairs, (labels, wanted), against)


def check_years(ds: xr.Dataset, years: Sequence[int] | None) -> list[int]:
    """Return some years of a result, None for all.

    Raises
    ------
    ConfigError
        If one is not simulated.
    """
    known = list(dict.fromkeys(ds["year"].values.tolist()))
    for year in years or ():
        if year not in known:
            raise ConfigError(f"year: {year} is not between {known[0]} and {known[-1]}")
    return list(years) if years is not None else known


def _labels(quantity: Quantity, way: str, ds: xr.Dataset) -> list[str]:
    """Return what the split has labels for; one empty label for the world."""
    if way == WORLD:
        return [""]
    one = ds[[quantity.needs]].isel(sample=slice(0, 1)).load()
    return [str(label) for label in quantity.ways[way](one)[way].values]


def _in_bands(
    ds: xr.Dataset, quantity: Quantity, way: str, years: list[int], labels: list[str]
) -> Iterator[NDArray[np.float64]]:
    """Yield values of all samples, axes (scenario, place, sample), some places at a time.

    A place is a label in a year. What does not fit into memory is read again for other places.
    """
    samples, places = ds.sizes["sample"], len(labels) * len(years)
    room = max(1, _HELD_BYTES // (_DOUBLE * samples * ds.sizes["scenario"]))
    for start in range(0, places, room):
        size = min(room, places - start)
        held = np.empty((ds.sizes["scenario"], size, samples))
        done = 0
        for piece in pieces_of(ds[[quantity.needs]]):
            upto = done + piece.sizes["sample"]
            found = _placed(quantity, way, piece, years)
            held[..., done:upto] = found[:, start : start + size]
            done = upto
        yield held


def _placed(
    quantity: Quantity, way: str, piece: xr.Dataset, years: list[int]
) -> NDArray[np.float64]:
    """Return values with axes (scenario, place, sample)."""
    split = () if way == WORLD else (way,)
    values = (
        quantity.ways[way](piece).sel(year=years).transpose("scenario", *split, "year", "sample")
    )
    array = values.values.astype(np.float64) * quantity.scale
    return array.reshape(len(array), -1, piece.sizes["sample"])


def _contrasts(
    ds: xr.Dataset, values: NDArray[np.float64], pairs: Sequence[Sides], own: bool
) -> NDArray[np.float64]:
    """Return each statistic of each pair of sides, axes (statistic, side, place).

    With ``own`` the values are differences to the baseline already.
    """
    row = {str(name): i for i, name in enumerate(ds["scenario"].values)}
    found = np.empty((len(Contrast._fields), len(pairs), values.shape[1]))
    for i, sides in enumerate(pairs):
        value, other = values[row[sides.scenario]], values[row[sides.against]]
        found[:, i] = contrast(ds, sides, value, np.zeros_like(value) if own else other)
    return found


def _labelled(
    ds: xr.Dataset,
    quantity: Quantity,
    way: str,
    whole: NDArray[np.float64],
    pairs: Sequence[Sides],
    places: tuple[list[str], list[int]],
    against: str,
) -> xr.Dataset:
    labels, years = places
    split = () if way == WORLD else (way,)
    shape = (len(pairs), *([len(labels)] if split else []), len(years))
    names = [side.scenario for side in pairs]
    arrays = dict(zip(Contrast._fields, (each.reshape(shape) for each in whole), strict=True))
    if quantity.is_difference:
        arrays |= {name: np.full(shape, np.nan) for name in SIDES}
    coords = {"scenario": names, **({way: labels} if split else {}), "year": years}
    found = xr.Dataset(
        {name: (("scenario", *split, "year"), array) for name, array in arrays.items()}, coords
    ).assign_coords(side_coords(ds, pairs))
    if split and f"{way}_name" in ds.coords:
        found = found.assign_coords({f"{way}_name": (way, ds[f"{way}_name"].values)})
    return found.assign_attrs(
        {key: ds.attrs[key] for key in _CARRIED if key in ds.attrs},
        outcome=quantity.name,
        label=quantity.label,
        units=quantity.unit,
        by=way,
        against=against,
        first=results_in(ds)[0],
        note=quantity.note,
        held_against=_held_against(ds, pairs[0], against),
        samples=ds.sizes["sample"],
        paired=all(side.paired for side in pairs),
    )


def _held_against(ds: xr.Dataset, sides: Sides, against: str) -> str:
    """Return what scenarios are held against, for a sentence; it is of one kind for all."""
    if against == BASELINE:
        return "the baseline"
    first = results_in(ds)[0]
    other = another_policy(ds, sides.scenario, sides.against)
    return f"{ds['policy'].sel(scenario=other).item()} in {first}" if other else first
