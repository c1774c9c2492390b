"""A hazard model finds what it can of where decisions come from, and says how much."""

import numpy as np
import pytest

from sim.params import draw
from sim.validation.calibration.bank import Bank
from sim.validation.calibration.measure import NEVER
from sim.validation.calibration.space import scaled
from sim.validation.calibration.start import KEYS, starts
from tests.validation.calibration.made import COUNTRIES, NOBODY, made_bank, made_record

POINTS = draw(range(256), 1)
EAGER = np.array([2018.0, 2019.0, 2018.0, 2020.0, 2019.0, 2018.0])
ONE = np.where(np.arange(len(COUNTRIES)) == 0, 2020.0, np.inf)
VALUES = np.array([0.3, 0.3])


def rising() -> Bank:
    """Return runs in which the more countries restrict the larger the intercept is."""
    bank = made_bank(POINTS, 1, 2, 1)
    many = np.round(3.0 + 3.0 * scaled(POINTS)[:, list(POINTS).index(KEYS[0])])
    acts = np.arange(len(COUNTRIES)) < many[:, None]
    onset = np.where(acts, 2018, NEVER).astype(np.int16)
    return bank._replace(onset=np.repeat(onset[:, None, None], 3, axis=2))


def test_who_restricts_says_where_the_intercept_lies() -> None:
    bank = rising()
    few = starts(bank, made_record(VALUES, ONE))[KEYS[0]]
    many = starts(bank, made_record(VALUES, EAGER))[KEYS[0]]
    assert many.estimate > few.estimate + 2 * few.error
    assert few.explained > 0.8
    assert few.error < POINTS[KEYS[0]].std() / 2


def test_what_decisions_do_not_follow_from_is_left_open() -> None:
    found = starts(made_bank(POINTS, 2, 2, 1), made_record(VALUES, EAGER))
    assert tuple(found) == KEYS
    for key, each in found.items():
        assert each.explained < 0.1
        assert each.error == pytest.approx(POINTS[key].std(), rel=0.1)


def test_without_a_decision_on_record_there_is_no_hazard() -> None:
    assert starts(made_bank(POINTS, 2, 2, 1), made_record(VALUES, NOBODY)) == {}
