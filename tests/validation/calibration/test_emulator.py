"""Emulators find what is there, and say how wrong they are at draws they do not know."""

import numpy as np
import pytest

from sim.params import draw
from sim.validation.calibration.emulator import emulator
from sim.validation.calibration.space import FREE, candidates, features, picked, scaled
from tests.validation.calibration.made import CHANCE

KEYS = list(draw([0], 1))
FIRST, SECOND = KEYS.index(FREE[0]), KEYS.index(FREE[1])


def truth(points: dict[str, np.ndarray]) -> np.ndarray:
    x = scaled(points)
    return np.column_stack([0.3 + 0.1 * x[:, FIRST], 0.2 + 0.1 * x[:, FIRST] * x[:, SECOND]])


def test_sums_and_products_are_found_where_no_run_was() -> None:
    points = draw(range(512), 1)
    noise = CHANCE * np.random.default_rng(1).standard_normal((512, 2))
    found = emulator(points, truth(points) + noise, np.full(2, CHANCE**2))
    others = draw(range(256), 2)
    away = found.mean(others) - truth(others)
    assert np.sqrt((away**2).mean(axis=0)) == pytest.approx(np.zeros(2), abs=0.015)
    assert ((away**2).mean(axis=0) < 4 * found.error + 1e-5).all()


def test_what_no_parameter_explains_stays_unexplained() -> None:
    points = draw(range(512), 1)
    noise = np.random.default_rng(1).standard_normal((512, 1))
    found = emulator(points, noise, np.zeros(1))
    assert found.left_out[0] > 0.9
    assert found.error[0] == pytest.approx(1.0, rel=0.25)


def test_features_are_all_parameters_their_squares_and_products_of_the_free() -> None:
    points = draw(range(4), 1)
    pairs = len(FREE) * (len(FREE) - 1) // 2
    assert features(points).shape == (4, 2 * len(KEYS) + pairs)
    assert np.abs(scaled(points)).max() <= 1


def test_candidates_follow_from_the_seed_and_lie_in_their_ranges() -> None:
    first, again, other = (next(iter(candidates(seed, 100))) for seed in (1, 1, 2))
    assert all(np.array_equal(first[key], again[key]) for key in first)
    assert not np.array_equal(first[FREE[0]], other[FREE[0]])
    assert picked(first, np.array([3]))[FREE[0]][0] == first[FREE[0]][3]
    assert sum(len(part[FREE[0]]) for part in candidates(1, 10_000)) == 10_000
