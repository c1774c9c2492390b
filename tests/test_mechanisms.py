"""What each instrument does to a small world: sign, size, and nothing with its switch off."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.instruments import Instruments
from sim.terms import CHIPS, FINANCE, RETALIATION, US_CHIPS
from tests.runs import AAA, BBB, CHN, USA, apart, block, play, pressing
from tests.worlds import quiet, small_world

REGION_AAA, REGION_BBB, REGION_CHINA = 5, 7, 0
CHINESE = slice(0, 3)
HUAWEI, ERICSSON = 0, 3
CALM = {
    f"mechanism.{name}": False
    for name in ("momentum", "research", "capacity", "home_tilt", "risk", "peers", "sunk_cost")
}
BRIEFED = CALM | {
    f"mechanism.{name}": False for name in ("laws", "anticipation", "lock_in", "local_markup")
}


def calm() -> Instruments:
    return quiet(small_world())


def sales(scenario: Instruments, **options: Any) -> np.ndarray:
    result = play(scenario, ["sales_usd_m"], **options)["sales_usd_m"]
    return result.astype(float)


def chinese_share(result: np.ndarray, region: int) -> float:
    bought = result[:, :, region].sum(axis=(0, 1, 2))
    return float(bought[CHINESE].sum() / bought.sum())


@pytest.mark.rule("U1", "G1")
def test_campaign_raises_resolve_by_its_weight_and_that_of_the_alliance() -> None:
    before = play(calm(), ["resolve"], overrides=BRIEFED)["resolve"]
    after = play(pressing(), ["resolve"], overrides=BRIEFED)["resolve"]
    # the cap of 1.5 binds: 1.2 x 1.5 + 0.45; half the gap is closed in each quarter
    gap = (after - before)[:, :, AAA]
    assert gap[:, 8] == pytest.approx(0.5 * 2.25, abs=1e-5)
    assert gap[:, 60] == pytest.approx(2.25, abs=1e-5)


@pytest.mark.rule("O3")
def test_briefing_lowers_the_chinese_part_of_new_kit_before_any_law() -> None:
    options: dict[str, Any] = {"overrides": BRIEFED, "replicates": 192}
    before, after = sales(calm(), **options), sales(pressing(), **options)
    late = slice(60, 88)  # by then nearly all have tendered under the campaign
    # without lock-in: odds 0.4/0.6 x exp(-0.5 x 1.5 x 0.8 x 0.7)
    odds = 0.4 / 0.6 * math.exp(-0.42)
    assert chinese_share(before[:, late], REGION_AAA) == pytest.approx(0.4, abs=0.03)
    expected = odds / (1 + odds)
    assert chinese_share(after[:, late], REGION_AAA) == pytest.approx(expected, abs=0.03)


@pytest.mark.rule("U1", "G3")
def test_campaign_makes_more_governments_restrict() -> None:
    levels = [play(s, ["level"], 24)["level"][:, 40] for s in (calm(), pressing())]
    before, after = [(level >= 3).sum(axis=1).mean() for level in levels]
    assert after > before + 0.5


@pytest.mark.rule("U1")
def test_without_the_campaign_nobody_is_pressed_or_briefed() -> None:
    silent = calm()
    off = {"mechanism.campaign": False}
    one, other = (play(s, ["resolve", "sales_usd_m"], 2, off) for s in (silent, pressing()))
    assert all(np.array_equal(one[name], other[name]) for name in one)


def refusing() -> Any:
    """The poor country has a cap from the start."""
    world = apart()
    level = world.countries.start_level.copy()
    level[BBB] = 2
    return world._replace(countries=world.countries._replace(start_level=level))


@pytest.mark.rule("U2", "V2", "G1")
def test_aid_cheapens_other_kit_by_its_discount_and_raises_resolve() -> None:
    helped = calm()
    helped.aid_usd_m[1:] = 6.0
    before, after = (block(s, 1, world=refusing()) for s in (calm(), helped))
    g = before.state.governments[0, BBB]
    discount = 6.0 / (g["spend_usd_m"] - g["chinese_spend_usd_m"])
    assert 0.05 < discount < 0.3
    before.step()
    after.step()
    change = np.log(after.state.price / before.state.price)[0]
    assert change[BBB, :, 3:] == pytest.approx(math.log(1 - discount))
    assert change[BBB, :, CHINESE] == pytest.approx(0.0)
    assert np.abs(np.delete(change, BBB, axis=0)).max() == 0.0
    resolve = [b.state.governments["resolve"][0, BBB] for b in (before, after)]
    # half-way to 0.5 x tanh(4 x 6/100,000/0.1 %)
    assert resolve[1] - resolve[0] == pytest.approx(0.5 * 0.5 * math.tanh(0.24))


@pytest.mark.rule("U2")
def test_aid_off_cheapens_nothing() -> None:
    helped, off = calm(), {"mechanism.aid": False}
    helped.aid_usd_m[1:] = 6.0
    one, other = (sales(s, replicates=2, overrides=off, world=refusing()) for s in (calm(), helped))
    assert np.array_equal(one, other)


@pytest.mark.rule("C1", "V2")
def test_finance_cheapens_chinese_kit_up_to_a_tenth() -> None:
    cheap = calm()
    cheap.finance_usd_m[1:] = 500.0
    before, after = (block(s, 2) for s in (calm(), cheap))
    change = np.log(after.state.price / before.state.price)[0]
    assert change[BBB, :, CHINESE] == pytest.approx(-0.10)
    assert change[BBB, :, 3:] == pytest.approx(0.0)
    assert change[[AAA, CHN, USA]] == pytest.approx(0.0)
    paid = after.state.costs[0, BBB, FINANCE]
    assert paid > 0.0
    off = block(cheap, 2, {"mechanism.finance": False})
    assert off.state.costs[0, :, FINANCE].sum() == 0.0
    assert np.array_equal(off.state.price, before.state.price)


def denied() -> Instruments:
    scenario = calm()
    scenario.control[24:, HUAWEI, CHIPS] = 1.0
    return scenario


SLOW = {
    "component.substitution_gain": 0.05,
    "component.substitution_push": 0.005,
    "component.exposed_us_chips": 0.8,
}


@pytest.mark.rule("U3", "V5")
def test_export_control_empties_stocks_and_then_stops_deliveries() -> None:
    names = ["stock_us_chips", "fill", "delivered_share", "sales_usd_m", "substitution_us_chips"]
    free, cut = (play(s, names, 8, SLOW) for s in (calm(), denied()))
    stock, fill = cut["stock_us_chips"][:, :, HUAWEI], cut["fill"][:, :, HUAWEI]
    assert stock[:, 23].min() > 2.0  # stockpiled from 2018Q4
    assert fill[:, :24].min() == 1.0
    emptied = (stock[:, 24:] < 0.05).any(axis=1)
    assert emptied.all()
    assert fill.min(axis=1).max() < 0.95
    alone = SLOW | {"mechanism.second_source": False, "mechanism.capacity": False}
    unaided = play(denied(), names, 8, alone)
    assert unaided["delivered_share"] == pytest.approx(unaided["fill"], abs=1e-6)
    sold = [r["sales_usd_m"][:, 30:50, :, :, HUAWEI].sum() for r in (free, cut)]
    assert sold[1] < 0.9 * sold[0]
    others = [r["fill"][:, :, ERICSSON] for r in (free, cut)]
    assert np.array_equal(*others)


@pytest.mark.rule("V5")
def test_parts_are_replaced_along_a_logistic_curve_from_their_denial_on() -> None:
    s, got = 0.01, play(denied(), ["substitution_us_chips"], 1, SLOW)["substitution_us_chips"]
    for quarter in range(60):
        if quarter >= 24:
            s = min(1.0, s + 0.05 * s * (1 - s) + 0.005)
        assert got[0, quarter, HUAWEI] == pytest.approx(s, abs=1e-6)


@pytest.mark.rule("U3")
def test_export_control_off_changes_nothing() -> None:
    off = SLOW | {
        "mechanism.export_control": False,
        "mechanism.reliability": False,
        "mechanism.relocation": False,
    }
    assert np.array_equal(sales(calm(), overrides=off), sales(denied(), overrides=off))


@pytest.mark.rule("V2")
def test_duties_raise_prices_of_kit_made_in_china_in_the_usa_alone() -> None:
    taxed = calm()
    taxed.duty_us[8:] = 0.25
    before, after = (block(s, 9) for s in (calm(), taxed))
    change = np.log(after.state.price / before.state.price)[0]
    made_in_china = after.facts.vendors["china_share"]
    expected = np.tile(np.log(1 + 0.25 * made_in_china * 0.7), (3, 1))
    assert change[USA] == pytest.approx(expected)
    assert np.abs(np.delete(change, USA, axis=0)).max() == 0.0
    off = block(taxed, 9, {"mechanism.duties": False})
    assert np.array_equal(off.state.price, before.state.price)


def adopter(country: int) -> Instruments:
    scenario = calm()
    scenario.imposed_level[8:, country] = 3
    return scenario


@pytest.mark.rule("C2", "E4")
def test_retaliation_costs_exporters_eight_percent_for_eight_quarters() -> None:
    laws_off = {"mechanism.laws": False}
    hit = adopter(BBB)
    hit.retaliation[:] = 2.0
    cost = play(hit, ["cost_usd_m"], 2, laws_off)["cost_usd_m"][..., REGION_BBB, RETALIATION]
    expected = np.zeros(88)
    expected[8:16] = 0.08 * 1000
    assert cost == pytest.approx(np.tile(expected, (2, 1)))
    spared = play(hit, ["cost_usd_m"], 2, laws_off | {"mechanism.punishment": False})
    assert spared["cost_usd_m"][..., RETALIATION].sum() == 0.0


@pytest.mark.rule("C2")
def test_home_vendors_of_an_adopter_lose_in_china() -> None:
    sweden, laws_off = 5, CALM | {"mechanism.laws": False}
    angry = adopter(sweden)
    angry.home_vendor_punished[:] = True
    options: dict[str, Any] = {"replicates": 4, "overrides": laws_off}
    before, after = sales(adopter(sweden), **options), sales(angry, **options)
    share = [
        s[:, 30:, REGION_CHINA, :, ERICSSON].sum() / s[:, 30:, REGION_CHINA].sum()
        for s in (before, after)
    ]
    assert share[1] < 0.5 * share[0]
    last = block(angry, 20, laws_off)
    assert last.state.vendors["disfavour"][0, ERICSSON] == pytest.approx(8 * 0.25)
    options["overrides"] = laws_off | {"mechanism.home_vendors": False}
    assert np.array_equal(sales(adopter(sweden), **options), sales(angry, **options))


@pytest.mark.rule("C2")
def test_an_export_bar_cuts_what_rivals_can_deliver() -> None:
    barred = calm()
    barred.export_bar[:] = 1.0
    vendors = block(barred, 1).state.vendors[0]
    # 45 % of Ericsson's capacity, 1.3 times the orders of 2014, stands in China
    capacity = 1.3 * 0.55 * vendors["revenue_2014_usd_m"][ERICSSON]
    expected = min(1.0, capacity / vendors["orders_usd_m"][ERICSSON])
    assert vendors["delivered_share"][ERICSSON] == pytest.approx(expected)
    assert expected < 0.85
    assert block(calm(), 1).state.vendors["delivered_share"][0, ERICSSON] == pytest.approx(1.0)
    # without limits to capacity a bar only drives rivals out of China
    off = {"mechanism.capacity": False, "mechanism.relocation": False}
    assert np.array_equal(sales(calm(), overrides=off), sales(barred, overrides=off))


@pytest.mark.rule("V5")
def test_denial_exhausts_stock_at_the_rate_of_the_rule() -> None:
    b = block(denied(), 24, SLOW)
    before = b.state.vendors[0, HUAWEI].copy()
    b.step()
    after = b.state.vendors[0, HUAWEI]
    activity = before["orders_usd_m"] / (before["capacity"] / 1.2)
    can_buy = 1 - 0.8 * (1 - before["substitution"][US_CHIPS])
    # 2020Q1: bought what can be bought, and 0.9 stockpiled up to 7
    stock = before["inventory"][US_CHIPS]
    to_be_had = can_buy * max(1.0, activity)
    expected = stock + min(to_be_had, activity + max(0, 0.25 - stock)) - activity
    expected += min(0.9, 7 - stock)
    assert after["inventory"][US_CHIPS] == pytest.approx(max(0.0, expected))
