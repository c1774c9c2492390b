"""What a reader can look up: countries and vendors by year, for some scenarios of a result."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.market import share_of, volumes
from sim.analysis.pairs import baseline_of
from sim.analysis.pieces import pieces_of
from sim.analysis.years import year_end
from sim.plots.pairs import compared, main_scenario, scenarios
from sim.report.tally import Ranges, Tally
from sim.terms import LEVELS, NO_NEW_KIT, REGIONS
from sim.world import Floats

SCOPES: Final = {
    "world": "World",
    "outside_china": "Outside China",
    **{region: region for region in REGIONS},
}
"""Where shares of vendors can be looked up, and how it is called."""
MISSING: Final = -32768
"""Stands for a value that is not there."""
_PERCENT: Final = 100
_TENTHS: Final = 10
_MOST_SCENARIOS: Final = 24
_BUDGET: Final = 2_400_000
_BYTES_A_VALUE: Final = 24  #: nine numbers of two bytes, a third longer as text


def most_scenarios(ds: xr.Dataset) -> int:
    """Return how many scenarios fit: a report is a file to be sent by mail."""
    values = ds.sizes["country"] * (ds.sizes["quarter"] // _periods(ds))
    return min(_MOST_SCENARIOS, max(2, _BUDGET // (_BYTES_A_VALUE * values)))


def chosen(ds: xr.Dataset, most: int) -> list[str]:
    """Return at most so many scenarios, in the order of the result: pairs, the main one first."""
    first = [main_scenario(ds), *compared(ds), *scenarios(ds)]
    wanted = dict.fromkeys(name for one in first for name in (baseline_of(ds, one), one) if name)
    kept = set(list(wanted)[:most])
    return [name for name in scenarios(ds) if name in kept]


def country_figures(ds: xr.Dataset, scenario: str) -> dict[str, str]:
    """Return what is known about every country in a scenario, as packed text.

    Parameters
    ----------
    ds
        A result.
    scenario
        One of its scenarios.

    Returns
    -------
    dict
        ``exposure`` and ``change`` (against the baseline), axes (mean low high, country, year);
        ``restricting``, ``mode`` and ``mode_share``, axes (country, year). Per cent and points.
        What is not stored, or has no baseline, is left out.
    """
    found: dict[str, Floats] = {}
    if "exposure" in ds:
        found |= _exposures(ds, scenario)
    if "level" in ds:
        found |= _levels(ds, scenario)
    return {name: packed(values.swapaxes(-1, -2)) for name, values in found.items()}


def vendor_figures(ds: xr.Dataset, scenario: str) -> dict[str, dict[str, str]]:
    """Return every vendor's share of new spend in a scenario by :data:`SCOPES`, as packed text.

    ``share`` and, with a baseline, ``change``: axes (mean low high, vendor, year), in per cent
    and points.
    """
    tallies: dict[str, dict[str, Tally]] = {scope: {} for scope in SCOPES}
    for piece in _pieces(ds, ["sales_usd_m"], scenario):
        volume = volumes(piece).sum("class")
        for scope, named in tallies.items():
            _count(named, "share", _PERCENT * share_of(volume, scope).values)
    return {
        scope: {name: packed(_stacked(tally).swapaxes(-1, -2)) for name, tally in named.items()}
        for scope, named in tallies.items()
    }


def packed(values: Floats) -> str:
    """Return numbers as tenths in two bytes each, in base 64; NaN as :data:`MISSING`."""
    tenths = np.where(np.isfinite(values), np.rint(_TENTHS * values), MISSING)
    return b64encode(np.ascontiguousarray(tenths, "<i2").tobytes()).decode("ascii")


def _exposures(ds: xr.Dataset, scenario: str) -> dict[str, Floats]:
    tallies: dict[str, Tally] = {}
    for piece in _pieces(ds, ["exposure"], scenario):
        _count(tallies, "exposure", _PERCENT * year_end(piece["exposure"]).values)
    return {name: _stacked(tally) for name, tally in tallies.items()}


def _count(tallies: dict[str, Tally], name: str, values: Floats) -> None:
    """Count a scenario, and its change: axes (scenario and its baseline, sample, ..)."""
    shape = values.shape[2:]
    tallies.setdefault(name, Tally(shape, 0, _PERCENT)).add(values[0])
    if len(values) > 1:
        change = tallies.setdefault("change", Tally(shape, -_PERCENT, _PERCENT))
        change.add(values[0] - values[1])


def _stacked(tally: Tally) -> Floats:
    ranges: Ranges = tally.ranges()
    return np.stack(ranges)


def _levels(ds: xr.Dataset, scenario: str) -> dict[str, Floats]:
    counts = sum(
        np.stack([(levels == level).sum(axis=0) for level in range(len(LEVELS))])
        for piece in pieces_of(ds[["level"]].sel(scenario=[scenario]))
        for levels in [year_end(piece["level"]).values[0]]
    )
    shares = _PERCENT * np.asarray(counts, np.float64) / ds.sizes["sample"]
    return {
        "restricting": shares[NO_NEW_KIT:].sum(axis=0),
        "mode": shares.argmax(axis=0).astype(np.float64),
        "mode_share": shares.max(axis=0),
    }


def _pieces(ds: xr.Dataset, outcomes: Sequence[str], scenario: str) -> Iterator[xr.Dataset]:
    baseline = baseline_of(ds, scenario)
    names = [scenario, baseline] if baseline else [scenario]
    yield from pieces_of(ds[list(outcomes)].sel(scenario=names))


def _periods(ds: xr.Dataset) -> int:
    return int(ds.sizes["quarter"] // len(np.unique(ds["year"].values)))
