"""What is called clear: not what few runs or many rows make by chance, but a real effect is."""

from __future__ import annotations

import numpy as np
import pytest

from sim.analysis.change import LEAST_RUNS, Change, change_of, clear, few_words, is_clear
from sim.analysis.contrast import contrast, unpaired_range
from sim.analysis.paired import simulation_error
from sim.analysis.sides import Sides
from sim.world import Floats
from tests.made import made_result

LISTS = 400
#: A list may hold a false one in twenty; so many lists say that to within two standard errors.
MOST = 0.05 + 2 * np.sqrt(0.05 * 0.95 / LISTS)


def false_lists(runs: int, rows: int, seed: int) -> float:
    """Return in what share of lists of paired noise something is called clear."""
    noise = np.random.default_rng(seed).normal(size=(LISTS, rows, runs))
    own = np.arange(runs)
    low, high = np.quantile(noise, [0.05, 0.95], axis=-1)
    error = simulation_error(noise, own, own)
    return float(clear(noise.mean(axis=-1), low, high, error, runs, rows=rows).any(-1).mean())


@pytest.mark.parametrize("rows", [1, 198])
@pytest.mark.parametrize("runs", [3, 6, 10, 12, 16, 24, 64])
def test_chance_alone_makes_a_clear_row_in_one_list_of_twenty_at_most(runs: int, rows: int) -> None:
    assert false_lists(runs, rows, seed=runs + rows) <= MOST


@pytest.mark.parametrize(("runs", "others"), [(3, 3), (10, 10), (10, 40), (24, 24)])
def test_so_do_two_sides_without_pairs(runs: int, others: int) -> None:
    ds = made_result(("baseline", "us_action"), samples=max(runs, others))
    random = np.random.default_rng(runs + others)
    value, other = random.normal(size=(LISTS, 20, runs)), random.normal(size=(LISTS, 20, others))
    low, high = unpaired_range(value, other)
    errors = [simulation_error(side, *2 * [np.arange(side.shape[-1])]) for side in (value, other)]
    mean = value.mean(axis=-1) - other.mean(axis=-1)
    few = min(runs, others)
    found = clear(mean, low, high, np.hypot(*errors), few, rows=20)
    assert found.any(axis=-1).mean() <= MOST
    if runs == others:
        whole = contrast(ds, Sides("us_action", "baseline", paired=False), value, other)
        assert whole.error == pytest.approx(np.hypot(*errors))


def steady(runs: int, around: float) -> Floats:
    return around + np.linspace(-1, 1, runs)


@pytest.mark.parametrize("runs", [16, 64])
def test_a_real_effect_stays_clear_among_all_countries(runs: int) -> None:
    assert is_clear(change_of(steady(runs, 2.5), rows=198))
    assert is_clear(change_of(steady(runs, -2.5), rows=198))


def test_below_the_least_number_of_runs_nothing_is_clear() -> None:
    assert not is_clear(change_of(steady(LEAST_RUNS - 1, 50.0)))
    assert is_clear(change_of(steady(LEAST_RUNS, 50.0)))
    assert not is_clear(change_of(np.array([5.0])))


def test_more_rows_ask_for_more() -> None:
    one = Change(2.0, 0.5, 6.0, 12, 1.0)
    assert is_clear(one)
    assert not is_clear(one._replace(rows=198))


def test_runs_that_share_a_draw_are_not_so_many_runs() -> None:
    draws, replicates = np.repeat([0, 1], 16), np.tile(np.arange(16), 2)
    values = np.where(draws == 0, 1.0, 9.0)
    assert is_clear(change_of(values))
    assert not is_clear(change_of(values, groups=(draws, replicates)))


def test_a_range_that_holds_zero_is_never_clear() -> None:
    assert not is_clear(change_of(steady(64, 0.5)))
    assert not is_clear(Change(float("nan"), float("nan"), float("nan"), 0))


def test_words_for_too_few_runs() -> None:
    assert few_words(9) == "9 runs are too few to call anything clear"
    assert few_words(LEAST_RUNS) == ""
