from __future__ import annotations

import math

import numpy as np
import pytest

from sim.engine import Block
from sim.facts import COUNTRY, OPERATOR, SCHEDULED, VENDOR
from sim.params import fixed
from sim.rules import start as rules
from sim.rules.governments import target_resolve
from sim.state import GOVERNMENT, VENDOR_STATE
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import ages, find_operators, parameters, record, room, stock, table
from tests.worlds import quiet, small_world

P = parameters()


@pytest.mark.rule("O1", "V4", "V5", "V6")
def test_half_of_the_kit_of_2014_is_young_and_awards_are_installed_shares() -> None:
    operators = table(OPERATOR, 1, spend_usd_m=[[10.0, 1.0, 20.0]])
    share = np.tile([0.75, 0.0, 0.0, 0.25, 0.0, 0.0], (1, 1, 3, 1))
    kit, award = stock(1, 1, 4, 6), np.zeros((1, 1, 4, 6))
    bought, installed = np.zeros((1, 1, 4, 6)), np.zeros((1, 1, 4, 6))
    makers = np.zeros((1, 6), VENDOR_STATE)
    facts = table(VENDOR, 6, china_share=0.5, chinese=[True, True, True, False, False, False])
    odds, demand = np.zeros((1, 1, 4)), np.zeros((1, 1, 4))
    rules.install(
        np.array([P]),
        find_operators(table(COUNTRY, 1), operators),
        operators,
        facts,
        makers,
        *ages(kit),
        award,
        odds,
        demand,
        bought,
        installed,
        share,
    )
    assert kit[0, 0, LEGACY_RAN, 0].tolist() == [135.0, 135.0]
    assert kit[0, 0, RAN_5G].sum() == 0.0
    assert installed[0, 0, :, 3] == pytest.approx([90.0, 0.0, 9.0, 180.0])
    assert award[0, 0, [LEGACY_RAN, CORE, TRANSPORT], 0].tolist() == [0.75] * 3
    assert award[0, 0, RAN_5G].sum() == 0.0
    assert odds[0, 0] == pytest.approx([0.75, 0.0, 0.75, 0.75])  # Chinese, in expectation
    assert demand[0, 0] == pytest.approx([10.0, 0.0, 1.0, 20.0])
    # orders of a quarter: a 36th of what stands; capacity 1.3 times that
    assert makers["orders_usd_m"][0, 0] == pytest.approx(0.75 * 1116 / 36)
    assert makers["capacity"][0, 0] == pytest.approx(1.3 * 0.75 * 1116 / 36)
    assert makers["quality"][0] == pytest.approx([0.55, 0.15, 0.0, 0.15, -0.35, -0.2])
    assert makers["inventory"][0, 0].tolist() == [0.25] * 6
    assert makers["substitution"][0, 0].tolist() == [0.01] * 6


def government(level: int = 0, **fields: object) -> tuple[np.void, np.void]:
    nation = record(COUNTRY, start_level=level, decides=True, **fields)
    g = record(GOVERNMENT)
    rules.start_government(P, nation, record(SCHEDULED, usa_level=2), g, 1, 0)
    return nation, g


@pytest.mark.rule("G3")
def test_the_usa_start_at_the_level_of_history() -> None:
    assert government(is_usa=True)[1]["level"] == 2
    assert government(level=1)[1]["level"] == 1


@pytest.mark.rule("G2", "G4", "O2")
def test_fixed_effects_tempers_and_launches_are_drawn_once() -> None:
    drawn = [government(id=c, launch_quarter=30, launch_is_drawn=True)[1] for c in range(3000)]
    effects = [float(g["fixed_effect"]) for g in drawn]
    assert np.mean(effects) == pytest.approx(0.0, abs=0.05)
    assert np.std(effects) == pytest.approx(0.75, abs=0.03)
    assert np.mean([g["hawkish"] for g in drawn]) == pytest.approx(0.5, abs=0.03)
    launches, counts = np.unique([g["launch"] for g in drawn], return_counts=True)
    assert launches.tolist() == [28, 29, 30, 31, 32]
    assert counts / 3000 == pytest.approx([0.2] * 5, abs=0.03)
    assert government(launch_quarter=30)[1]["launch"] == 30


@pytest.mark.rule("G1")
def test_resolve_starts_at_its_target_and_supports_a_start_law() -> None:
    nation, g = government()
    g["fixed_effect"], g["hawkish"] = 0.1, True
    rules.start_resolve(P, nation, g, 1e5, False, 0.0)
    assert g["resolve"] == g["resolve_seen"] == pytest.approx(-0.5 + 0.1 + 0.3)
    nation, taiwan = government(level=3)
    taiwan["fixed_effect"], taiwan["hawkish"] = 0.1, False
    rules.start_resolve(P, nation, taiwan, 1e5, False, 0.0)
    assert taiwan["resolve"] == pytest.approx(1.9 + 0.1)
    assert taiwan["fixed_effect"] == pytest.approx(2.0 + 0.5)


@pytest.mark.rule("O3")
def test_constants_give_the_target_back_for_operators_with_unequal_kit() -> None:
    # two operators of 60 and 40 %, locked in to one vendor each
    operators = table(OPERATOR, 2, share=[0.6, 0.4])
    kit = stock(2, 4, 2)
    kit[0, LEGACY_RAN, 0, 0] = 60.0
    kit[1, LEGACY_RAN, 1, 0] = 40.0
    target, delta = np.array([0.6, 0.4]), np.zeros(2)
    nation = record(COUNTRY, first_operator=0, last_operator=2)
    work = room(1, 2, 2)
    rules.leads(P, nation, kit.sum((0, 3)), *ages(kit), LEGACY_RAN, work)
    rules.invert(nation, operators, target, delta, work)
    # own share less country mean: +0.4 and -0.4 for one, -0.6 and +0.6 for the other
    a = [math.exp(delta[v] + 1.8 * lead) for v, lead in enumerate((0.4, -0.4))]
    b = [math.exp(delta[v] + 1.8 * lead) for v, lead in enumerate((-0.6, 0.6))]
    assert 0.6 * a[0] / sum(a) + 0.4 * b[0] / sum(b) == pytest.approx(0.6, abs=1e-4)


@pytest.mark.rule("O3")
def test_who_sells_nothing_in_2014_cannot_be_chosen() -> None:
    operators = table(OPERATOR, 1, share=1.0)
    kit = stock(1, 4, 2)
    kit[0, CORE, 0, 0] = 9.0
    delta = np.zeros(2)
    nation = record(COUNTRY, last_operator=1)
    work = room(1, 1, 2)
    rules.leads(P, nation, kit.sum((0, 3)), *ages(kit), CORE, work)
    rules.invert(nation, operators, np.array([1.0, 0.0]), delta, work)
    assert math.isfinite(delta[0])
    assert delta[1] == -math.inf


@pytest.mark.rule("O3")
def test_expected_awards_of_2014_are_the_seed_shares() -> None:
    world = small_world()
    block = Block(world, quiet(world), fixed(), [3], seed=5)
    p, state, facts = block.parameters[0], block.state, block.facts
    g, log_price = state.governments[0], np.log(state.price[0])
    for market, k in enumerate((LEGACY_RAN, CORE, TRANSPORT)):
        for c in range(len(facts.countries)):
            penalty = np.zeros(8)
            if c != 2:  # China
                threshold = (1.9, 1.3, 2.7)[market]
                ban = 1 / (1 + math.exp(-3 * (g["resolve"][c] - threshold + 0.3)))
                # own share of manufacturing against the rivals', weighted by world kit
                kit = state.installed[0][:, k].sum(0)[3:]
                rivals = kit @ world.vendors.china_share[3:] / kit.sum()
                best = 0.1 if k == LEGACY_RAN else 0.05  # Cisco sells no radio kit
                edge = 0.7 * (world.vendors.opacity - best)
                edge += 0.3 * (world.vendors.china_share - rivals)
                risk = np.maximum(0.0, 0.3 * edge)
                penalty = 0.9 * ban * bool(facts.countries["decides"][c]) + 0.3 * risk
            mean = state.installed[0, c, k] / state.installed[0, c, k].sum()
            expected = np.zeros(8)
            for o in (2 * c, 2 * c + 1):
                own = state.young[0, o, k] + state.old[0, o, k]
                own = own / own.sum()
                utility = (
                    state.constant[0, c, market] - p["price_sensitivity"] * log_price[c, market]
                )
                utility = utility + 1.8 * (own - mean) - world.vendors.chinese * penalty
                expected += 0.5 * np.exp(utility) / np.exp(utility).sum()
            assert expected == pytest.approx(world.seed_share[c, market], abs=1e-4)


@pytest.mark.rule("G1", "C1")
def test_resolve_starts_at_its_target_with_the_money_of_2014() -> None:
    world = small_world()
    instruments = quiet(world)
    instruments.finance_usd_m[:] = 500.0
    block = Block(world, instruments, fixed(), [3], seed=5)
    p, facts, nations = block.parameters[0], block.facts, block.state.governments[0]
    lured = [c for c in range(len(nations)) if nations["finance_usd_m"][c] > 0.0]
    assert lured
    for c in lured:
        gdp = facts.by_country["gdp_usd_m"][0, c]
        target = target_resolve(p, facts.countries[c], nations[c], gdp, False, 0.0, 0.0)
        assert nations["resolve"][c] == pytest.approx(target)
