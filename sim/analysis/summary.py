"""The summary: one tidy table of every series, by scenario and year."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from sim.analysis.paired import spread
from sim.analysis.pairs import baseline_of
from sim.analysis.series import Series, all_series
from sim.analysis.sides import errors

FILE: Final = "summary.csv"
COLUMNS: Final = (
    "scenario", "baseline", "outcome", "group", "year",
    "mean", "p05", "p50", "p95",
    "diff_mean", "diff_p05", "diff_p50", "diff_p95", "sim_error",
)  # fmt: skip
_NUMBERS: Final = ",".join(["%.6g"] * 9)


def write_summary(ds: xr.Dataset, file: Path, groups: Collection[str] | None = None) -> Path:
    """Write the summary of a result as a table.

    Means and quantiles are over samples: first of the scenario itself (empty where the
    measure is a difference by nature), then of the paired difference to its baseline (empty
    for a scenario without one). ``sim_error`` is half the 90 % interval of the mean difference.
    With ``groups`` only the series of those are written.

    Returns
    -------
    Path
        The file.
    """
    unfinished = file.with_name(f"{file.name}.new")
    with unfinished.open("w", encoding="utf-8", newline="") as handle:
        handle.write(",".join(COLUMNS) + "\n")
        for lines in summary_lines(ds, groups):
            handle.writelines(lines)
    return unfinished.replace(file)


def summary_lines(ds: xr.Dataset, groups: Collection[str] | None = None) -> Iterator[Iterator[str]]:
    """Yield the lines of each series, in the order of :data:`COLUMNS`."""
    names = [str(name) for name in ds["scenario"].values]
    bases = [baseline_of(ds, name) for name in names]
    years = list(dict.fromkeys(ds["year"].values.tolist()))
    for series in all_series(ds):
        if groups is not None and series.group not in groups:
            continue
        numbers = _numbers(ds, series, names, bases)
        yield _lines(series, names, bases, years, numbers)


def _numbers(
    ds: xr.Dataset, series: Series, names: list[str], bases: Sequence[str | None]
) -> NDArray[np.float64]:
    """Return the numbers of a series, axes (scenario, year, column)."""
    values = series.values
    rows = [names.index(base or name) for name, base in zip(names, bases, strict=True)]
    own = np.stack(spread(values), axis=-1)
    difference = values if series.is_difference else values - values[rows]
    other = np.stack([*spread(difference), errors(ds, difference)], axis=-1)
    other[[base is None for base in bases]] = np.nan
    if series.is_difference:
        own[:] = np.nan
    return np.concatenate([own, other], axis=-1)


def _lines(
    series: Series,
    names: list[str],
    bases: Sequence[str | None],
    years: list[int],
    numbers: NDArray[np.float64],
) -> Iterator[str]:
    for name, base, by_year in zip(names, bases, numbers.tolist(), strict=True):
        start = _cells([name, base or "", series.outcome, series.group])
        for year, row in zip(years, by_year, strict=True):
            words = (_NUMBERS % tuple(row)).replace("nan", "")
            yield f"{start},{year},{words}\n"


def _cells(words: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(words)
    return text.getvalue()
