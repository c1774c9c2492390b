"""What the data tell of is recovered, what they do not is not; a wrong likelihood is seen."""

import numpy as np
import pytest

from sim.params import draw
from sim.validation.calibration.chances import chances
from sim.validation.calibration.likelihood import SPREAD, Likelihood, likelihood
from sim.validation.calibration.recovery import FIT, Recovered, recovered, uneven
from sim.validation.calibration.space import FREE
from tests.validation.calibration.made import NOBODY, made_bank, made_record

POINTS = draw(range(1024), 1)
BANK = made_bank(POINTS, 4, 2, 1)
RECORD = made_record(np.array([0.3, 0.3]), NOBODY)
MODEL = chances(POINTS, BANK.acts(3, 2020).sum(axis=1), 4)
AS_COUNTED = likelihood(BANK, RECORD, MODEL, 2020)
#: Chance in these made-up draws is normal and alike, so that it is right once, not twice.
TOLD = AS_COUNTED._replace(chance=AS_COUNTED.chance / SPREAD)


def found(told: Likelihood = TOLD, least: float = 20.0) -> Recovered:
    return recovered(BANK, RECORD, told, MODEL, 300, 1, least)


FOUND = found()


def test_parameters_behind_a_share_come_back() -> None:
    for key in FREE[:2]:
        assert FOUND.parameters[key].correlation > 0.9
        assert FOUND.parameters[key].narrowed > 0.4


def test_a_right_likelihood_has_even_ranks() -> None:
    assert FOUND.uneven == []
    for key in FREE[:2]:
        half, most = FOUND.parameters[key].inside
        assert half == pytest.approx(0.5, abs=0.1)
        assert most == pytest.approx(0.9, abs=0.07)


def test_the_control_is_seen_to_be_wrong() -> None:
    assert {FREE[0], FREE[1], FIT} <= set(FOUND.control_uneven)
    assert FOUND.looked_at == len(FREE) + 1


@pytest.mark.parametrize("times", [0.1, 10.0])
def test_chance_that_is_taken_too_small_or_too_large_is_seen(times: float) -> None:
    assert FIT in found(TOLD._replace(chance=times * TOLD.chance)).uneven


def test_a_parameter_behind_nothing_is_not_identified() -> None:
    assert FOUND.parameters[FREE[5]].narrowed == pytest.approx(0.0, abs=0.1)
    assert abs(FOUND.parameters[FREE[5]].correlation) < 0.3


#: Each draw is so far from all others that its own record can be nobody's but its own.
ORDER = np.random.default_rng(3).permutation(1024)
APART = BANK._replace(shares=BANK.shares + ORDER[:, None, None])


def test_a_truth_is_left_out_of_its_own_mean() -> None:
    """What comes back comes from draws that are like it: here no other is."""
    alone = recovered(APART, RECORD, TOLD, MODEL, 300, 1, 0.0)
    assert alone.effective == pytest.approx(1.0), "the truth, and no other draw"
    assert max(abs(each.correlation) for each in alone.parameters.values()) < 0.3


def test_of_its_own_part_a_truth_has_a_random_share_below_it() -> None:
    """So ranks are even where the posterior is right, however few draws count: here one."""
    alone = recovered(APART, RECORD, TOLD, MODEL, 300, 1, 0.0)
    assert alone.uneven == []
    ranks = alone.parameters[FREE[0]].ranks
    assert np.quantile(ranks, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.1)


def test_means_are_tempered_and_ranks_are_not() -> None:
    again = found(least=200.0)
    assert again.truths == FOUND.truths == 300
    assert again.power < FOUND.power
    assert again.effective < 200 <= again.effective_of_means + 1e-6
    np.testing.assert_array_equal(again.parameters[FREE[0]].ranks, FOUND.parameters[FREE[0]].ranks)


def test_ranges_that_are_too_narrow_are_uneven_in_the_middle_or_not() -> None:
    even = (np.arange(200) + 0.5) / 200
    assert not uneven(even, 12)
    assert uneven(np.where(even < 0.5, even / 2, 0.5 + even / 2), 12)
    assert uneven(0.25 + even / 2, 12)
