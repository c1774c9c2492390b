"""The compiled draw of mixes, beside the same draw written plainly with NumPy and SciPy."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammaincinv, ndtr, ndtri

from sim.initial import operator_shares, possible, raw_shares
from sim.streams import INITIAL_KIT, uniform_table
from sim.vendor_mix import DRAWS_PER_KEY, draw_uniforms
from sim.world import InitialKit
from tests.real import built, operator

Floats = NDArray[np.float64]
W, N = built()
KIT = W.initial_kit


def normals(keys: NDArray[np.uint64], cells: int, seed: int, replicate: int) -> Floats:
    """Return standard normal numbers by key, shape (key, cell)."""
    blocks = range(-(-cells // DRAWS_PER_KEY))
    tables = [uniform_table(seed, replicate, INITIAL_KIT, block, keys) for block in blocks]
    return np.asarray(ndtri(np.concatenate(tables, axis=1)[:, :cells]))


def with_groups(kit: InitialKit, seed: int, replicate: int) -> Floats:
    """Return uniform numbers, correlated inside a group, shape (operator, market, vendor)."""
    makers = kit.sources.target.shape[1:]
    cells = makers[0] * makers[1]
    own = normals(kit.owners.own_key, cells, seed, replicate)
    shared = normals(kit.owners.group_key, cells, seed, replicate)
    part = np.where(kit.owners.in_group, kit.weights.group_correlation, 0.0)[:, None]
    both = np.sqrt(part) * shared + np.sqrt(1.0 - part) * own
    return np.asarray(ndtr(both)).reshape(-1, *makers)


def parts(values: Floats) -> Floats:
    total = values.sum(axis=2, keepdims=True)
    return np.asarray(np.divide(values, total, out=np.zeros_like(values), where=total > 0.0))


def plainly(kit: InitialKit, seed: int, replicate: int) -> Floats:
    """Return what :func:`raw_shares` does, written as its rule reads (section 4)."""
    around, able = kit.sources.target[kit.owners.country], possible(kit)
    uniform = with_groups(kit, seed, replicate)
    drawn = np.where(able, gammaincinv(kit.concentration * np.where(able, around, 1.0), uniform), 0)
    known = parts(kit.sources.contract[kit.owners.tie] * able)
    weight = kit.weights.contract_weight * (known.sum(axis=2, keepdims=True) > 0.0)
    mix = weight * known + (1.0 - weight) * parts(drawn)
    trace = kit.weights.trace_share
    return np.asarray((1.0 - trace) * mix + trace * parts(around * able))


@pytest.mark.parametrize("replicate", [0, 1, 40])
def test_the_draw_is_the_one_its_rule_says(replicate: int) -> None:
    expected = plainly(KIT, 7, replicate)
    np.testing.assert_allclose(raw_shares(KIT, 7, replicate), expected, rtol=1e-11, atol=1e-14)


def test_uniforms_are_uniform() -> None:
    values = np.concatenate([with_groups(KIT, 2, r).ravel() for r in range(5)])
    assert values.mean() == pytest.approx(0.5, abs=0.01)
    assert values.var() == pytest.approx(1 / 12, abs=0.003)


def correlation(first: str, second: str) -> float:
    pairs = [with_groups(KIT, 2, r)[[operator(first), operator(second)]] for r in range(60)]
    a, b = (np.concatenate([pair[i].ravel() for pair in pairs]) for i in (0, 1))
    return float(np.corrcoef(a, b)[0, 1])


def test_a_group_shares_half_the_draw() -> None:
    assert correlation("deu-vodafone", "gbr-vodafone") == pytest.approx(0.48, abs=0.07)
    assert correlation("deu-vodafone", "fra-free") == pytest.approx(0.0, abs=0.07)


def test_uniforms_are_those_of_their_keys() -> None:
    keys, found = np.array([3, 9, 4], np.uint64), np.empty(8 * 3)
    draw_uniforms(1, 2, keys, found)
    for block in (0, 1):
        expected = uniform_table(1, 2, INITIAL_KIT, block, keys)
        np.testing.assert_array_equal(found.reshape(8, 3)[4 * block : 4 * block + 4].T, expected)


def test_threads_draw_the_same_as_one_after_the_other() -> None:
    alone = [raw_shares(KIT, 21, r) for r in range(6)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda r: raw_shares(KIT, 21, r), range(6)))
        kept = list(pool.map(lambda _: operator_shares(W, 21, 0), range(8)))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one, other)
    assert all(each is kept[0] for each in kept)
