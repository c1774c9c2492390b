"""The summary: one tidy table of every series, by scenario and year."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.paired import simulation_error, spread
from sim.analysis.pairs import baseline_of
from sim.analysis.series import Series, all_series

FILE: Final = "summary.csv"
COLUMNS: Final = (
    "scenario", "baseline", "outcome", "group", "year",
    "mean", "p05", "p50", "p95",
    "diff_mean", "diff_p05", "diff_p50", "diff_p95", "sim_error",
)  # fmt: skip


def write_summary(ds: xr.Dataset, file: Path) -> Path:
    """Write the summary of a result as a table.

    Means and quantiles are over samples: first of the scenario itself (empty where the
    measure is a difference by nature), then of the paired difference to its baseline (empty
    for a scenario without one). ``sim_error`` is half the 90 % interval of the mean difference.

    Returns
    -------
    Path
        The file.
    """
    unfinished = file.with_name(f"{file.name}.new")
    with unfinished.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for rows in summary_rows(ds):
            writer.writerows(rows)
    return unfinished.replace(file)


def summary_rows(ds: xr.Dataset) -> Iterator[Iterator[tuple[str, ...]]]:
    """Yield the rows of each series, in the order of :data:`COLUMNS`."""
    names = [str(name) for name in ds["scenario"].values]
    bases = [baseline_of(ds, name) for name in names]
    years = [str(year) for year in dict.fromkeys(ds["year"].values.tolist())]
    draws, replicates = ds["draw"].values, ds["replicate"].values
    for series in all_series(ds):
        numbers = _numbers(series, names, bases, draws, replicates)
        yield _rows(series, names, bases, years, numbers)


def _numbers(
    series: Series,
    names: list[str],
    bases: Sequence[str | None],
    draws: NDArray[np.int64],
    replicates: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the numbers of a series, axes (scenario, year, column)."""
    values = series.values
    rows = [names.index(base or name) for name, base in zip(names, bases, strict=True)]
    own = np.stack(spread(values), axis=-1)
    difference = values if series.is_difference else values - values[rows]
    other = np.stack(
        [*spread(difference), simulation_error(difference, draws, replicates)], axis=-1
    )
    other[[base is None for base in bases]] = np.nan
    if series.is_difference:
        own[:] = np.nan
    return np.concatenate([own, other], axis=-1)


def _rows(
    series: Series,
    names: list[str],
    bases: Sequence[str | None],
    years: list[str],
    numbers: NDArray[np.float64],
) -> Iterator[tuple[str, ...]]:
    words = _words(numbers)
    for name, base, by_year in zip(names, bases, words, strict=True):
        for year, row in zip(years, by_year, strict=True):
            yield (name, base or "", series.outcome, series.group, year, *row)


def _words(numbers: NDArray[np.float64]) -> list[list[list[str]]]:
    flat = [f"{number:.6g}" for number in numbers.ravel().tolist()]
    text = iter("" if word == "nan" else word for word in flat)
    scenarios, years, columns = numbers.shape
    return [[[next(text) for _ in range(columns)] for _ in range(years)] for _ in range(scenarios)]
