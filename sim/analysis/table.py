"""The table on the terminal: what each scenario changes, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.headline import HEADLINES
from sim.errors import ResultError

WIDTH: Final = 100
_NAME: Final = 17
_CELL: Final = 16
_COLUMNS: Final = {headline.name: headline.columns for headline in HEADLINES}


def table(comparison: xr.Dataset, year: int = 2030) -> str:
    """Return a comparison as text of at most 100 columns.

    Parameters
    ----------
    comparison
        What :func:`sim.analysis.compare.compare` gave.
    year
        The year at whose end, or over which, things are measured.

    Raises
    ------
    ResultError
        If the year is not simulated.
    """
    years = comparison["year"].values
    if year not in years:
        raise ResultError(f"year: {year} is not between {years.min()} and {years.max()}")
    shown = comparison.sel(year=year)
    lines = [
        f"What each scenario changes by {year}: mean [range] of the difference to its baseline",
        "",
        *_head(shown),
        *_rows(shown),
        "",
        *_notes(shown),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _head(shown: xr.Dataset) -> Iterator[str]:
    names = [str(name) for name in shown["measure"].values]
    for part in (0, 1):
        yield _line("", [_COLUMNS[name][part] for name in names])
    yield _line("", [str(unit) for unit in shown["unit"].values])


def _rows(shown: xr.Dataset) -> Iterator[str]:
    for baseline in dict.fromkeys(shown["baseline"].values.tolist()):
        yield f"against {baseline}"
        for name in shown["scenario"].values[shown["baseline"].values == baseline]:
            row = shown.sel(scenario=name)
            numbers = zip(row["mean"].values, row["low"].values, row["high"].values, strict=True)
            yield from _named(f"  {name}", [cell(*three) for three in numbers])


def _named(name: str, cells: list[str]) -> Iterator[str]:
    """Yield one line, or two if the name is too long to stand beside its numbers."""
    if len(name) > _NAME + 1:
        yield name[:WIDTH]
        name = ""
    yield _line(name, cells)


def _line(name: str, cells: list[str]) -> str:
    return f"{name:<{_NAME}}" + "".join(f" {text:>{_CELL - 1}}" for text in cells)


def cell(mean: float, low: float, high: float) -> str:
    """Return a difference with its range.

    Examples
    --------
    >>> cell(-2.94, -6.1, 0.2), cell(12.3, 4.4, 31.0)
    ('-2.9 [-6.1 0.2]', '12 [4 31]')
    """
    digits = 0 if max(abs(low), abs(high), abs(mean)) >= 9.95 else 1
    first, second, third = (_number(value, digits) for value in (mean, low, high))
    return f"{first} [{second} {third}]"


def _number(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.lstrip("-") if float(text) == 0 else text


def _notes(shown: xr.Dataset) -> Iterator[str]:
    samples = int(shown.attrs["samples"])
    varies = "chance" if shown.attrs["parameters"] == "fixed" else "uncertain parameters and chance"
    runs = f"{samples} paired runs" if samples > 1 else "1 paired run: no range"
    yield f"Range: 5 to 95 % of the differences over {runs}; they differ in {varies}."
    if samples > 1:
        errors = zip(shown["unit"].values, _largest_errors(shown), strict=True)
        words = ", ".join(f"{error:.2g} {unit}" for unit, error in errors)
        yield "Error of the means from having no more runs, at most, by column:"
        yield f"  {words}."
    if shown.attrs["samples_left_out"]:
        yield f"{shown.attrs['samples_left_out']} samples are left out: a run failed or is missing."
    if shown.attrs["uncalibrated"]:
        yield "Uncalibrated: this shows how the rules work; it is not a forecast."


def _largest_errors(shown: xr.Dataset) -> list[float]:
    return [float(np.max(error)) for error in shown["error"].transpose("measure", ...).values]
