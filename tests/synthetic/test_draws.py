"""Keys and keyed numbers of made-up worlds."""

from __future__ import annotations

import numpy as np

from sim.synthetic.draws import COUNTRY_SIZE, OPERATOR_SHARE, in_proportion, joined, numbers, uneven

KEYS = np.arange(1000, dtype=np.uint64)


def test_a_number_belongs_to_its_key_seed_and_purpose() -> None:
    table = numbers(1, COUNTRY_SIZE, KEYS)
    np.testing.assert_array_equal(table[7:9], numbers(1, COUNTRY_SIZE, KEYS[7:9]))
    assert not np.array_equal(table, numbers(2, COUNTRY_SIZE, KEYS))
    assert not np.array_equal(table, numbers(1, OPERATOR_SHARE, KEYS))


def test_uneven_numbers_stay_near_1() -> None:
    found = uneven(1, OPERATOR_SHARE, KEYS, 0.4)
    assert found.min() >= 0.6
    assert found.max() <= 1.4
    assert abs(found.mean() - 1.0) < 0.03


def test_joined_keys_are_distinct_and_know_their_order() -> None:
    first, second = np.repeat(KEYS, 1000), np.tile(KEYS, 1000)
    found = joined(first, second)
    assert np.unique(found).size == found.size
    assert (found != joined(second, first)).mean() > 0.99


def test_in_proportion_by_hand() -> None:
    assert in_proportion(np.array([3, 1]), 6).tolist() == [5, 1]
    assert in_proportion(np.array([3, 1]), 8).tolist() == [6, 2]
    assert in_proportion(np.array([0, 2]), 3).tolist() == [0, 3]


def test_in_proportion_never_takes_from_anybody() -> None:
    weights = np.array([5, 1, 1, 9])
    for total in range(16, 200):
        found = in_proportion(weights, total)
        assert found.sum() == total
        assert (found >= weights).all()
