"""Raking on small cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rake import rake


def one_country(shares: list[list[float]], weight: list[float], target: list[float]) -> np.ndarray:  # type: ignore[type-arg]
    """Rake one country with one market and return the shares, shape (operator, vendor)."""
    block = np.array(shares)[:, None, :]
    miss = rake(
        block, np.array(weight), np.array([0, len(weight)]), np.array(target)[None, None, :]
    )
    assert miss.max() < 1e-9
    return block[:, 0]


def test_single_operator_is_its_country() -> None:
    raked = one_country([[0.9, 0.1]], [1.0], [0.3, 0.7])
    np.testing.assert_allclose(raked, [[0.3, 0.7]], atol=1e-10)


def test_two_operators_one_of_them_pure() -> None:
    raked = one_country([[1.0, 0.0], [0.5, 0.5]], [0.25, 0.75], [0.4, 0.6])
    np.testing.assert_allclose(raked, [[1.0, 0.0], [0.2, 0.8]], atol=1e-9)


def test_nothing_to_do() -> None:
    shares = [[0.6, 0.4], [0.2, 0.8]]
    raked = one_country(shares, [0.5, 0.5], [0.4, 0.6])
    np.testing.assert_allclose(raked, shares, atol=1e-12)


def test_vendor_without_a_share_disappears() -> None:
    raked = one_country([[0.5, 0.2, 0.3], [0.1, 0.8, 0.1]], [0.5, 0.5], [0.5, 0.0, 0.5])
    assert raked[:, 1].tolist() == [0.0, 0.0]
    assert raked.sum(axis=1) == pytest.approx([1.0, 1.0])


def test_a_target_out_of_reach_shows_as_a_miss() -> None:
    block = np.array([[[1.0, 0.0]], [[0.5, 0.5]]])
    miss = rake(block, np.array([0.5, 0.5]), np.array([0, 2]), np.array([[[0.1, 0.9]]]))
    assert miss[0, 0] > 0.1


def test_countries_do_not_touch_each_other() -> None:
    block = np.array([[[0.9, 0.1]], [[0.2, 0.8]]])
    target = np.array([[[0.5, 0.5]], [[0.2, 0.8]]])
    rake(block, np.ones(2), np.array([0, 1, 2]), target)
    np.testing.assert_allclose(block[:, 0], [[0.5, 0.5], [0.2, 0.8]], atol=1e-10)
