"""The table on the terminal: what each scenario changes, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

import xarray as xr

from sim.analysis.change import few_words
from sim.analysis.headline import HEADLINES
from sim.analysis.left_out import left_out
from sim.analysis.ranges import ranges
from sim.analysis.rounding import two_figures
from sim.analysis.sides import FIRST
from sim.analysis.standing import standing
from sim.errors import ResultError
from sim.plots.words import MINUS, number

WIDTH: Final = 100
_INDENT: Final = "  "
_HEADS: Final = {headline.name: headline.columns for headline in HEADLINES}


def table(comparison: xr.Dataset, year: int = 2030) -> str:
    """Return a comparison as text of at most 100 columns.

    Parameters
    ----------
    comparison
        What :func:`sim.analysis.compare.compare` gave.
    year
        The year over which, or at whose end, things are measured.

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
        *wrap(_heading(shown, year), WIDTH),
        "",
        *_body(shown),
        "",
        *_notes(shown),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _heading(shown: xr.Dataset, year: int) -> str:
    if shown.attrs["against"] == FIRST:
        first = shown.attrs["first"]
        return f"What is not as in {first} by {year}: mean [range] of the difference to {first}"
    return f"What each scenario changes by {year}: mean [range] of the difference to its baseline"


def _body(shown: xr.Dataset) -> Iterator[str]:
    heads = _head(shown)
    rows = {str(name): _cells(shown.sel(scenario=name)) for name in shown["scenario"].values}
    widths = [max(map(len, column)) for column in zip(*heads, *rows.values(), strict=True)]
    first = max(len(_INDENT + name) for name in rows)
    room = WIDTH - sum(widths)
    gap = 2 if first + 2 * len(widths) <= room else 1
    fits = first + gap * len(widths) <= room
    first = first if fits else 0
    widths = [gap + width for width in widths]
    yield from (_line("", cells, first, widths) for cells in heads)
    bases = [str(base) for base in shown["baseline"].values]
    if shown.attrs["against"] == FIRST:
        same = f"the same in {shown.attrs['first']}"
        own = [str(policy) for policy in shown["policy"].values]
        bases = [
            same if base.partition(" (")[0] == policy else base
            for base, policy in zip(bases, own, strict=True)
        ]
    for baseline in dict.fromkeys(bases):
        yield f"against {baseline}"
        for (name, cells), base in zip(rows.items(), bases, strict=True):
            if base == baseline:
                yield from [] if fits else [(_INDENT + name)[:WIDTH]]
                yield _line(_INDENT + name if fits else "", cells, first, widths)


def _head(shown: xr.Dataset) -> list[list[str]]:
    names = [str(name) for name in shown["measure"].values]
    words = [[_HEADS[name][part] for name in names] for part in (0, 1)]
    return [*words, [str(unit) for unit in shown["unit"].values]]


def _cells(row: xr.Dataset) -> list[str]:
    numbers = zip(row["mean"].values, row["low"].values, row["high"].values, strict=True)
    cells = [cell(*three) for three in numbers]
    return [words.partition(" [")[0] for words in cells] if row.attrs["samples"] == 1 else cells


def _line(name: str, cells: Sequence[str], first: int, widths: Sequence[int]) -> str:
    padded = (f"{text:>{width}}" for text, width in zip(cells, widths, strict=True))
    return f"{name:<{first}}" + "".join(padded)


def cell(mean: float, low: float, high: float) -> str:
    """Return a difference with its range, in the digits that the report gives it.

    Examples
    --------
    >>> cell(-2.94, -6.1, 0.2), cell(12.3, 4.4, 31.0), cell(0.011, 0.0, 0.03)
    ('-2.9 [-6.1 0.2]', '12.3 [4.4 31.0]', '0.01 [0 0.03]')
    """
    first, second, third = (number(value).replace(MINUS, "-") for value in (mean, low, high))
    return f"{first} [{second} {third}]"


def _notes(shown: xr.Dataset) -> Iterator[str]:
    for note in _sentences(shown):
        yield from wrap(note, WIDTH)


def _sentences(shown: xr.Dataset) -> Iterator[str]:
    samples = int(shown.attrs["samples"])
    varies = "chance" if shown.attrs["parameters"] == "fixed" else "uncertain parameters and chance"
    yield from ranges(shown, f", which differ in {varies}")
    if few := few_words(samples):
        yield f"{few.capitalize()}."
    if samples > 1:
        errors = shown["error"].transpose("measure", ...).values.max(axis=-1)
        pairs = zip(errors, shown["unit"].values, strict=True)
        words = ", ".join(f"{two_figures(error)} {unit}" for error, unit in pairs)
        yield f"Simulation error of the means, at most, column by column: {words}."
    if enough := shown.attrs.get("until"):
        yield f"{enough}."
    if missing := left_out([shown.attrs]):
        yield missing
    if shown.attrs.get("no_delay"):
        yield shown.attrs["no_delay"]
    if shown.attrs.get("synthetic"):
        yield f"{shown.attrs['synthetic']}."
    yield standing(shown.attrs)
