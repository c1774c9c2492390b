"""Waves close in on what is on record, and the weights of their draws undo where they looked."""

import numpy as np
import pytest

from sim.errors import ConfigError
from sim.params import draw, registry
from sim.validation.calibration.bank import Bank, joined
from sim.validation.calibration.chances import chances
from sim.validation.calibration.gates import Open
from sim.validation.calibration.likelihood import likelihood
from sim.validation.calibration.posterior import weights
from sim.validation.calibration.space import FREE, Points
from sim.validation.calibration.waves import Wave, log_density, through, waves
from tests.validation.calibration.made import CHANCE, NOBODY, made_bank, made_record

RECORD = made_record(np.array([0.35, 0.26, 0.30]), NOBODY)
DRAWS = 512


def play(name: str, points: Points, first: int) -> Bank:
    return made_bank(points, 4, 3, first + 1)


@pytest.fixture(scope="module")
def done() -> list[Wave]:
    return waves(play, RECORD, DRAWS, 3, 1, lambda line: None)


def test_each_wave_looks_closer(done: list[Wave]) -> None:
    away = [np.abs(wave.bank.shares.mean(axis=1) - RECORD.observed).mean() for wave in done]
    assert away[0] > away[1] > 1.5 * away[2]
    assert 1 == done[0].passed > done[1].passed > done[2].passed
    assert [wave.bank.draws for wave in done] == [DRAWS] * 3


def test_densities_of_draws_average_to_one_over_the_ranges(done: list[Wave]) -> None:
    found = np.exp(log_density(done, draw(range(8192), 9)))
    assert found.mean() == pytest.approx(1.0, abs=0.1)
    assert found.min() >= 1 / 3


def test_the_posterior_does_not_depend_on_where_waves_looked(done: list[Wave]) -> None:
    whole = joined([wave.bank for wave in done])
    told = likelihood(whole, RECORD, chances(whole.points, whole.acts(3, 2020).sum(1), 4), 2020)
    found = weights(
        told.of_shares(RECORD.observed, RECORD.used), log_density(done, whole.points), 20
    )
    assert found.power == 1.0
    for key, observed in zip(FREE, RECORD.observed, strict=False):
        exact = _exact(key, float(observed))
        mean = found.share @ whole.points[key]
        spread = np.sqrt(found.share @ (whole.points[key] - mean) ** 2)
        assert mean == pytest.approx(exact[0], abs=exact[1] / 2)
        assert spread == pytest.approx(exact[1], rel=0.35)


def _exact(key: str, observed: float) -> tuple[float, float]:
    """Return mean and standard deviation of a parameter's posterior, by its triangle."""
    parameter = registry()[key]
    values = np.linspace(parameter.low, parameter.high, 10_001)
    shape = np.interp(values, [parameter.low, parameter.default, parameter.high], [0.0, 1.0, 0.0])
    x = (2 * values - parameter.low - parameter.high) / (parameter.high - parameter.low)
    around = 1.25 * CHANCE**2 + 0.01**2
    shape *= np.exp(-((0.3 + 0.1 * x - observed) ** 2) / (2 * around))
    mean = (shape * values).sum() / shape.sum()
    return mean, float(np.sqrt((shape * (values - mean) ** 2).sum() / shape.sum()))


def test_waves_need_draws() -> None:
    with pytest.raises(ConfigError, match="0 waves"):
        waves(play, RECORD, DRAWS, 0, 1, lambda line: None)


def test_an_open_gate_lets_all_through() -> None:
    points, passed = through(Open(), 10, 1, 10_000)
    assert passed == 1.0
    assert len(points[FREE[0]]) == 10


def test_a_closed_gate_is_an_error() -> None:
    class Closed:
        def accept(self, points: Points) -> np.ndarray:
            return np.zeros(len(points[FREE[0]]))

    with pytest.raises(ConfigError, match="none of 20000 candidates"):
        through(Closed(), 10, 1, 20_000)
