"""Proportional fitting on small tables worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.errors import DataError
from sim.fit import Blocks, attainable, fit, scale_blocks, world_shares


def plain(rows: int, vendors: int) -> Blocks:
    """Return blocks of which each row is one."""
    total = np.zeros((rows, vendors + 2))
    total[:, 0] = 1.0
    return Blocks(np.zeros((rows, vendors), dtype=np.int64), total)


def test_scaling_of_a_row_by_hand() -> None:
    blocks = Blocks(np.array([[0, 1, 1]]), np.array([[0.4, 0.6]]))
    scaled = scale_blocks(np.array([[2.0, 1.0, 3.0]]), blocks)
    np.testing.assert_allclose(scaled, [[0.4, 0.15, 0.45]])


def test_world_share_is_a_weighted_mean() -> None:
    shares = np.array([[1.0, 0.0], [0.5, 0.5]])
    assert world_shares(shares, np.array([1.0, 3.0])).tolist() == [0.625, 0.375]


def test_two_rows_with_one_answer() -> None:
    seed = np.array([[1.0, 0.0], [0.5, 0.5]])
    done = fit(seed, np.array([1.0, 1.0]), plain(2, 2), np.array([0.8, 0.2]), ("a", "b"))
    np.testing.assert_allclose(done, [[1.0, 0.0], [0.6, 0.4]], atol=1e-9)


def test_odds_ratios_survive() -> None:
    seed = np.array([[0.7, 0.3], [0.2, 0.8]])
    done = fit(seed, np.array([1.0, 2.0]), plain(2, 2), np.array([0.5, 0.5]), ("a", "b"))
    before = seed[0, 0] * seed[1, 1] / (seed[0, 1] * seed[1, 0])
    after = done[0, 0] * done[1, 1] / (done[0, 1] * done[1, 0])
    assert after == pytest.approx(before)
    assert world_shares(done, np.array([1.0, 2.0])) == pytest.approx([0.5, 0.5], abs=1e-10)


def test_a_held_share_does_not_move() -> None:
    blocks = Blocks(
        np.array([[0, 2, 0], [0, 0, 0]]), np.array([[0.7, 0.0, 0.3, 0.0], [1.0, 0.0, 0.0, 0.0]])
    )
    seed = np.full((2, 3), 1 / 3)
    margin = np.array([0.2, 0.5, 0.3])
    done = fit(seed, np.array([1.0, 1.0]), blocks, margin, ("a", "b", "c"))
    assert done[0, 1] == pytest.approx(0.3)
    assert done[1, 1] == pytest.approx(0.7, abs=1e-9)


def test_zero_stays_zero() -> None:
    seed = np.array([[0.0, 1.0], [0.5, 0.5]])
    done = fit(seed, np.array([1.0, 1.0]), plain(2, 2), np.array([0.3, 0.7]), ("a", "b"))
    assert done[0, 0] == 0.0


def test_what_is_attainable_by_hand() -> None:
    shares = np.array([[1.0, 0.0], [0.5, 0.5]])
    least, most = attainable(shares, np.array([1.0, 3.0]), plain(2, 2))
    assert least.tolist() == [0.25, 0.0]
    assert most.tolist() == [1.0, 0.75]


def test_margin_that_cannot_be_met() -> None:
    seed = np.array([[1.0, 0.0], [0.5, 0.5]])
    with pytest.raises(DataError, match=r"a cannot have 0\.100; .* allow 0\.250 to 1\.000"):
        fit(seed, np.array([1.0, 3.0]), plain(2, 2), np.array([0.1, 0.9]), ("a", "b"))


def test_margins_that_cannot_be_met_together() -> None:
    seed = np.array([[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]])
    margin = np.array([0.4, 0.4, 0.1, 0.1])
    with pytest.raises(DataError, match=r"a misses 0\.400 by 0\.150"):
        fit(seed, np.array([1.0, 1.0]), plain(2, 4), margin, ("a", "b", "c", "d"))
