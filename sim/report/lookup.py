"""What a reader can look up: countries and vendors by year, for some scenarios of a result."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import xarray as xr

from sim.analysis.change import clear
from sim.analysis.market import share_of, volumes
from sim.analysis.paired import RANGE, simulation_error
from sim.analysis.pairs import are_pairs, baseline_of
from sim.analysis.pieces import in_pieces, pieces_of
from sim.analysis.years import year_end
from sim.plots.pairs import compared, main_scenario, scenarios
from sim.report.tally import Tally
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
_HUNDREDTHS: Final = 100
_MOST_SCENARIOS: Final = 24
_BUDGET: Final = 2_410_000
_AT_ONCE: Final = 6  #: scenarios that are counted at once: some 50 MB each
_BYTES_A_VALUE: Final = 23  #: eight numbers of two bytes, a third longer as text, and a letter


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


def country_figures(ds: xr.Dataset, names: Sequence[str]) -> dict[str, dict[str, str]]:
    """Return what is known about every country in some scenarios, as packed text.

    Parameters
    ----------
    ds
        A result.
    names
        The scenarios.

    Returns
    -------
    dict
        By scenario: ``exposure`` and ``change`` (against the baseline), axes (mean low high,
        country, year); ``restricting``, of the runs, and ``median``, a level, axes (country, year).
        In per cent and points. ``clear``: 1 where the change is clear among all countries, else 0,
        a letter each. What is not stored, or has no baseline, is left out.
    """
    found: dict[str, dict[str, str]] = {name: {} for name in names}
    for family in _families(ds, names):
        for name, figures in (*_exposures(ds, family).items(), *_levels(ds, family).items()):
            for key, values in figures.items():
                write = _letters if key == "clear" else packed
                found[name][key] = write(values.swapaxes(-1, -2))
    return found


def vendor_figures(ds: xr.Dataset, names: Sequence[str]) -> dict[str, dict[str, dict[str, str]]]:
    """Return every vendor's share of new spend in some scenarios, as packed text.

    By scenario and by :data:`SCOPES`: ``share`` and, with a baseline, ``change``; axes (mean low
    high, vendor, year), in per cent and points, exact, as they are written in tables; ``clear``: 1
    where the change is clear among all vendors, else 0, axes (vendor, year). Sales by
    region and year of up to six scenarios and their baseline are in memory at once.
    """
    found: dict[str, dict[str, dict[str, str]]] = {name: {} for name in names}
    for family in _families(ds, names):
        held = _held(ds, family)
        volume = in_pieces(held, ["sales_usd_m"], lambda piece: volumes(piece).sum("class"))
        for scope in SCOPES:
            for name, figures in _shares(_PERCENT * share_of(volume, scope), family).items():
                found[name][scope] = figures
    return found


def _letters(flags: Floats) -> str:
    """Return a letter for each flag: 1 or 0."""
    return "".join("1" if flag else "0" for flag in flags.ravel())


def packed(values: Floats, parts: int = _TENTHS) -> str:
    """Return numbers as tenths, or so many parts, in two bytes each, in base 64.

    NaN is :data:`MISSING`.
    """
    whole = np.where(np.isfinite(values), np.rint(parts * values), MISSING)
    return b64encode(np.ascontiguousarray(whole, "<i2").tobytes()).decode("ascii")


class _Family(NamedTuple):
    """Scenarios with one baseline, which may be among them."""

    baseline: str
    members: list[str]


def partner_of(ds: xr.Dataset, name: str) -> str | None:
    """Return the baseline of a scenario if their runs are pairs, whose differences are shown."""
    base = baseline_of(ds, name)
    return base if base and are_pairs(ds, name, base) else None


def _families(ds: xr.Dataset, names: Sequence[str]) -> Iterator[_Family]:
    """Yield scenarios with what they are held against, so that each is read about once."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(partner_of(ds, name) or name, []).append(name)
    for baseline, members in found.items():
        for first in range(0, len(members), _AT_ONCE):
            yield _Family(baseline, members[first : first + _AT_ONCE])


class _Counted:
    """Tallies of exposure in per cent, and of its change, for each member of a family."""

    def __init__(self, family: _Family) -> None:
        self.family = family
        self.tallies: dict[tuple[str, str], Tally] = {}
        self.samples = 0

    def add(self, values: xr.DataArray) -> None:
        """Count values with axes (scenario, sample, ..)."""
        baseline = values.sel(scenario=self.family.baseline).values
        self.samples += len(baseline)
        for name in self.family.members:
            own = values.sel(scenario=name).values
            self._tally(name, "exposure", own, 0)
            if name != self.family.baseline:
                self._tally(name, "change", own - baseline, -_PERCENT)

    def _tally(self, name: str, key: str, values: Floats, least: int) -> None:
        place = (name, key)
        if place not in self.tallies:
            self.tallies[place] = Tally(values.shape[1:], least, _PERCENT)
        self.tallies[place].add(values)

    def ranges(self) -> dict[str, dict[str, Floats]]:
        """Return mean, low and high along the first axis, by scenario and measure."""
        found: dict[str, dict[str, Floats]] = {name: {} for name in self.family.members}
        for (name, key), tally in self.tallies.items():
            found[name][key] = np.stack(tally.ranges())
            if key == "change":
                found[name]["clear"] = _clear(found[name][key], tally.errors(), self.samples)
        return found


def _shares(shares: xr.DataArray, family: _Family) -> dict[str, dict[str, str]]:
    """Return shares, and their changes, of each member, packed; axes (scenario, sample, ..)."""
    values = {str(share["scenario"].values): share.values for share in shares}
    baseline = values[family.baseline]
    changes = {name: values[name] - baseline for name in family.members if name != family.baseline}
    return {
        name: {
            "share": _written(_ranges(values[name])),
            **(_written_change(changes[name]) if name in changes else {}),
        }
        for name in family.members
    }


def _written_change(changes: Floats) -> dict[str, str]:
    """Return changes, axes (sample, year, vendor), packed, with which are clear."""
    found, own = _ranges(changes), np.arange(len(changes))
    error = simulation_error(np.moveaxis(changes, 0, -1), own, own)
    flags = _clear(found, error, len(changes))
    return {"change": _written(found), "clear": _letters(flags.swapaxes(-1, -2))}


def _clear(ranges: Floats, error: Floats, samples: int) -> Floats:
    """Return 1 where a change is clear among all of its year, axes (year, place), else 0.

    ``ranges`` has mean, low and high along its first axis.
    """
    rows = np.isfinite(ranges[0]).sum(axis=-1, keepdims=True)
    mean, low, high = ranges
    return clear(mean, low, high, error, samples, rows=rows).astype(np.float64)


def _ranges(values: Floats) -> Floats:
    """Return mean, low and high over samples, the first axis; NaN where nothing is known."""
    found = np.full((3, *values.shape[1:]), np.nan)
    there = np.isfinite(values).any(axis=0)
    known = values[:, there]
    found[0, there] = np.nanmean(known, axis=0)
    found[1:, there] = np.nanquantile(known, (RANGE[0], RANGE[-1]), axis=0)
    return found


def _written(ranges: Floats) -> str:
    """Pack numbers with the digits that :func:`sim.plots.words.number` gives them."""
    tenths = ranges.round(1)
    return packed(np.where(tenths == 0, ranges.round(2), tenths).swapaxes(-1, -2), _HUNDREDTHS)


def _exposures(ds: xr.Dataset, family: _Family) -> dict[str, dict[str, Floats]]:
    if "exposure" not in ds:
        return {}
    counts = _Counted(family)
    for piece in _pieces(ds, "exposure", family):
        counts.add(_PERCENT * year_end(piece["exposure"]))
    return counts.ranges()


def _levels(ds: xr.Dataset, family: _Family) -> dict[str, dict[str, Floats]]:
    if "level" not in ds:
        return {}
    parts = (
        year_end(piece["level"]) for piece in _pieces(ds, "level", _Family("", family.members))
    )
    counts = sum(
        np.stack([(part.values == level).sum(axis=1) for level in range(len(LEVELS))], axis=1)
        for part in parts
    )
    reached = np.flip(np.flip(np.asarray(counts), axis=1).cumsum(axis=1), axis=1)
    runs = ds.sizes["sample"]
    return {
        name: {
            "restricting": _PERCENT * at_least[NO_NEW_KIT] / runs,
            "median": (2 * at_least[1:] >= runs).sum(axis=0).astype(np.float64),
        }
        for name, at_least in zip(family.members, reached, strict=True)
    }


def _pieces(ds: xr.Dataset, outcome: str, family: _Family) -> Iterator[xr.Dataset]:
    """Yield an outcome of a family, some samples at a time."""
    yield from pieces_of(_held(ds[[outcome]], family))


def _held(ds: xr.Dataset, family: _Family) -> xr.Dataset:
    """Return the members in their order, and the baseline, if there is one."""
    return ds.sel(scenario=list(dict.fromkeys([*family.members, *filter(None, [family.baseline])])))


def _periods(ds: xr.Dataset) -> int:
    return int(ds.sizes["quarter"] // len(np.unique(ds["year"].values)))
