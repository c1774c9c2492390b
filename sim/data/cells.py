"""From the words of one column to values, each kind with its own checks."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.data.schema import Column
from sim.errors import nearest
from sim.terms import quarter_index

Floats = NDArray[np.float64]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class CellError(Exception):
    """A cell is wrong: which row of the table, and what is the matter with it."""

    def __init__(self, row: int, problem: str) -> None:
        """Note the row, counted from 0, and the problem in words."""
        super().__init__(problem)
        self.row = row
        self.problem = problem


def _first(bad: NDArray[np.bool_]) -> int:
    return int(np.argmax(bad))


def require(cells: Sequence[str]) -> None:
    """Raise :class:`CellError` at the first blank."""
    for row, cell in enumerate(cells):
        if cell == "":
            raise CellError(row, "is blank; a value is needed")


def _float(cell: str, row: int) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise CellError(row, f"{cell!r} is not a number") from None
    if not math.isfinite(value) or "_" in cell:
        raise CellError(row, f"{cell!r} is not a number")
    return value


def _floats(cells: Sequence[str]) -> Floats:
    try:
        values = np.array([float(cell) if cell else math.nan for cell in cells])
    except ValueError:
        values = np.array([math.inf])
    filled = sum(1 for cell in cells if cell)
    if int(np.isfinite(values).sum()) == filled and not any("_" in cell for cell in cells):
        return values
    return np.array([_float(c, row) if c else math.nan for row, c in enumerate(cells)])


def _outside(low: str, high: str) -> str:
    if not high:
        return f"is not {low} or more"
    if not low:
        return f"is not {high} or less"
    return f"is not between {low} and {high}"


def numbers(cells: Sequence[str], column: Column) -> Floats:
    """Return the numbers of a column, shape (row,), NaN where blank.

    Raises
    ------
    CellError
        If a cell is no number, not whole where that is asked, or out of range.
    """
    values = _floats(cells)
    if column.kind == "whole" and (bad := values != np.rint(values))[~np.isnan(values)].any():
        row = _first(bad & ~np.isnan(values))
        raise CellError(row, f"{cells[row]} is not a whole number")
    low = float(column.low) if column.low else -math.inf
    high = float(column.high) if column.high else math.inf
    bad = (values < low) | (values > high)
    if bad.any():
        row = _first(bad)
        raise CellError(row, f"{cells[row]} {_outside(column.low, column.high)}")
    return values


def flags(cells: Sequence[str], column: Column) -> Floats:
    """Return a column of 0 and 1, shape (row,), NaN where blank."""
    for row, cell in enumerate(cells):
        if cell not in ("", "0", "1"):
            raise CellError(row, f"{cell!r} is neither 0 nor 1")
    return _floats(cells)


def quarters(cells: Sequence[str], column: Column) -> Floats:
    """Return quarter indices, shape (row,), NaN where blank."""
    low = quarter_index(column.low) if column.low else -(10**6)
    high = quarter_index(column.high) if column.high else 10**6
    values = np.full(len(cells), math.nan)
    for row, cell in enumerate(cells):
        if not cell:
            continue
        try:
            values[row] = quarter_index(cell)
        except ValueError as error:
            raise CellError(row, str(error)) from None
        if not low <= values[row] <= high:
            raise CellError(row, f"{cell} {_outside(column.low, column.high)}")
    return values


def dates(cells: Sequence[str], column: Column) -> tuple[str, ...]:
    """Return dates as written: a year, a month or a day."""
    for row, cell in enumerate(cells):
        if cell and not _DATE.fullmatch(cell):
            raise CellError(row, f"{cell!r} is not a date; write it like 2019-05-16 or 2019-05")
    return tuple(cells)


def words(cells: Sequence[str], column: Column) -> tuple[str, ...]:
    """Return words; without a reference they must be among the allowed ones, if any."""
    if column.allowed and not column.reference:
        known = {*column.allowed, ""}
        for row, cell in enumerate(cells):
            if cell not in known:
                listed = ", ".join(column.allowed)
                raise CellError(row, f"{cell!r} is not one of {listed}{nearest(cell, known)}")
    return tuple(cells)


PARSERS: dict[str, Callable[[Sequence[str], Column], tuple[str, ...] | Floats]] = {
    "text": words,
    "list": words,
    "date": dates,
    "quarter": quarters,
    "whole": numbers,
    "number": numbers,
    "flag": flags,
}
