"""What a country's share of 2014 is expected to be, by what is on record of its region."""

from __future__ import annotations

import numpy as np
import pytest

from sim.expected_shares import expected_figures, moved
from tests.real import built, country, tables

W, _ = built()
NAN = float("nan")
REGION = np.array([0, 0, 0, 1, 1])
GUESS = np.array([0.3, 0.3, 0.3, 0.4, 0.4])
FIGURE = np.array([0.9, 0.5, NAN, NAN, NAN])
EVERYONE = np.ones(5, bool)


def test_the_guess_moves_towards_what_is_on_record() -> None:
    expected = expected_figures(FIGURE, EVERYONE, GUESS, REGION, 6.0)
    assert expected[:2].tolist() == [0.9, 0.5]
    assert expected[2] == pytest.approx((6 * 0.3 + 0.9 + 0.5) / 8)
    assert expected[3:].tolist() == [0.4, 0.4], "nothing is on record there"


def test_the_more_the_guess_weighs_the_less_it_moves() -> None:
    light, heavy = (expected_figures(FIGURE, EVERYONE, GUESS, REGION, w)[2] for w in (1.0, 1e6))
    assert light > 0.55
    assert heavy == pytest.approx(0.3, abs=1e-5)


def test_who_tells_nothing_moves_nobody() -> None:
    telling = np.array([False, True, True, True, True])
    expected = expected_figures(FIGURE, telling, GUESS, REGION, 1.0)
    assert expected[0] == 0.9
    assert expected[2] == pytest.approx((0.3 + 0.5) / 2)


def test_none_stays_none() -> None:
    guess = np.array([0.3, 0.3, 0.0, 0.4, 0.4])
    assert expected_figures(FIGURE, EVERYONE, guess, REGION, 1.0)[2] == 0.0


def test_other_markets_follow_half_way() -> None:
    seed = np.zeros((198, 3, 8))
    seed[:, :, 0], seed[:, :, 3] = 0.5, 0.5
    expected = np.full(198, 0.8)
    share = moved(tables(), seed, expected)[7, :, 0]
    assert share[0] == pytest.approx(0.8)
    assert share[1] == share[2] == pytest.approx(2.0 / 3.0), "odds of 4 to the power of a half"


def test_published_shares_of_europe_raise_its_other_countries_and_japan_nobody() -> None:
    chinese = W.seed_share[:, 0][:, W.vendors.chinese].sum(axis=1)
    assert 0.38 < chinese[country("AUT")] < 0.46, "0.345 with the guess alone"
    assert chinese[country("IDN")] == pytest.approx(0.21, abs=0.01), "as with the guess alone"
