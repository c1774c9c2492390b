"""The state of 2014 in a world of unlike markets, one of which has laws from the start."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from sim.engine import Block
from sim.facts import COUNTRY, OPERATOR, SCHEDULED, VENDOR
from sim.params import fixed
from sim.rules import start as rules
from sim.rules.governments import target_resolve
from sim.state import GOVERNMENT, VENDOR_STATE
from sim.terms import CHINA_REGION, CHIPS, CORE, LEGACY_RAN, TRANSPORT
from sim.world import World
from tests.records import ages, find_operators, parameters, record, room, stock, table
from tests.runs import AAA, BBB, CHN, DDD, EEE, SWE, USA
from tests.worlds import COUNTRIES, plain_kit, quiet, small_world

P = parameters()
CLASSES = (LEGACY_RAN, CORE, TRANSPORT)
HUAWEI, ZTE, ERICSSON, NOKIA = 0, 1, 3, 4
CLEAN = EEE
"""A country without Chinese kit."""


def unlike() -> World:
    """Huawei's share differs by country and market; AAA has a guideline, DDD no new kit."""
    world = small_world()
    seed = np.zeros((7, 3, 8))
    seed[:, :, HUAWEI] = 0.15 + 0.05 * np.arange(7)[:, None] + 0.1 * np.arange(3)
    seed[:, :, ZTE] = 0.05
    seed[CLEAN, :, :ERICSSON] = seed[DDD, 1, :ERICSSON] = 0.0  # core is barred in DDD
    rest = 1.0 - seed.sum(axis=2)
    seed[:, :, ERICSSON], seed[:, :, NOKIA] = 0.75 * rest, 0.25 * rest
    level, gdp = world.countries.start_level.copy(), world.countries.gdp_usd_m.copy()
    level[AAA], level[DDD] = 1, 3
    gdp[:, 0] = 1e5 * np.arange(1, 8)
    countries = world.countries._replace(start_level=level, gdp_usd_m=gdp)
    kit = plain_kit(world.operators, world.countries.operator_start, seed, COUNTRIES)
    return world._replace(countries=countries, seed_share=seed, initial_kit=kit)


@cache
def start() -> Block:
    doses = quiet(unlike())
    doses.finance_usd_m[0], doses.finance_usd_m[1:] = 300.0, 9.0
    doses.control[0, HUAWEI, CHIPS], doses.control[1:, 1, CHIPS] = 0.6, 1.0
    doses.campaign_active[0] = True
    return Block(unlike(), doses, fixed(), [3], seed=5)


@pytest.mark.rule("O3")
def test_expected_awards_are_the_seed_shares_of_each_country_and_market() -> None:
    block, world = start(), unlike()
    state, decides = block.state, world.countries.decides
    g, log_price = state.governments[0], np.log(state.price[0])
    lock_in, sensitivity = P["lock_in"], P["price_sensitivity"]
    for market, k in enumerate(CLASSES):
        stock = state.installed[0, :, k].sum(axis=0)[3:]
        rivals = stock @ world.vendors.china_share[3:] / stock.sum()
        edge = 0.7 * (world.vendors.opacity - (0.1 if k == LEGACY_RAN else 0.05))
        edge += 0.3 * (world.vendors.china_share - rivals)
        for c in range(7):
            ban = 1 / (1 + np.exp(-3 * (g["resolve"][c] - (1.9, 1.3, 2.7)[market] + 0.3)))
            against = 0.9 * ban * decides[c] + 0.3 * np.maximum(0.0, 0.3 * edge)
            if g["level"][c] >= 1:
                against = against + 0.35 * (0.3 if k == TRANSPORT else 1.0)
            mean = state.installed[0, c, k] / state.installed[0, c, k].sum()
            worth = state.constant[0, c, market] - sensitivity * log_price[c, market]
            worth = worth - world.vendors.chinese * against * (c != CHN) - lock_in * mean
            expected = np.zeros(8)
            for own in (state.young + state.old)[0, [2 * c, 2 * c + 1], k]:
                chance = np.exp(worth + lock_in * own / own.sum())
                expected += 0.5 * chance / chance.sum()
            assert expected == pytest.approx(world.seed_share[c, market], abs=1e-4)
            paid = world.seed_share[c, market] @ np.exp(log_price[c, market])
            assert state.price_2014[0, c, market] == pytest.approx(paid)
    assert (state.constant[0, CLEAN, :, HUAWEI] == -np.inf).all()


@pytest.mark.rule("O3")
def test_who_has_no_kit_of_a_class_is_tied_like_the_country() -> None:
    operators = table(OPERATOR, 3, share=[9.0, 0.75, 0.25])  # the first is somebody else's
    kit, work = stock(3, 4, 2), room(1, 3, 2)
    kit[1, CORE, :, 0] = [60.0, 40.0]
    delta, nation = np.zeros(2), record(COUNTRY, first_operator=1, last_operator=3)
    target = np.array([0.6, 0.4])
    rules.leads(P, nation, kit[1:].sum((0, 3)), *ages(kit), CORE, work)
    rules.invert(nation, operators, target, delta, work)
    # nobody leads: choice follows the constants alone
    assert delta[0] - delta[1] == pytest.approx(math.log(0.6 / 0.4))


@pytest.mark.rule("T1", "T2", "T3")
def test_suspicion_reach_and_risk_start_from_the_kit_of_2014() -> None:
    block = start()
    scene, g = block.state.scene[0], block.state.governments[0]
    # six of seven countries, and 12 of 14 large operators
    assert scene["breadth_2014"] == scene["breadth"] == pytest.approx(6 / 7)
    assert g["suspicion"].tolist() == [0.3] * 7
    radio = block.state.installed[0, :, LEGACY_RAN].sum(axis=0)
    rivals = (0.45 * radio[ERICSSON] + 0.10 * radio[NOKIA]) / (radio[ERICSSON] + radio[NOKIA])
    edge = 0.7 * 0.8 + 0.3 * (0.98 - rivals)
    assert g["risk_ran"] == pytest.approx([0.3 * edge] * 7)
    assert scene["last_scare"] <= -8  # calm


@pytest.mark.rule("W3")
def test_the_bloc_index_of_2014_is_that_of_installed_shares() -> None:
    block = start()
    scene, bought = block.state.scene[0], block.state.bought[0].sum(axis=1)
    abroad = block.facts.countries["region"] != CHINA_REGION
    spent, chinese = bought.sum(axis=1)[abroad], bought[:, :3].sum(axis=1)[abroad]
    mean = chinese.sum() / spent.sum()
    variance = (spent * (chinese / spent - mean) ** 2).sum() / spent.sum()
    assert variance > 0.0
    assert scene["bloc"] == scene["bloc_2014"] == pytest.approx(variance / (mean * (1 - mean)))


@pytest.mark.rule("G1")
def test_resolve_starts_at_its_target_or_above_the_threshold_of_its_law() -> None:
    block = start()
    g, facts = block.state.governments[0], block.facts
    # DDD is one of four others in the alliance, of two in the region, and two or one of ten alike
    assert g["peers"][AAA] == pytest.approx(0.6 / 4 + 0.2 / 2 + 0.2 * 0.2)
    assert g["peers"][SWE] == pytest.approx(0.6 / 4 + 0.2 / 2 + 0.2 * 0.1)
    for c in (AAA, BBB, DDD, EEE, SWE):
        gdp = 1e5 * (c + 1)
        target = target_resolve(P, facts.countries[c], g[c], gdp, True, 0.6, 0.0)
        assert g["resolve"][c] == g["resolve_seen"][c] == pytest.approx(target)
    assert g["resolve"][DDD] >= 2.0 - 1e-9
    assert g["resolve"][AAA] >= 0.7 - 1e-9
    assert g["resolve"][[CHN, USA]].tolist() == [0.0, 0.0]


@pytest.mark.rule("O1", "V4", "V5", "V6")
def test_vendors_start_with_the_books_of_a_steady_year() -> None:
    makers = table(VENDOR_STATE, 1)
    rules.start_vendor(P, table(VENDOR, 1, china_share=0.45)[0], makers[0], 40.0)
    vendor = makers[0]
    for name in ("orders_usd_m", "revenue_usd_m", "revenue_2014_usd_m"):
        assert vendor[name] == 40.0
    assert vendor["recent_orders_usd_m"].tolist() == [40.0] * 4
    assert vendor["capacity"] == pytest.approx(52.0)
    assert (vendor["china_share"], vendor["fill"], vendor["delivered_share"]) == (0.45, 1.0, 1.0)
    assert vendor["inventory"].tolist() == [0.25] * 6
    assert vendor["substitution"].tolist() == [0.01] * 6


@pytest.mark.rule("O1")
def test_kit_of_2014_follows_the_share_of_each_operator_and_market() -> None:
    operators = table(OPERATOR, 2, country=[1, 0])
    operators["spend_usd_m"] = [[10.0, 1.0, 20.0], [5.0, 2.0, 4.0]]
    share = np.zeros((1, 2, 3, 6))
    share[0, :, :, HUAWEI] = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]
    share[0, :, :, ERICSSON] = 1.0 - share[0, :, :, HUAWEI]
    kit, award = stock(1, 2, 4, 6), np.zeros((1, 2, 4, 6))
    bought, installed = np.zeros((2, 1, 2, 4, 6))
    odds, demand = np.zeros((2, 1, 2, 4))
    makers = np.zeros((1, 6), VENDOR_STATE)
    facts = table(VENDOR, 6, chinese=[True, True, True, False, False, False])
    rules.install(
        np.array([P]), find_operators(table(COUNTRY, 2), operators), operators, facts, makers,
        *ages(kit), award, odds, demand, bought, installed, share,
    )  # fmt: skip
    assert award[0, 0, CLASSES, HUAWEI] == pytest.approx([0.1, 0.2, 0.3])
    assert installed[0, 1, CLASSES, HUAWEI] == pytest.approx([36.0, 7.2, 216.0])
    assert installed[0, 0, CLASSES, HUAWEI] == pytest.approx([72.0, 36.0, 86.4])
    assert demand[0, 0, CLASSES] == pytest.approx([10.0, 1.0, 20.0])
    assert odds[0, 1, CLASSES] == pytest.approx([0.4, 0.5, 0.6])
    assert bought[0, 1, CLASSES, HUAWEI] == pytest.approx([1.0, 0.2, 6.0])
    assert makers["orders_usd_m"][0, HUAWEI] == pytest.approx(7.2 + 2.0 + 1.0 + 2.4)


@pytest.mark.rule("G3")
def test_nobody_starts_with_a_deadline_or_as_an_adopter() -> None:
    g = record(GOVERNMENT, deadline=9, adopted=9)
    rules.start_government(P, start().facts.countries[AAA], record(SCHEDULED), g, 1, 0)
    assert (g["level"], g["level_before"], g["deadline"], g["adopted"]) == (1, 1, -1, -1)
