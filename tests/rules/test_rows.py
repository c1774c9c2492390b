"""Sums over rows of any length."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.rules.rows import copy_row, row_dot, row_sum

LENGTHS = (0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 64)


def row(length: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.1, 9.0, length)


@pytest.mark.parametrize("length", LENGTHS)
def test_every_entry_counts_once(length: int) -> None:
    powers = 2.0 ** np.arange(length, dtype=float)[:50]
    assert row_sum(powers) == 2.0 ** len(powers) - 1.0
    assert row_dot(powers, np.ones(len(powers))) == 2.0 ** len(powers) - 1.0


@pytest.mark.parametrize("length", LENGTHS)
def test_sums_are_right_to_rounding(length: int) -> None:
    a, b = row(length), row(length, seed=2)
    assert row_sum(a) == pytest.approx(math.fsum(a), rel=1e-14)
    assert row_dot(a, b) == pytest.approx(math.fsum(a * b), rel=1e-14)


def test_four_partial_sums_are_added_in_pairs() -> None:
    a = row(9)
    parts = [a[i] + a[i + 4] for i in range(4)]
    assert row_sum(a) == ((parts[0] + a[8]) + parts[1]) + (parts[2] + parts[3])


def test_what_is_no_number_stays_none() -> None:
    a = row(6)
    a[4] = np.nan
    assert math.isnan(row_sum(a))
    assert math.isnan(row_dot(a, row(6, seed=2)))


def test_a_row_is_written_over_another() -> None:
    source, target = row(5), np.full(5, -1.0)
    before = source.copy()
    copy_row(source, target)
    assert target.tolist() == before.tolist() == source.tolist()
