"""Parsing of single columns."""

from __future__ import annotations

import numpy as np
import pytest

from sim.data import cells
from sim.data.schema import Column


def column(kind: str, low: str = "", high: str = "", allowed: tuple[str, ...] = ()) -> Column:
    return Column("x", kind, False, low, high, False, allowed, "")


def test_blank_number_is_nan() -> None:
    values = cells.numbers(["1.5", "", "2"], column("number"))
    assert values[[0, 2]].tolist() == [1.5, 2.0]
    assert np.isnan(values[1])


@pytest.mark.parametrize("cell", ["nan", "inf", "NA", "1,5", "1_000", " x"])
def test_what_is_no_number(cell: str) -> None:
    with pytest.raises(cells.CellError, match="is not a number") as caught:
        cells.numbers(["1", cell], column("number"))
    assert caught.value.row == 1


def test_range_is_inclusive() -> None:
    assert cells.numbers(["0", "1"], column("number", "0", "1")).tolist() == [0.0, 1.0]
    with pytest.raises(cells.CellError, match=r"1\.01 is not between 0 and 1"):
        cells.numbers(["1.01"], column("number", "0", "1"))


def test_range_with_one_end() -> None:
    with pytest.raises(cells.CellError, match="-1 is not 0 or more"):
        cells.numbers(["-1"], column("number", low="0"))
    with pytest.raises(cells.CellError, match="3 is not 2 or less"):
        cells.numbers(["3"], column("number", high="2"))


def test_whole_numbers() -> None:
    with pytest.raises(cells.CellError, match=r"2\.5 is not a whole number"):
        cells.numbers(["", "2", "2.5"], column("whole"))


def test_flags_are_0_and_1() -> None:
    with pytest.raises(cells.CellError, match="'yes' is neither 0 nor 1"):
        cells.flags(["1", "yes"], column("flag"))


def test_quarters_become_indices() -> None:
    values = cells.quarters(["2014Q1", "", "2019Q2"], column("quarter"))
    assert values[[0, 2]].tolist() == [0.0, 21.0]


def test_quarter_out_of_range() -> None:
    with pytest.raises(cells.CellError, match="2021Q1 is not between 2014Q1 and 2020Q4"):
        cells.quarters(["2021Q1"], column("quarter", "2014Q1", "2020Q4"))


@pytest.mark.parametrize("cell", ["2019", "2019-05", "2019-05-16", ""])
def test_dates_as_written(cell: str) -> None:
    assert cells.dates([cell], column("date")) == (cell,)


@pytest.mark.parametrize("cell", ["2019-13", "2019-5", "May 2019", "2019-05-32"])
def test_what_is_no_date(cell: str) -> None:
    with pytest.raises(cells.CellError, match="is not a date"):
        cells.dates([cell], column("date"))


def test_allowed_words() -> None:
    assert cells.words(["ran", ""], column("text", allowed=("ran", "core"))) == ("ran", "")
    with pytest.raises(cells.CellError, match="not one of ran, core; did you mean 'core'"):
        cells.words(["cor"], column("text", allowed=("ran", "core")))
