"""What moves a measure most: each drawn parameter and lever, its upper end against its lower."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import xarray as xr
from numpy.typing import NDArray
from scipy.special import stdtrit

from sim.analysis.pairs import baseline_of
from sim.errors import ResultError
from sim.sweeps.factors import LEVERS

Floats = NDArray[np.float64]

PART: Final = 0.2
"""Of the draws that count as the lower end of a parameter, and as its upper."""
LEAST_DRAWS: Final = 10
_UPPER: Final = 0.95


class Swing(NamedTuple):
    """By how much a measure is larger where a factor is large than where it is small."""

    factor: str  #: key of a parameter or a lever
    low: float  #: mean setting at the lower end
    high: float  #: mean setting at the upper end
    change: float  #: mean of the measure at the upper end less that at the lower
    error: float  #: half the 90 % interval of the change: whether there were enough runs
    bound: float  #: the same, were all factors to stay inside theirs in 90 % of such figures

    @property
    def stands_out(self) -> bool:
        """Whether the change is larger than chance makes of so many factors without effect."""
        return abs(self.change) > self.bound


def no_swings(ds: xr.Dataset) -> str:
    """Return why a result has no tornado, in a sentence; empty if it has one."""
    if not _scanned(ds) and not any(True for _ in _factors(ds)):
        return (
            "nothing is known to differ between its runs (parameters are fixed, or several results "
            "were joined)"
        )
    draws = len(np.unique(ds["draw"].values))
    if draws < LEAST_DRAWS:
        return f"it has {draws} draws, and fewer than {LEAST_DRAWS} say nothing of a parameter"
    return ""


def swings(ds: xr.Dataset, values: xr.DataArray, scenario: str) -> list[Swing]:
    """Return how much each factor moves a measure, the largest first.

    Samples of the same draw are averaged first, so that a draw counts once. A parameter's ends
    are the lowest and the highest fifth of the draws; everything else is drawn at the same time,
    so that the change is an average over it. A lever that was scanned is compared between its
    smallest and its largest setting, sample by sample.

    Parameters
    ----------
    ds
        A result whose parameters or levers differ.
    values
        The measure, (scenario, sample).
    scenario
        Of which the values are taken.

    Raises
    ------
    ResultError
        If nothing differs in the result, or there are too few draws.

    Examples
    --------
    >>> import sim
    >>> result = sim.run("pressure", replicates=12, parameters="drawn")
    >>> exposure = result["host_exposure"].sel(quarter="2030Q4")
    >>> found = swings(result, exposure, "pressure")
    >>> abs(found[0].change) >= abs(found[-1].change)
    True
    """
    if problem := no_swings(ds):
        raise ResultError(f"tornado: this result has none: {problem}")
    draws, place = np.unique(ds["draw"].values, return_inverse=True)
    by_draw = _by_draw(values.sel(scenario=scenario).values, place, len(draws))
    first = np.array([np.flatnonzero(place == each)[0] for each in range(len(draws))])
    parts = {key: _ends(column[first]) for key, column in _factors(ds)}
    ends = {key: found for key, found in parts.items() if found is not None}
    scanned = [(key, pair) for key in _scanned(ds) if (pair := _settings(ds, key, scenario))]
    count = len(ends) + len(scanned)
    found = [
        _between(key, setting, by_draw, ends[key], count)
        for key, setting in ((key, column[first]) for key, column in _factors(ds) if key in ends)
    ]
    for key, (low, high) in scanned:
        paired = (values.sel(scenario=high) - values.sel(scenario=low)).values
        settings = [float(ds[key].sel(scenario=name)) for name in (low, high)]
        found.append(_paired(key, settings, _by_draw(paired, place, len(draws)), count))
    return sorted(found, key=lambda each: -abs(each.change))


def _factors(ds: xr.Dataset) -> Iterator[tuple[str, Floats]]:
    """Yield what differs from sample to sample: key and settings, (sample,)."""
    if "drawn" in ds.coords:
        for key, column in zip(ds["parameter"].values, ds["drawn"].values.T, strict=True):
            yield str(key), column
    for name in map(str, ds.coords):
        if name.startswith(LEVERS) and ds[name].dims == ("sample",) and ds[name].dtype.kind in "if":
            yield name, ds[name].values.astype(np.float64)


def _scanned(ds: xr.Dataset) -> list[str]:
    """Return the levers that differ from scenario to scenario, as numbers."""
    return [
        name
        for name in map(str, ds.coords)
        if name.startswith(LEVERS)
        and ds[name].dims == ("scenario",)
        and ds[name].dtype.kind in "if"
    ]


def _settings(ds: xr.Dataset, key: str, scenario: str) -> tuple[str, str] | None:
    """Return the scenarios with the smallest and the largest setting of a lever, else alike."""
    titles = ds.attrs.get("titles", {})
    others = [name for name in _scanned(ds) if name != key]

    def alike(name: str) -> bool:
        same = all(_same(ds[other], name, scenario) for other in others)
        return same and titles.get(name) == titles.get(scenario)

    names = [str(name) for name in ds["scenario"].values if alike(str(name))]
    known = {n: float(ds[key].sel(scenario=n)) for n in names}
    known = {name: value for name, value in known.items() if np.isfinite(value)}
    if len(set(known.values())) < 2:
        return None
    return min(known, key=lambda n: known[n]), max(known, key=lambda n: known[n])


def _same(lever: xr.DataArray, one: str, other: str) -> bool:
    first, second = (float(lever.sel(scenario=name)) for name in (one, other))
    return bool(np.isclose(first, second, equal_nan=True))


def _by_draw(values: NDArray[np.floating], place: NDArray[np.intp], count: int) -> Floats:
    """Return the mean over the samples of each draw, (draw,)."""
    return np.bincount(place, values, count) / np.bincount(place, minlength=count)


def _ends(setting: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """Return which draws are at the lower and at the upper end, or None where nothing differs."""
    low, high = np.quantile(setting, [PART, 1 - PART])
    if low == high:
        low, high = setting.min(), setting.max()
    lower, upper = setting <= low, setting >= high
    differs = low < high and lower.sum() > 1 and upper.sum() > 1
    return (lower, upper) if differs else None


def _between(
    key: str,
    setting: Floats,
    values: Floats,
    ends: tuple[NDArray[np.bool_], NDArray[np.bool_]],
    count: int,
) -> Swing:
    """Return the difference of two means with Welch's error."""
    lower, upper = (values[end] for end in ends)
    squares = [each.var(ddof=1) / len(each) for each in (lower, upper)]
    total = sum(squares)
    degrees = (
        total**2 / sum(s**2 / (len(e) - 1) for s, e in zip(squares, (lower, upper), strict=True))
        if total > 0
        else 1.0
    )
    settings = [float(setting[end].mean()) for end in ends]
    return _swing(key, settings, float(upper.mean() - lower.mean()), total, degrees, count)


def _paired(key: str, settings: list[float], differences: Floats, count: int) -> Swing:
    draws = len(differences)
    square = differences.var(ddof=1) / draws
    return _swing(key, settings, float(differences.mean()), square, draws - 1, count)


def _swing(
    key: str, settings: list[float], change: float, square: float, degrees: float, count: int
) -> Swing:
    one, all_of_them = stdtrit(degrees, [_UPPER, 1 - (1 - _UPPER) / count])
    half = float(np.sqrt(square))
    low, high = settings
    return Swing(key, low, high, change, float(one) * half, float(all_of_them) * half)


def paired_values(ds: xr.Dataset, values: xr.DataArray, scenario: str) -> xr.DataArray:
    """Return values, (scenario, sample), less those of the baseline of one scenario.

    Raises
    ------
    ResultError
        If the scenario has no baseline in the result.
    """
    baseline = baseline_of(ds, scenario)
    if baseline is None:
        raise ResultError(f"tornado: {scenario!r} has no baseline in this result")
    return values - values.sel(scenario=baseline, drop=True)
