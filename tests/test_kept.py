"""What is kept, for how long, and for several threads at once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.errors import DataError
from sim.kept import Kept

Floats = NDArray[np.float64]
EIGHT = 8 * 8


def made(value: float) -> Floats:
    return np.full(8, value)


def test_what_is_kept_is_not_made_again() -> None:
    kept: Kept[int] = Kept(3 * EIGHT)
    first = kept.get(1, lambda: made(1.0))
    assert kept.get(1, lambda: made(2.0)) is first


def test_bytes_are_bounded_and_the_oldest_goes_first() -> None:
    kept: Kept[int] = Kept(3 * EIGHT)
    for key in range(3):
        kept.get(key, lambda: made(1.0))
    kept.get(0, lambda: made(1.0))
    kept.get(3, lambda: made(1.0))
    assert kept.nbytes == 3 * EIGHT
    assert kept.get(0, lambda: made(9.0))[0] == 1.0
    assert kept.get(1, lambda: made(9.0))[0] == 9.0


def test_one_that_is_too_large_is_kept_until_the_next() -> None:
    kept: Kept[int] = Kept(EIGHT // 2)
    first = kept.get(1, lambda: made(1.0))
    assert kept.get(1, lambda: made(2.0)) is first
    kept.get(2, lambda: made(2.0))
    assert kept.nbytes == EIGHT


def test_threads_that_ask_for_the_same_share_one_making() -> None:
    kept: Kept[int] = Kept(100 * EIGHT)
    makings: list[int] = []

    def make(key: int) -> Floats:
        makings.append(key)
        time.sleep(0.01)
        return made(key)

    def ask(i: int) -> float:
        return float(kept.get(i % 4, lambda: make(i % 4))[0])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(64))) == [float(i % 4) for i in range(64)]
    assert sorted(makings) == [0, 1, 2, 3]


def test_a_failure_is_told_and_not_kept() -> None:
    kept: Kept[int] = Kept(EIGHT)

    def fail() -> Floats:
        raise DataError("no room")

    with pytest.raises(DataError, match="no room"):
        kept.get(1, fail)
    assert kept.nbytes == 0
    assert kept.get(1, lambda: made(4.0))[0] == 4.0
