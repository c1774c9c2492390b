"""Scores have the values that can be worked out by hand."""

import math

import numpy as np
import pytest

from sim.validation.scores import (
    Score,
    auc,
    bias,
    brier,
    chance_of,
    concordance,
    coverage,
    log_score,
    mae,
    mean_of_known,
    place_in_range,
    rmse,
    scored,
    skill,
)

ONE = np.ones(2)


def test_errors_are_in_the_unit_of_the_values():
    seen, said = np.array([30.0, 10.0]), np.array([33.0, 6.0])
    assert rmse(seen, said, ONE) == pytest.approx(math.sqrt((9 + 16) / 2))
    assert mae(seen, said, ONE) == pytest.approx(3.5)
    assert bias(seen, said, ONE) == pytest.approx(-0.5)


def test_a_quantity_told_twice_counts_once():
    seen, said = np.array([30.0, 30.0, 10.0]), np.array([33.0, 33.0, 6.0])
    weight = np.array([0.5, 0.5, 1.0])
    assert mae(seen, said, weight) == pytest.approx(3.5)
    assert coverage(np.array([0.5, 0.5, 0.99]), weight, 0.5) == pytest.approx(0.5)


def test_chances_are_scored():
    happened, chance = np.array([1.0, 0.0]), np.array([0.8, 0.4])
    assert brier(happened, chance, ONE) == pytest.approx((0.04 + 0.16) / 2)
    assert log_score(happened, chance, ONE) == pytest.approx(-(math.log(0.8) + math.log(0.6)) / 2)


def test_order_is_scored_and_ties_count_half():
    happened = np.array([1.0, 1.0, 0.0, 0.0])
    assert auc(happened, np.array([0.9, 0.5, 0.5, 0.1]), np.ones(4)) == pytest.approx(3.5 / 4)
    assert math.isnan(auc(ONE, np.array([0.1, 0.2]), ONE))


def test_who_acts_first_should_have_the_higher_chance():
    when = np.array([2018.0, 2020.0, np.inf])
    assert concordance(when, np.array([0.9, 0.5, 0.1]), np.ones(3)) == 1.0
    # Of three ordered pairs the first is wrong.
    assert concordance(when, np.array([0.4, 0.5, 0.1]), np.ones(3)) == pytest.approx(2 / 3)
    assert math.isnan(concordance(np.full(2, np.inf), np.array([0.1, 0.2]), ONE))


def test_skill_is_what_is_left_of_the_rivals_error():
    seen, said, other = np.array([1.0, 2.0]), np.array([1.5, 2.5]), np.array([3.0, 4.0])
    assert skill(seen, said, other, ONE) == pytest.approx(1 - 0.5 / 2)
    assert math.isnan(skill(seen, said, seen, ONE))


def test_weights_are_as_good_as_repeating():
    happened, chance = np.array([1.0, 0.0, 0.0]), np.array([0.5, 0.7, 0.1])
    rows = [0, 1, 1, 1, 2]
    for score in (auc, brier, log_score):
        weighted = score(happened, chance, np.array([1.0, 3.0, 1.0]))
        assert weighted == pytest.approx(float(score(happened[rows], chance[rows], np.ones(5))))


def test_no_chance_is_nought_or_one():
    found = chance_of(np.array([0, 64]), 64)
    assert 0 < found[0] < found[1] < 1
    assert found.sum() == pytest.approx(1.0)


def test_a_range_that_holds_the_observed_value_covers_it():
    samples = np.array([[0.2, 0.3, 0.4], [0.2, 0.3, 0.4]])
    places = place_in_range(np.array([0.3, 0.9]), samples, np.array([0.01, 0.01]))
    assert places == pytest.approx([0.5, 1.0], abs=1e-6)
    assert coverage(places, ONE, 0.9) == 0.5


def test_runs_without_a_value_do_not_count_and_few_with_one_tell_nothing():
    samples = np.array([[np.nan] * 3 + [0.2] * 5, [np.nan] * 4 + [0.2] * 4])
    assert mean_of_known(samples) == pytest.approx([0.2, np.nan], nan_ok=True)
    places = place_in_range(np.array([0.2, 0.2]), samples, np.full(2, 0.01))
    assert places == pytest.approx([0.5, np.nan], nan_ok=True)
    assert mean_of_known(samples[:, 5:]) == pytest.approx([0.2, 0.2])


def test_an_interval_is_the_same_each_time_and_holds_the_score():
    rng = np.random.default_rng(1)
    seen = rng.uniform(0.1, 0.4, 30)
    said = seen + rng.normal(0, 0.02, 30)
    first, second = (scored(rmse, seen, said) for _ in range(2))
    assert first == second
    assert first.low < first.value < first.high
    assert first.figures == 30


def test_figures_that_err_together_are_drawn_together():
    seen = np.zeros(40)
    said = np.repeat([1.0, 5.0, 1.0, 5.0], 10)
    alone = scored(mae, seen, said)
    together = scored(mae, seen, said, clusters=list(np.repeat(list("abcd"), 10)))
    assert together.high - together.low > 1.5 * (alone.high - alone.low)
    assert (together.low, together.high) == pytest.approx(
        (1.0, 4.0)
    )  # of four, none or three are 5


def test_few_that_err_together_give_no_interval():
    seen = np.zeros(12)
    three, four = (scored(mae, seen, seen + 1, clusters=list("abcd"[:n]) * (12 // n))
                   for n in (3, 4))  # fmt: skip
    assert (three.value, three.figures) == (1.0, 12)
    assert np.isnan([three.low, three.high]).all()
    assert (four.low, four.high) == (1.0, 1.0)


def test_nothing_gives_no_score():
    empty = scored(rmse, np.array([]), np.array([]))
    assert empty.figures == 0
    assert math.isnan(empty.value)
    assert isinstance(empty, Score)
