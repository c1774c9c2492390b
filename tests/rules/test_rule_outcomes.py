from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, OPERATOR, VENDOR
from sim.rules import outcomes as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import (
    AID,
    CAP,
    CHINA_REGION,
    DUTIES,
    FINANCE,
    LEGACY_RAN,
    PURCHASES,
    RAN_5G,
    RETALIATION,
)
from tests.records import ages, find_operators, parameters, record, room, stock, table

P = parameters()
MAKERS = table(VENDOR, 2, chinese=[True, False], us_share=[0.0, 0.2])
OURS = np.array([1.0, 0.0])


@pytest.mark.rule("E2", "O2")
def test_stock_coverage_and_spend_of_a_country() -> None:
    operators = table(
        OPERATOR, 2, share=[0.75, 0.25], spend_usd_m=[[100 / 36, 0, 0]] * 2, country=0
    )
    kit = stock(2, 4, 2)
    kit[0, 1] = [[7.0, 7.0], [10.0, 11.0]]  # 35 of 70
    kit[1, 1] = [[0.0, 0.0], [0.0, 7.0]]  # 7 of 70
    installed = np.ones((1, 4, 2))
    rules.take_stock(find_operators(table(COUNTRY, 1), operators), *ages(kit), installed)
    assert installed[0, 1] == pytest.approx([14.0, 28.0])
    assert installed[0, 0].sum() == 0.0
    g = record(GOVERNMENT)
    nation = record(COUNTRY, first_operator=0, last_operator=2)
    rules.measure_coverage(0, P, nation, operators, g, *ages(kit), np.zeros(2))
    assert g["coverage"] == pytest.approx(0.75 * 0.5 + 0.25 * 0.1)
    g["launch"] = 9
    rules.measure_coverage(8, P, nation, operators, g, *ages(kit), np.zeros(2))
    assert g["coverage"] == 0.0
    rules.spend(OURS, g, np.array([[3.0, 1.0], [0, 0], [2.0, 0], [0, 4.0]]), np.zeros(2))
    assert (g["spend_usd_m"], g["chinese_spend_usd_m"]) == (10.0, 5.0)


@pytest.mark.rule("E4")
def test_costs_and_who_bears_them() -> None:
    g = record(GOVERNMENT, finance_discount=0.1, aid_discount=0.2, punished_left=1)
    makers = table(VENDOR_STATE, 2, china_share=[0.98, 0.1])
    here = record(COUNTRY_QUARTER, exports_to_china_usd_m=500.0)
    bought = np.zeros((4, 2))
    bought[2] = [10.0, 20.0]
    price, before, costs = np.full((3, 2), math.exp(0.3)), np.full(3, math.exp(0.1)), np.zeros(8)
    work = room(1, 1, 2)
    work.ours[:] = OURS
    rules.add_costs(
        P,
        record(COUNTRY, is_usa=True),
        MAKERS,
        math.exp(-0.1),
        here,
        g,
        makers,
        record(SCENE, duty_us=0.25),
        bought,
        price,
        before,
        costs,
        work,
    )
    paid = math.exp(0.2)
    to_huawei = 10 * paid / (1 + 0.25 * 0.98 * 0.7)
    to_ericsson = 20 * paid / (1 + 0.25 * 0.1 * 0.7)
    assert costs[PURCHASES] == pytest.approx(to_huawei + to_ericsson)
    assert costs[FINANCE] == pytest.approx(to_huawei * (math.exp(0.1) - 1))
    assert costs[AID] == pytest.approx(to_ericsson * 0.2 / 0.8)
    assert costs[DUTIES] == pytest.approx(30 * paid - to_huawei - to_ericsson)
    assert costs[RETALIATION] == pytest.approx(0.08 * 500)


@pytest.mark.rule("V2", "E4")
def test_chinas_duties_fall_on_what_is_made_in_america() -> None:
    part = rules.duty_part(
        P,
        record(COUNTRY, is_china=True),
        MAKERS[1],
        record(VENDOR_STATE),
        record(SCENE, duty_cn=0.5),
    )
    assert part == pytest.approx(0.07 / 1.07)


def bloc(spent: list[float], odds: list[float], k: int = LEGACY_RAN, level: int = 0) -> float:
    """Return the index of countries with one operator each, that order one class."""
    n = len(spent)
    each = {"first_operator": np.arange(n), "last_operator": np.arange(1, n + 1)}
    countries = table(COUNTRY, n, region=[CHINA_REGION] + [2] * (n - 1), **each)
    nations = table(GOVERNMENT, n, level=[0, 0] + [level] * (n - 2))
    makers = table(VENDOR, 2, chinese=[True, False])
    demand, chinese = np.zeros((n, 4)), np.zeros((n, 4))
    demand[:, k], chinese[:, k] = 7.0, odds
    bought = np.zeros((n, 4, 2))
    bought[:, k, 1] = spent  # by whomever: the odds count
    kit = stock(n, 4, 2)
    kit[2:, RAN_5G, 0, 0] = [2.0, 8.0][: n - 2]  # Chinese: a fifth, then all but a fifth
    kit[2:, RAN_5G, 1, 1] = [8.0, 2.0][: n - 2]
    return rules.bloc_index(
        P, countries, makers, nations, *ages(kit), demand, chinese, bought, room(n, n, 2)
    )


@pytest.mark.rule("W3")
def test_bloc_index_is_0_where_all_buy_alike_and_1_in_two_blocs() -> None:
    assert bloc([900.0, 100.0, 50.0], [1.0, 0.4, 0.4]) == pytest.approx(0.0)
    assert bloc([900.0, 100.0, 50.0], [0.0, 1.0, 0.0]) == pytest.approx(1.0)
    # shares 0.8 and 0.2, weights 0.25 and 0.75: mean 0.35, variance 0.0675
    assert bloc([0.0, 100.0, 300.0], [0.0, 0.8, 0.2]) == pytest.approx(0.0675 / (0.35 * 0.65))
    assert bloc([900.0, 100.0], [1.0, 0.0]) == 0.0


@pytest.mark.rule("W3", "O4")
def test_under_the_cap_contracts_count_up_to_the_room_that_is_left() -> None:
    # 0.6; under the cap with room, both draws Chinese: 0.35, the first: 0.35, the second: 0.3;
    # 0 over the cap
    shares = np.array([0.6, 0.36 * 0.35 + 0.24 * (0.35 + 0.3), 0.0])
    expected = shares.var() / (shares.mean() * (1 - shares.mean()))
    got = bloc([0.0, 100.0, 100.0, 100.0], [0.0, 0.6, 0.6, 0.6], RAN_5G, level=CAP)
    assert got == pytest.approx(expected)
    # the cap takes nothing from another class
    assert bloc([0.0, 100.0, 100.0, 100.0], [0.0, 0.6, 0.6, 0.6], level=CAP) == pytest.approx(0.0)


@pytest.mark.rule("E2")
def test_prices_outside_the_two_powers_are_weighted_by_sales() -> None:
    countries = table(
        COUNTRY, 4, region=[CHINA_REGION, 1, 2, 2], is_usa=[False, True, False, False]
    )
    price, before = np.ones((1, 4, 3, 2)), np.ones((1, 4, 3))
    price[0, :, :, 0] = np.exp([5.0, 5.0, 0.2, 0.0])[:, None]
    bought = np.zeros((1, 4, 4, 2))
    bought[0, :, 1, 0] = [9.0, 9.0, 1.0, 3.0]
    result = np.empty((1, 2))
    rules.mean_prices(countries, price, before, bought, result, np.zeros(2), np.zeros(2))
    assert result[0] == pytest.approx([(math.exp(0.2) + 3) / 4, 1.0])


@pytest.mark.rule("E2")
def test_regions_are_sums_of_their_countries() -> None:
    countries = table(COUNTRY, 3, region=[1, 0, 1])
    values, result = np.array([[[1.0, 2], [3, 4], [5, 6]]]), np.ones((1, 2, 2))
    rules.add_regions(countries, values, result)
    assert result[0].tolist() == [[3.0, 4.0], [6.0, 8.0]]
