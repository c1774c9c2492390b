"""What a law changes, from histories with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from sim.terms import QUARTERS
from sim.validation.counterfactual import Pair
from sim.validation.effects import EFFECTS, Asked
from sim.validation.tracks import CHINESE, OTHERS, Track

BEGINS = 20
OPERATORS = ("deu-a", "deu-b")
ASKED = Asked(years=2.0)


def steady() -> Track:
    """Return a place in which nothing happens, twice: every number the same in each quarter."""
    lines, both = np.ones((2, QUARTERS)), np.ones((2, QUARTERS, 2))
    kit = np.zeros((2, 2, 4))
    kit[:, 0, 0], kit[:, 1, 0], kit[:, 1, 2] = 1.0, 3.0, 6.0
    return Track(
        paid_usd_m=10.0 * lines,
        radio_paid_usd_m=3.0 * both,
        radio_bought_usd_m=2.0 * both,
        coverage=0.5 * lines,
        young_usd_m=60.0 * lines,
        old_usd_m=40.0 * lines,
        standing_usd_m=np.stack([25.0 * lines, 75.0 * lines], axis=2),
        chinese_kit_usd_m=kit,
    )


def measured(name: str, asked: Asked = ASKED, **changes: np.ndarray) -> list[float]:
    """Return an effect where a law changes some of what happens."""
    pair = Pair(steady()._replace(**changes), steady(), BEGINS, OPERATORS, np.array([36.0, 36.0]))
    return EFFECTS[name](pair, asked).tolist()


def after(value: float, quarters: int | None = None) -> np.ndarray:
    """Return a value from the law on, for some quarters, in the first sample; 0 elsewhere."""
    line = np.zeros((2, QUARTERS))
    last = None if quarters is None else BEGINS + quarters
    line[0, BEGINS:last] = value
    return line


def test_a_law_that_changes_nothing_has_no_effect() -> None:
    assert measured("cost") == [0, 0]
    assert measured("delay") == [0, 0]
    assert measured("price") == [0, 0]
    assert measured("purchases") == [0, 0]


def test_costs_are_added_up_to_the_horizon() -> None:
    dearer = {"paid_usd_m": 10.0 + after(500.0)}
    assert measured("cost", **dearer) == pytest.approx([4.0, 0.0])  # eight quarters
    assert measured("cost", Asked(years=0.5), **dearer) == pytest.approx([1.0, 0.0])


def test_an_operator_pays_its_part_of_chinese_kit() -> None:
    dearer = {"paid_usd_m": 10.0 + after(500.0)}
    one = ASKED._replace(operators=("deu-a",))
    assert measured("cost", one, **dearer) == pytest.approx([0.4, 0.0])
    core = ASKED._replace(operators=("deu-b",), classes=("core",))
    assert measured("cost", core, **dearer) == pytest.approx([4.0, 0.0])


def test_a_cost_may_be_told_in_months_of_purchases() -> None:
    """A year's purchases are 2 x 3 a quarter, of Chinese and of others' kit: 24."""
    assert measured("purchases", paid_usd_m=10.0 + after(1.5)) == pytest.approx([6.0, 0.0])


def test_delay_is_the_area_between_the_curves() -> None:
    behind = {"coverage": 0.5 - after(0.25, quarters=4)}
    assert measured("delay", **behind) == pytest.approx([3.0, 0.0])


def test_prices_are_those_of_what_is_bought() -> None:
    dearer = 3.0 + np.stack([after(0.6)] * 2, axis=2)
    assert measured("price", radio_paid_usd_m=dearer) == pytest.approx([20.0, 0.0])
    none = np.zeros((2, QUARTERS, 2))
    assert np.isnan(measured("price", radio_bought_usd_m=none)).all()


def test_premium_and_discount_are_two_sides_of_one_price_and_need_no_law() -> None:
    paid = steady().radio_paid_usd_m.copy()
    paid[:, :, OTHERS] *= 1.25
    pair = Pair(
        steady(), steady()._replace(radio_paid_usd_m=paid), BEGINS, OPERATORS, np.ones(2) * 36
    )
    assert EFFECTS["premium"](pair, ASKED) == pytest.approx([25.0, 25.0])
    assert EFFECTS["discount"](pair, ASKED) == pytest.approx([20.0, 20.0])


def test_kit_goes_by_itself_as_it_ages_in_two_halves() -> None:
    rate = 2 / 36
    young, old = 60.0, 40.0
    for _ in range(8):
        young, old = young - rate * young, old - rate * old + rate * young
    assert measured("due") == pytest.approx([100.0 - young - old] * 2)


def test_a_swap_is_done_when_nearly_nothing_stands() -> None:
    kit = steady().standing_usd_m.copy()
    kit[0, BEGINS + 5 :, CHINESE] = 0.2
    assert measured("time", standing_usd_m=kit) == pytest.approx([1.5, (QUARTERS - BEGINS) / 4])


def test_a_place_without_chinese_kit_has_nothing_to_swap() -> None:
    kit = steady().standing_usd_m.copy()
    kit[:, :, CHINESE] = 0.0
    assert np.isnan(measured("time", standing_usd_m=kit)).all()


def test_shares_and_recent_kit_are_those_without_the_law() -> None:
    assert measured("share", standing_usd_m=np.zeros((2, QUARTERS, 2))) == pytest.approx([25, 25])
    since = ASKED._replace(since=2016)
    assert measured("recent", since) == pytest.approx([12 * 3 / 1000] * 2)
