"""Chances of what is rare are learnt over draws; a draw's own runs correct them."""

import numpy as np
import pytest
from scipy.special import expit

from sim.params import draw
from sim.validation.calibration.chances import Chances, chances
from sim.validation.calibration.space import FREE, scaled

POINTS = draw(range(1024), 1)
COLUMN = list(POINTS).index(FREE[0])
RISING = np.column_stack([expit(-2 + 2 * scaled(POINTS)[:, COLUMN]), np.full(1024, 0.02)])


def counted(chance: np.ndarray, replicates: int) -> np.ndarray:
    return np.random.default_rng(1).binomial(replicates, chance).astype(float)


def test_chances_that_follow_from_a_parameter_are_found() -> None:
    count = counted(RISING, 8)
    found = chances(POINTS, count, 8)
    own, told = count / 8 - RISING, found.at(POINTS) - RISING
    assert ((told**2).mean(axis=0) < (own**2).mean(axis=0) / 5).all()
    assert found.runs >= 64


def test_where_parameters_say_little_a_draw_s_own_runs_count() -> None:
    erratic = np.random.default_rng(2).beta(0.5, 0.5, (1024, 2))
    found = chances(POINTS, counted(erratic, 8), 8)
    assert found.runs <= 4
    beside = found.beside(POINTS, counted(erratic, 8), 8)
    assert ((beside - erratic) ** 2).mean() < ((found.at(POINTS) - erratic) ** 2).mean()


def test_a_chance_is_never_0_or_1() -> None:
    none = np.column_stack([np.zeros(1024), np.full(1024, 8.0)])
    found = chances(POINTS, none, 8).at(POINTS)
    assert found.min() > 0
    assert found.max() < 1


def test_a_draw_s_runs_are_weighed_against_the_model_s_word() -> None:
    even = Chances(np.zeros((1 + len(POINTS), 1)), runs=8.0)
    some = {key: values[:1] for key, values in POINTS.items()}
    assert even.beside(some, np.array([[8.0]]), 8)[0, 0] == pytest.approx(0.75)
