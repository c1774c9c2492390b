"""What the data tell of is recovered, what they do not tell of is not."""

import numpy as np
import pytest

from sim.params import draw
from sim.validation.calibration.chances import chances
from sim.validation.calibration.likelihood import likelihood
from sim.validation.calibration.recovery import recovered
from sim.validation.calibration.space import FREE
from tests.validation.calibration.made import NOBODY, made_bank, made_record

POINTS = draw(range(2048), 1)
BANK = made_bank(POINTS, 4, 2, 1)
RECORD = made_record(np.array([0.3, 0.3]), NOBODY)
TOLD = likelihood(BANK, RECORD, chances(POINTS, BANK.acts(3, 2020).sum(axis=1), 4), 2020)
FOUND = recovered(POINTS, BANK.shares, BANK.acts(3, 2020), TOLD, 150, 1, 20.0)


def test_parameters_behind_a_share_come_back() -> None:
    for key in FREE[:2]:
        assert FOUND.parameters[key].correlation > 0.9
        assert FOUND.parameters[key].narrowed > 0.4


def test_ranges_hold_as_many_truths_as_they_say() -> None:
    for key in FREE[:2]:
        half, most = FOUND.parameters[key].inside
        assert half == pytest.approx(0.5, abs=0.15)
        assert most == pytest.approx(0.9, abs=0.1)
        assert FOUND.parameters[key].ranks.mean() == pytest.approx(0.5, abs=0.1)


def test_a_parameter_behind_nothing_is_not_identified() -> None:
    assert FOUND.parameters[FREE[5]].narrowed == pytest.approx(0.0, abs=0.1)
    assert abs(FOUND.parameters[FREE[5]].correlation) < 0.3


def test_as_many_truths_as_asked_for() -> None:
    assert FOUND.truths == 150
    assert FOUND.effective >= 20
