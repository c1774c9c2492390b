"""Which parameters a screening leaves."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from sim.analysis.headline import HEADLINES
from sim.analysis.sensitivity.choice import choose
from sim.analysis.sensitivity.experiment import CHANGE, LEVEL, Series
from sim.errors import ResultError

FIRST, SECOND = Series(HEADLINES[0], CHANGE), Series(HEADLINES[1], LEVEL)


def effects(*years: list[float]) -> xr.Dataset:
    values = np.array(years)
    labels = {"year": np.arange(len(values)), "parameter": ["a", "b", "c"]}
    return xr.Dataset({"mu_star": (("year", "parameter"), values)}, labels)


def test_the_largest_shares_over_years_and_measures_are_kept() -> None:
    found = choose({FIRST: effects([3, 1, 0], [0, 0, 0]), SECOND: effects([0, 0, 100])}, 2)
    assert found.kept == ("c", "a")
    assert found.shares == pytest.approx({"a": 0.45, "b": 0.05, "c": 0.5})
    assert found.plain == pytest.approx({"a": 0.375, "b": 0.125, "c": 0.5})
    assert found.part == pytest.approx(0.95)
    assert found.plain_part == pytest.approx(0.875)
    assert found.most_left_out == (pytest.approx(0.1), "b", FIRST)


def test_years_in_which_nothing_varies_do_not_count() -> None:
    gone = [np.nan] * 3
    found = choose({FIRST: effects(gone, [1, 2, 3]), SECOND: effects(gone, gone)}, 1)
    assert found.kept == ("c",)
    assert sum(found.shares.values()) == pytest.approx(1)


def test_all_may_be_kept_or_those_of_an_earlier_choice() -> None:
    some = {FIRST: effects([1, 2, 3])}
    assert choose(some, 3).most_left_out is None
    assert choose(some, 7).kept == ("c", "b", "a")
    assert choose(some, ("a", "b")).kept == ("b", "a")


def test_a_screening_in_which_nothing_varies_is_refused() -> None:
    with pytest.raises(ResultError, match="none of the measures varies"):
        choose({FIRST: effects([0, 0, 0]), SECOND: effects([np.nan] * 3)}, 1)
