"""Numbers and skills as words, where something is missing, or too few stand behind it."""

from __future__ import annotations

import math

import pytest

from sim.validation.cells import FEWEST, TOO_FEW, between, percent, signed, skill, sureness
from sim.validation.scores import Score

NAN = math.nan


def test_a_score_without_an_interval_stands_alone_and_one_of_nothing_is_a_dash() -> None:
    assert between(Score(0.0314, NAN, NAN, 3)) == "0.031"
    for words in (between, skill, percent, signed):
        assert words(Score(NAN, NAN, NAN, 0)) == "-"


def test_ends_of_an_interval_from_1_on_have_one_digit_and_below_it_no_0() -> None:
    assert between(Score(1.234, 0.9, 12.345, 9)) == "1.234 [.900, 12.3]"
    assert between(Score(-0.5, -0.75, -0.25, 9), 2) == "-0.50 [-.75, -.25]"


def test_a_skill_needs_figures_and_an_interval() -> None:
    assert skill(Score(0.3, 0.1, 0.5, FEWEST)) == "0.30 [0.10, 0.50]"
    assert skill(Score(0.3, 0.1, 0.5, FEWEST - 1)) == TOO_FEW
    assert skill(Score(0.3, NAN, NAN, 100)) == TOO_FEW


def test_a_skill_that_is_not_shown_to_its_end_is_said_to_go_on() -> None:
    assert skill(Score(-2.0, -40.0, 0.5, 9)) == "-2.00 [-9.90, 0.50]"
    assert skill(Score(-9.95, -40.0, 0.5, 9)) == "below -9.9"


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.1, 0.5, "the model is better"),
        (-0.5, -0.1, "the model is worse"),
        (-0.1, 0.1, "no sure difference"),
        (0.0, 0.5, "no sure difference"),
        (-0.5, 0.0, "no sure difference"),
        (NAN, NAN, "figures of so few vendors or places cannot tell who is better"),
        (0.2, 0.2, "figures of so few vendors or places cannot tell who is better"),
    ],
)
def test_who_is_better_is_said_where_the_whole_interval_says_it(
    low: float, high: float, told: str
) -> None:
    assert sureness(Score(0.2, low, high, 9)) == told


def test_few_figures_cannot_tell_whatever_their_interval() -> None:
    assert sureness(Score(0.9, 0.8, 1.0, 1)) == "1 figure cannot tell who is better"
    assert sureness(Score(0.9, 0.8, 1.0, 4)) == "4 figures cannot tell who is better"


def test_shares_and_differences_have_their_signs() -> None:
    assert percent(Score(0.126, 0.1, 0.2, 9)) == "13%"
    assert (signed(Score(2.0, 1.0, 3.0, 9)), signed(Score(-2.04, -3.0, 1.0, 9))) == ("+2.0", "-2.0")
