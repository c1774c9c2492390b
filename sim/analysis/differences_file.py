"""``differences.csv``: every series of the summary, from one result to the next."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.contrast import contrast
from sim.analysis.groups import REPORTED
from sim.analysis.series import all_series
from sim.analysis.sides import FIRST, sides_of
from sim.terms import REGIONS

FILE: Final = "differences.csv"
COLUMNS: Final = (
    "result", "scenario", "against", "outcome", "by", "name", "year",
    "mean", "low", "high", "error", "paired",
)  # fmt: skip


def write_differences(ds: xr.Dataset, file: Path) -> Path:
    """Write what differs between results: a row a policy, series and year.

    A row is the policy in a result less the same in the first result; ``low`` and ``high`` are
    the 5 and 95 % quantiles of the difference, ``error`` half the 90 % interval of its mean.

    Returns
    -------
    Path
        The file.
    """
    unfinished = file.with_name(f"{file.name}.new")
    with unfinished.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(difference_rows(ds))
    return unfinished.replace(file)


def difference_rows(ds: xr.Dataset) -> Iterator[tuple[object, ...]]:
    """Yield the rows of :func:`write_differences`, in the order of :data:`COLUMNS`."""
    names = [str(name) for name in ds["scenario"].values]
    results, policies = ([str(word) for word in ds[key].values] for key in ("result", "policy"))
    years = list(dict.fromkeys(ds["year"].values.tolist()))
    pairs = sides_of(ds, FIRST)
    for series in all_series(ds):
        split = _split(series.group)
        for sides in pairs:
            row, other = names.index(sides.scenario), names.index(sides.against)
            found = contrast(ds, sides, series.values[row], series.values[other])
            lead = (
                results[row],
                policies[row],
                results[other],
                series.outcome,
                split,
                series.group,
            )
            numbers = (found.mean, found.low, found.high, found.error)
            for year, *values in zip(years, *numbers, strict=True):
                yield (*lead, year, *map(_number, values), "yes" if sides.paired else "no")


def _split(group: str) -> str:
    if group in REPORTED:
        return "group"
    return "region" if group in REGIONS else "country"


def _number(value: float) -> str:
    return f"{value:.6g}" if np.isfinite(value) else ""
