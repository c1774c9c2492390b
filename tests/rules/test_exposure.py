from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, OPERATOR, VENDOR
from sim.rules import exposure as rules
from tests.records import aged, ages, parameters, record, room, stock, table

P = parameters()
MAKERS = table(VENDOR, 2, chinese=[True, False])
OURS = np.array([1.0, 0.0])
THREE = table(VENDOR, 3, chinese=[True, False, True])
FIRST, SECOND, THIRD = range(3)


def exposure(stock: list[list[float]]) -> float:
    total, chinese = np.ones(4), np.ones(4)
    rules.split(OURS, np.array(stock), total, chinese)
    return float(rules.exposure(P, total, chinese))


@pytest.mark.rule("E1")
def test_exposure_weighs_classes() -> None:
    expected = 0.25 * 0.2 + 0.25 * 0.5 + 0.35 * 1.0 + 0.15 * 0.0
    stock = [[20.0, 80.0], [50.0, 50.0], [10.0, 0.0], [0.0, 7.0]]
    assert exposure(stock) == pytest.approx(expected)


@pytest.mark.rule("E1")
def test_a_class_without_kit_passes_its_weight_on() -> None:
    no_5g = [[20.0, 80.0], [0.0, 0.0], [10.0, 0.0], [0.0, 7.0]]
    assert exposure(no_5g) == pytest.approx(0.5 * 0.2 + 0.35)
    no_core = [[20.0, 80.0], [50.0, 50.0], [0.0, 0.0], [0.0, 7.0]]
    assert exposure(no_core) == pytest.approx((0.05 + 0.125) / 0.65)
    assert exposure([[0.0, 0.0]] * 4) == 0.0


@pytest.mark.rule("E3")
def test_base_traffic_is_exposed_through_the_two_largest_operators() -> None:
    operators = table(OPERATOR, 3, share=[0.5, 0.3, 0.2])
    kit = stock(3, 4, 2)
    kit[0, :, 0] = 1.0  # all Chinese
    kit[1, :, 1] = 1.0
    kit[2, :, 0] = 1.0  # too small to count
    nation = record(COUNTRY, largest_two=[0, 1])
    work = room(1, 3, 2)
    work.ours[:] = OURS
    value = rules.base_traffic_exposure(P, nation, operators, *ages(kit), work)
    assert value == pytest.approx(0.7 * 0.5 / 0.8)
    alone = record(COUNTRY, largest_two=[0, 0])
    value = rules.base_traffic_exposure(P, alone, operators, *ages(kit), work)
    assert value == pytest.approx(0.7)


@pytest.mark.rule("E3")
def test_host_exposure_is_weighted_by_troops() -> None:
    countries = table(COUNTRY, 3, host=[True, True, False], troops=[300.0, 100.0, 9000.0])
    exposures = np.zeros((1, 5, 3))
    exposures[0, 0] = [0.2, 0.6, 0.9]
    result = np.zeros(1)
    rules.host_exposure(np.array([P]), countries, exposures, result)
    assert result[0] == pytest.approx(0.7 * (300 * 0.2 + 100 * 0.6) / 400)


@pytest.mark.rule("E1", "E3")
def test_exposure_table_says_where_there_is_no_5g_and_no_base() -> None:
    countries = table(COUNTRY, 2, host=[True, False], largest_two=[[0, 0], [1, 1]])
    operators = table(OPERATOR, 2, share=1.0, country=[0, 1])
    kit = aged(np.ones((1, 2, 4, 2, 2)))
    kit[0, :, 1] = 0.0
    kit[0, :, 0, 0] = 3.0
    installed = kit.sum(axis=4)
    result = np.empty((1, 5, 2))
    rules.measure_exposure(
        np.array([P]), countries, operators, MAKERS, installed, *ages(kit), result, room(2, 2, 2)
    )
    assert result[0, 0] == pytest.approx([0.5 * 0.75 + 0.5 * 0.5] * 2)
    assert result[0, 1] == pytest.approx([10 / 16] * 2)
    assert result[0, 2] == pytest.approx([0.75] * 2)
    assert np.isnan(result[0, 3]).all()
    assert result[0, 4, 0] == pytest.approx(0.7 * 0.625)
    assert np.isnan(result[0, 4, 1])


@pytest.mark.rule("E3")
def test_base_traffic_weighs_the_two_largest_operators_by_their_share() -> None:
    operators = table(OPERATOR, 3, share=[0.1, 0.3, 0.6])
    kit = stock(3, 4, 3)
    kit[0, :, FIRST] = 9.0  # the smallest does not count
    kit[1, :, FIRST], kit[1, :, SECOND] = [1.0, 0.0], [0.0, 3.0]
    kit[2, :, THIRD], kit[2, :, SECOND] = [0.0, 1.0], [1.0, 0.0]
    host = record(COUNTRY, largest_two=[2, 1])
    work = room(1, 3, 3)
    work.ours[:] = [1.0, 0.0, 1.0]
    value = rules.base_traffic_exposure(P, host, operators, *ages(kit), work)
    assert value == pytest.approx(0.7 * (0.6 * 0.5 + 0.3 * 0.25) / 0.9)
    alone = record(COUNTRY, largest_two=[1, 1])
    value = rules.base_traffic_exposure(P, alone, operators, *ages(kit), work)
    assert value == pytest.approx(0.7 * 0.25)


@pytest.mark.rule("E1", "E3")
def test_exposure_is_told_by_country_class_and_host() -> None:
    countries = table(COUNTRY, 2, host=[False, True], largest_two=[[0, 0], [1, 1]])
    operators = table(OPERATOR, 2, share=1.0, country=[0, 1])
    kit = stock(1, 2, 4, 3)
    kit[0, 0, :, FIRST, 0], kit[0, 0, :, SECOND, 0] = [1, 2, 3, 4], [9, 6, 3, 1]
    kit[0, 1, :, THIRD, 1], kit[0, 1, :, SECOND, 1] = [2, 9, 4, 5], [8, 1, 6, 5]
    found = np.empty((1, 5, 2))
    rules.measure_exposure(
        np.array([P]), countries, operators, THREE, kit.sum(axis=4), *ages(kit), found,
        room(2, 2, 3),
    )  # fmt: skip
    first = 0.25 * 0.1 + 0.25 * 0.25 + 0.35 * 0.5 + 0.15 * 0.8
    second = 0.25 * 0.2 + 0.25 * 0.9 + 0.35 * 0.4 + 0.15 * 0.5
    assert found[0, 0] == pytest.approx([first, second])
    assert found[0, 1] == pytest.approx([10 / 29, 20 / 40])
    assert found[0, 2] == pytest.approx([0.1, 0.2])
    assert found[0, 3] == pytest.approx([0.25, 0.9])
    assert math.isnan(found[0, 4, 0])
    assert found[0, 4, 1] == pytest.approx(0.7 * second)
