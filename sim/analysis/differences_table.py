"""The table of one outcome's differences on the terminal, the largest changes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Final

import numpy as np
import xarray as xr

from sim.analysis.change import few_words
from sim.analysis.largest import Row, largest
from sim.analysis.left_out import left_out
from sim.analysis.quantities import WORLD
from sim.analysis.ranges import ranges
from sim.analysis.rounding import two_figures
from sim.analysis.standing import standing
from sim.analysis.table import WIDTH
from sim.plots.words import MINUS, number, signed

_GAP: Final = "  "
_LEAST_WIDTH: Final = 12


def differences_table(found: xr.Dataset, year: int, top: int) -> str:
    """Return the largest differences of a year as text of at most 100 columns.

    Parameters
    ----------
    found
        What :func:`sim.analysis.differences.differences` gave, for that year at least.
    year
        The year over which, or at whose end, things are measured.
    top
        How many rows at most.
    """
    rows = largest(found, year)
    missing = found["mean"].sel(year=year).size - len(rows)
    lines = [*wrap(_heading(found, year), WIDTH), "", *_body(rows[:top], found), ""]
    if missing:
        noun = "line" if missing == 1 else "lines"
        lines += wrap(f"Left out: {missing} {noun} in which some run has no value.", WIDTH)
    for sentence in _notes(rows, top, found):
        lines += wrap(sentence, WIDTH)
    return "\n".join(line.rstrip() for line in lines)


def _heading(found: xr.Dataset, year: int) -> str:
    told = found.attrs
    split = "" if told["by"] == WORLD else f" by {told['by']}"
    return (
        f"{told['label']} ({told['units']}){split}, {year}: mean [range] of the difference to "
        f"{told['held_against']}, simulation error of the mean"
    )


def _body(rows: Sequence[Row], found: xr.Dataset) -> Iterator[str]:
    if not rows:
        yield "nothing to show: no difference has a value"
        return
    has_sides = any(np.isfinite(row.value) for row in rows)
    table = [("", "scenario", "value", "against", "difference", "error"), *map(_cells, rows)]
    if not has_sides:
        table = [(*row[:2], *row[4:]) for row in table]
    if found.attrs["by"] == WORLD:
        table = [row[1:] for row in table]
    words = 1 if found.attrs["by"] == WORLD else 2
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    numbers = sum(widths[words:]) + len(_GAP) * (len(widths) - 1)
    room = max(_LEAST_WIDTH * words, WIDTH - numbers)
    if words == 2:
        widths[0] = min(widths[0], max(_LEAST_WIDTH, room - widths[1], room // 2))
    widths[words - 1] = min(widths[words - 1], room - sum(widths[: words - 1]))
    yield from (_line(row, widths, words) for row in table)


def _cells(row: Row) -> tuple[str, ...]:
    change = row.change
    sides = (
        f"{side:,.1f}" if np.isfinite(side) else "" for side in (row.value, row.baseline_value)
    )
    shown = signed(change.mean)
    if change.samples > 1:
        mark = "" if row.clear else " ?"
        shown += f" [{number(change.low)} {number(change.high)}]{mark}"
    error = f"±{two_figures(row.error)}" if np.isfinite(row.error) else ""
    return (row.name, row.scenario, *sides, shown.replace(MINUS, "-"), error)


def _line(row: Sequence[str], widths: Sequence[int], words: int) -> str:
    cells = [
        f"{_cut(text, width):<{width}}" if i < words else f"{text:>{width}}"
        for i, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
    return _GAP.join(cells)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _notes(rows: Sequence[Row], top: int, found: xr.Dataset) -> Iterator[str]:
    told = found.attrs
    clear = sum(row.clear for row in rows)
    shown = f"the {top} largest of {len(rows)}" if len(rows) > top else f"all {len(rows)}"
    why = few_words(told["samples"]) or (
        f"the range includes zero, or the mean is within what chance makes of {len(rows)} lines"
    )
    if told["samples"] > 1:
        yield f"Shown: {shown}, clear changes first ({clear}); '?' marks no clear change: {why}."
    else:
        yield f"Shown: {shown}. {why.capitalize()}."
    yield from ranges(found)
    if missing := left_out([told]):
        yield missing
    if told["note"]:
        yield told["note"]
    for key in ("until", "synthetic"):
        if told.get(key):
            yield f"{told[key]}."
    yield standing(told)
