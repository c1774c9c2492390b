"""Raking on small cases worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.rake import FEW, LANES, rake


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


def by_long_sweeps(
    shares: NDArray[np.float64], weight: NDArray[np.float64], target: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Rake one country and market the plain way, (operator, vendor), for as long as it takes."""
    kit = shares * weight[:, None]
    for _ in range(3000):
        total = kit.sum(axis=0)
        kit = kit * np.divide(target, total, out=np.zeros_like(total), where=total > 0.0)
        kit = kit * (weight / kit.sum(axis=1))[:, None]
    return kit / weight[:, None]


@pytest.mark.parametrize("vendors", [2, 8, 9])
def test_any_number_of_operators_beside_plain_sweeps(vendors: int) -> None:
    rng = np.random.default_rng(vendors)
    sizes = [*range(1, FEW + 4), *rng.integers(1, FEW + 1, LANES)]
    start = np.concatenate([[0], np.cumsum(sizes)])
    weight = np.concatenate([rng.dirichlet(np.ones(size)) for size in sizes])
    target = rng.dirichlet(np.full(vendors, 2.0), (len(sizes), 3))
    target[::2, :, 0] = 0.0
    target /= target.sum(axis=2, keepdims=True)
    shares = rng.dirichlet(np.full(vendors, 0.4), (start[-1], 3)) + 1e-3
    shares /= shares.sum(axis=2, keepdims=True)
    raked = shares.copy()
    assert rake(raked, weight, start, target).max() < 1e-11
    for c in range(len(sizes)):
        own = slice(start[c], start[c + 1])
        for m in range(3):
            expected = by_long_sweeps(shares[own, m], weight[own], target[c, m])
            np.testing.assert_allclose(raked[own, m], expected, rtol=1e-8, atol=1e-11)


def test_operators_that_have_no_vendor_in_common() -> None:
    shares = [[1.0, 0.0, 0.0], [0.0, 0.5, 0.5]]
    raked = one_country(shares, [0.4, 0.6], [0.4, 0.2, 0.4])
    np.testing.assert_allclose(raked, [[1.0, 0.0, 0.0], [0.0, 1 / 3, 2 / 3]], atol=1e-10)


def test_far_from_the_target() -> None:
    raked = one_country([[1 - 1e-6, 1e-6], [1 - 1e-3, 1e-3]], [0.5, 0.5], [0.1, 0.9])
    ratio = raked[0, 0] * raked[1, 1] / (raked[0, 1] * raked[1, 0])
    assert ratio == pytest.approx((1 - 1e-6) * 1e-3 / (1e-6 * (1 - 1e-3)), rel=1e-7)


def test_an_operator_without_weight_is_scaled_like_the_others() -> None:
    raked = one_country([[0.9, 0.1], [0.5, 0.5]], [1.0, 0.0], [0.5, 0.5])
    np.testing.assert_allclose(raked, [[0.5, 0.5], [0.1, 0.9]], atol=1e-10)
