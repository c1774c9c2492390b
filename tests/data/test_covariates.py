"""Means over years and filled gaps, on small arrays worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.data.covariates import by_year, codes, filled_by_group, held, mean_of_years
from tests.real import tables

NAN = np.nan


def test_codes_are_sorted() -> None:
    assert list(codes(tables())) == sorted(codes(tables()))


def test_by_year_puts_each_figure_in_its_place() -> None:
    population = by_year(tables(), "population", 2014, 2015)
    assert population.shape == (198, 2)
    assert population[codes(tables()).index("PRK"), 0] == 25451262.0


def test_mean_takes_the_years_that_are_there() -> None:
    one_year = by_year(tables(), "libdem", 2015, 2015)[:, 0]
    mean = mean_of_years(tables(), "libdem", (2015, 2015))
    np.testing.assert_array_equal(one_year, mean)
    assert np.isnan(mean[codes(tables()).index("TUV")])


def test_japan_has_54_thousand_troops() -> None:
    mean = mean_of_years(tables(), "us_troops")
    assert mean[codes(tables()).index("JPN")] == pytest.approx(54358.8)


def test_gap_takes_the_median_of_its_group() -> None:
    values = np.array([1.0, 2.0, 9.0, NAN, 7.0, NAN])
    group = np.array([0, 0, 0, 0, 1, 1])
    assert filled_by_group(values, group).tolist() == [1.0, 2.0, 9.0, 2.0, 7.0, 7.0]


def test_group_without_a_value_takes_the_median_of_all() -> None:
    values = np.array([1.0, 3.0, NAN])
    assert filled_by_group(values, np.array([0, 0, 1])).tolist() == [1.0, 3.0, 2.0]


def test_filling_leaves_the_original_alone() -> None:
    values = np.array([1.0, NAN])
    filled_by_group(values, np.zeros(2, dtype=np.int64))
    assert np.isnan(values[1])


def test_gaps_in_years_are_held() -> None:
    yearly = np.array([[NAN, 2.0, NAN, 4.0, NAN], [NAN, NAN, NAN, NAN, NAN]])
    filled = held(yearly)
    assert filled[0].tolist() == [2.0, 2.0, 2.0, 4.0, 4.0]
    assert np.isnan(filled[1]).all()
