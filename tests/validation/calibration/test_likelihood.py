"""Likelihoods of draws are those of the textbook."""

import numpy as np
import pytest
from scipy.stats import bernoulli, multivariate_normal

from sim.params import draw
from sim.validation.calibration.chances import chances
from sim.validation.calibration.likelihood import SPREAD, chance_covariance, likelihood, log_acts
from tests.validation.calibration.made import CHANCE, NOBODY, made_bank, made_record

POINTS = draw(range(256), 1)
BANK = made_bank(POINTS, 4, 2, 1)
RECORD = made_record(np.array([0.32, 0.28]), NOBODY)
TOLD = likelihood(BANK, RECORD, chances(POINTS, BANK.acts(3, 2020).sum(axis=1), 4), 2020)
BOTH = np.array([True, True])


def test_chance_is_what_differs_between_runs_of_a_draw() -> None:
    assert chance_covariance(BANK.shares) == pytest.approx(CHANCE**2 * np.eye(2), abs=2e-5)


def test_shares_are_normal_around_the_mean_of_a_draw() -> None:
    around = SPREAD * TOLD.chance * 1.25 + 0.01**2 * np.eye(2)
    wanted = multivariate_normal(np.zeros(2), around).logpdf(TOLD.means - RECORD.observed)
    assert TOLD.of_shares(RECORD.observed, BOTH) == pytest.approx(wanted)


def test_chance_is_taken_for_twice_what_runs_of_a_draw_say() -> None:
    """Twice is measured, not chosen: by records that the model makes itself.

    In calibrations of 3 waves of 4,096 draws the likelihood's own rank, 0.5 where it is right, was
    0.34 with the covariance once (too sharp), even with twice, and off again with four times (too
    blunt). No small example shows it, so the number is held here: who changes it has to repeat
    that (``docs/architecture.md``).
    """
    pooled, error = chance_covariance(BANK.shares), 0.01**2 * np.eye(2)
    assert TOLD.around() == pytest.approx(2.0 * pooled * (1 + 1 / 4) + error)


def test_what_is_left_out_does_not_count() -> None:
    first = np.array([True, False])
    moved = RECORD.observed + np.array([0.0, 0.3])
    assert TOLD.of_shares(moved, first) == pytest.approx(TOLD.of_shares(RECORD.observed, first))
    assert TOLD.of_shares(moved, ~BOTH).tolist() == [0.0] * 256


def test_decisions_are_those_of_independent_coins() -> None:
    chance, acted = np.array([[0.2, 0.7]]), np.array([1.0, 0.0])
    assert log_acts(chance, acted) == pytest.approx(bernoulli(chance).logpmf(acted))
    assert TOLD.restricts.mean() == pytest.approx(0.5, abs=0.05)
