from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, VENDOR
from sim.rules import choice
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import CHINA_REGION, CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import parameters, record, room, table

P = parameters()
EUROPE = 2
ALLY = record(COUNTRY, decides=True, region=EUROPE, ally=1.0)
MAKERS = table(VENDOR, 3, chinese=[True, False, False])


@pytest.mark.rule("O3")
@pytest.mark.parametrize(
    ("k", "first_level"), [(LEGACY_RAN, 4), (RAN_5G, 3), (CORE, 2), (TRANSPORT, 4)]
)
def test_from_which_level_a_class_is_barred(k: int, first_level: int) -> None:
    assert [choice.barred(level, k) for level in range(5)] == [
        level >= first_level for level in range(5)
    ]


@pytest.mark.rule("O3")
@pytest.mark.parametrize(
    ("k", "lead"), [(CORE, 0.3), (LEGACY_RAN, -0.3), (RAN_5G, -0.3), (TRANSPORT, -1.1)]
)
def test_operators_read_the_governments_resolve(k: int, lead: float) -> None:
    g = record(GOVERNMENT, resolve_seen=1.3, resolve=9.0)
    expected = 1 / (1 + math.exp(-3 * lead))
    assert choice.ban_probability(P, ALLY, g, k) == pytest.approx(expected)


@pytest.mark.rule("O3")
def test_where_nobody_decides_a_ban_is_expected_only_once_imposed() -> None:
    usa, other = record(COUNTRY, is_usa=True), record(COUNTRY)
    g = record(GOVERNMENT, level=2, resolve_seen=9.0)
    assert choice.ban_probability(P, usa, g, CORE) == 1.0
    assert choice.ban_probability(P, usa, g, RAN_5G) == 0.0
    assert choice.ban_probability(P, other, g, CORE) == 0.0
    g = record(GOVERNMENT, level=3)
    bans = [choice.ban_probability(P, usa, g, k) for k in (LEGACY_RAN, RAN_5G, TRANSPORT)]
    assert bans == [1.0, 1.0, 0.0]


@pytest.mark.rule("O3")
def test_5g_buyers_are_tied_by_both_generations_of_radio_kit_and_others_by_their_class() -> None:
    own, tying = np.zeros((4, 3)), np.full(3, 9.0)
    own[[LEGACY_RAN, RAN_5G, CORE]] = [[4.0, 2.0, 0.0], [0.0, 1.0, 1.0], [5.0, 0.0, 0.0]]
    total = choice.market_stock(own, RAN_5G, tying)
    assert (total, list(tying)) == (8.0, [4.0, 3.0, 1.0])
    total = choice.market_stock(own, LEGACY_RAN, tying)
    assert (total, list(tying)) == (6.0, [4.0, 2.0, 0.0])


@pytest.mark.rule("O3")
def test_what_chinese_kit_loses_outside_china() -> None:
    g = record(GOVERNMENT, level=1, resolve_seen=1.6, campaign=1.2, suspicion_seen=1.0)
    scene = record(SCENE)
    # P(RAN) is one half at 1.6; credibility 0.8, parity 0.3, risk 0.5
    common = 0.5 * 1.2 * 0.8 * 0.7 + 0.3 * 0.5
    radio = choice.chinese_penalty(P, ALLY, g, scene, 0.5, RAN_5G)
    assert radio == pytest.approx(0.35 + 0.9 * 0.5 + common)
    transport = choice.chinese_penalty(P, ALLY, g, scene, 0.5, TRANSPORT)
    ban = 1 / (1 + math.exp(-3 * (1.6 - 2.7 + 0.3)))
    assert transport == pytest.approx(0.35 * 0.3 + 0.9 * ban + common)
    home = record(COUNTRY, region=CHINA_REGION)
    assert choice.chinese_penalty(P, home, g, scene, 0.5, RAN_5G) == 0.0


@pytest.mark.rule("O3", "C2")
def test_china_favours_its_own_more_and_more_and_turns_from_adopters_vendors() -> None:
    china = record(COUNTRY, region=CHINA_REGION)
    vendor = record(VENDOR_STATE, disfavour=0.75)
    assert choice.china_favour(10, P, china, True, vendor) == pytest.approx(0.7)
    assert choice.china_favour(60, P, china, True, vendor) == pytest.approx(1.4)
    assert choice.china_favour(60, P, china, False, vendor) == pytest.approx(-0.75)
    assert choice.china_favour(60, P, ALLY, False, vendor) == 0.0


def worths(level: int, k: int) -> np.ndarray:
    constant = np.tile([0.5, 0.2, -math.inf], (3, 1))
    price = np.exp(np.tile([0.1, 0.2, 0.3], (3, 1)))
    installed = np.array([[30.0, 10.0, 0], [10.0, 50.0, 0], [5.0, 15.0, 0], [1.0, 1.0, 0]])
    makers = table(VENDOR_STATE, 3, quality=[0.55, 0.15, 0], reputation=[-0.1, 0, 0])
    g = record(GOVERNMENT, level=level, resolve_seen=-9.0)
    worth = np.zeros(3)
    choice.utilities(
        9,
        P,
        ALLY,
        MAKERS,
        g,
        makers,
        record(SCENE),
        constant,
        price,
        np.zeros((3, 3)),
        installed,
        k,
        room(1, 1, 3),
        worth,
    )
    return worth


@pytest.mark.rule("O3")
def test_utility_is_constant_quality_price_and_lock_in_over_the_country_mean() -> None:
    # Huawei has 40 of 100 radio kit, both generations together; P(ban) is 0 to 12 digits
    radio = worths(0, RAN_5G)
    assert radio[0] == pytest.approx(0.5 + 0.55 - 0.1 - 0.3 - 1.8 * 0.4, abs=1e-9)
    assert radio[1] == pytest.approx(0.2 + 0.15 - 0.6 - 1.8 * 0.6)
    assert radio[2] == -math.inf
    assert worths(0, CORE)[0] == pytest.approx(0.65 - 1.8 * 0.25, abs=1e-9)


@pytest.mark.rule("O3")
def test_what_the_law_bars_cannot_be_chosen() -> None:
    assert worths(2, CORE)[0] == -math.inf
    assert math.isfinite(worths(2, RAN_5G)[0])
    assert worths(3, RAN_5G)[0] == -math.inf
    assert math.isfinite(worths(3, TRANSPORT)[0])


@pytest.mark.rule("O3")
def test_choice_is_softmax_of_utility_and_own_lock_in() -> None:
    own = np.zeros((4, 3))
    own[LEGACY_RAN], own[RAN_5G] = [20.0, 60.0, 0], [20.0, 0, 0]
    worth, tying, chance = np.array([0.2, -0.1, -math.inf]), np.zeros(3), np.zeros(3)
    stock = choice.market_stock(own, RAN_5G, tying)
    choice.own_utilities(P, worth, stock, tying, chance)
    total = choice.weights(chance)
    mine, theirs = math.exp(0.2 + 1.8 * 0.4), math.exp(-0.1 + 1.8 * 0.6)
    assert chance / total == pytest.approx([mine / (mine + theirs), theirs / (mine + theirs), 0])


@pytest.mark.rule("O4")
@pytest.mark.parametrize(("u", "v"), [(0.0, 0), (0.24, 0), (0.26, 2), (0.999999, 2)])
def test_a_uniform_number_picks_by_weight(u: float, v: int) -> None:
    assert choice.pick(np.array([1.0, 0.0, 3.0]), 4.0, u) == v
