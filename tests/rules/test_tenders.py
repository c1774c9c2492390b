from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.facts import COUNTRY, OPERATOR, VENDOR
from sim.rules import choice
from sim.rules import tenders as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import CHINA_REGION, CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import aged, ages, find_operators, parameters, record, room, table

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
def test_where_nobody_may_sell_nothing_is_awarded() -> None:
    chance, award = np.ones(3), np.ones(3)
    worth = np.full(3, -math.inf)
    choice.own_utilities(P, worth, 0.0, np.zeros(3), chance)
    total = choice.weights(chance)
    assert total == 0.0
    rules.draw_award(P, chance, total, CORE, 0.5, 0.5, award)
    assert award.sum() == 0.0


@pytest.mark.rule("O4")
@pytest.mark.parametrize(("u", "v"), [(0.0, 0), (0.24, 0), (0.26, 2), (0.999999, 2)])
def test_a_uniform_number_picks_by_weight(u: float, v: int) -> None:
    assert choice.pick(np.array([1.0, 0.0, 3.0]), 4.0, u) == v


@pytest.mark.rule("O4")
@pytest.mark.parametrize(
    ("k", "u2", "award"),
    [
        (LEGACY_RAN, 0.9, [0.7, 0, 0.3]),
        (RAN_5G, 0.1, [1.0, 0, 0]),  # the same twice is single sourcing
        (TRANSPORT, 0.9, [0.6, 0, 0.4]),
        (CORE, 0.9, [1.0, 0, 0]),
    ],
)
def test_main_and_second_supplier_are_drawn_apart(k: int, u2: float, award: list[float]) -> None:
    got = np.ones(3)
    rules.draw_award(P, np.array([1.0, 0.0, 1.0]), 2.0, k, 0.1, u2, got)
    assert got == pytest.approx(award)


@pytest.mark.rule("O4")
def test_state_operators_move_half_way_and_start_at_the_choice() -> None:
    award = np.array([0.2, 0.8, 0.0])
    rules.managed_award(P, np.array([3.0, 1.0, 0.0]), 4.0, award)
    assert award == pytest.approx([0.475, 0.525, 0.0])
    new = np.zeros(3)
    rules.managed_award(P, np.array([3.0, 1.0, 0.0]), 4.0, new)
    assert new == pytest.approx([0.75, 0.25, 0.0])


@pytest.mark.rule("O4")
def test_a_state_operator_drops_what_the_law_bars_at_once() -> None:
    award = np.array([0.6, 0.3, 0.1])
    rules.managed_award(P, np.array([0.0, 1.0, 3.0]), 4.0, award)
    # what is left, 0.3 and 0.1, counts as 0.75 and 0.25 of the old award
    assert award == pytest.approx([0.0, 0.5 * 0.75 + 0.5 * 0.25, 0.5 * 0.25 + 0.5 * 0.75])


@pytest.mark.rule("O4")
@pytest.mark.parametrize(
    ("own_5g", "award", "after"),
    [
        ([3.0, 7.0, 0.0], [0.7, 0.3, 0.0], [0.35, 0.3, 0.35]),
        ([3.0, 7.0, 0.0], [0.3, 0.7, 0.0], [0.3, 0.7, 0.0]),
        ([0.35 + 1e-13, 0.65, 0.0], [0.35, 0.65, 0.0], [0.35, 0.65, 0.0]),  # at the cap
        ([4.0, 6.0, 0.0], [0.3, 0.7, 0.0], [0.0, 0.7, 0.3]),  # over the cap: nothing more
    ],
)
def test_cap_moves_the_excess_to_the_best_other(
    own_5g: list[float], award: list[float], after: list[float]
) -> None:
    free: Any = parameters(mechanism__lock_in=False)  # who is best is told by worth alone
    worth, own, got = np.array([1.0, 0.2, 0.9]), np.zeros((4, 3)), np.array(award)
    own[RAN_5G] = own_5g
    rules.cap_award(free, MAKERS, worth, own, got, room(1, 1, 3))
    assert got == pytest.approx(after)


@pytest.mark.rule("O4")
def test_all_chinese_vendors_share_the_room_under_the_cap() -> None:
    makers = table(VENDOR, 3, chinese=[True, True, False])
    assert rules.cap_room(P, makers, np.array([2.0, 1.0, 7.0])) == 0.35
    assert rules.cap_room(P, makers, np.array([2.0, 2.0, 6.0])) == 0.0
    assert rules.cap_room(P, makers, np.zeros(3)) == 0.35  # nothing stands yet


@pytest.mark.rule("O3")
@pytest.mark.parametrize(
    ("before", "level", "classes"),
    [
        (0, 1, []),
        (1, 2, [CORE]),
        (0, 3, [RAN_5G, CORE]),
        (2, 3, [RAN_5G]),
        (3, 4, [LEGACY_RAN, TRANSPORT]),
        (4, 3, []),
    ],
)
def test_a_tighter_law_tenders_only_what_it_bars(
    before: int, level: int, classes: list[int]
) -> None:
    g = record(GOVERNMENT, level=level, level_before=before, launch=99)
    some, nobody = np.zeros((3, 3)), np.array([[-np.inf, 0.0, 0.0]] * 3)
    assert [k for k in range(4) if rules.must_tender(MAKERS, some, g, 9, k)] == classes
    # where no Chinese vendor was feasible, the law shrinks nothing
    assert not any(rules.must_tender(MAKERS, nobody, g, 9, k) for k in range(4))


@pytest.mark.rule("O3")
def test_launch_calls_for_a_tender_of_5g_alone() -> None:
    g = record(GOVERNMENT, launch=22)
    constant = np.zeros((3, 3))
    called = [k for k in range(4) if rules.must_tender(MAKERS, constant, g, 22, k)]
    assert called == [RAN_5G]
    assert not rules.must_tender(MAKERS, constant, g, 23, RAN_5G)


def auction(
    quarter: int,
    operators: np.ndarray,
    government: np.ndarray,
    award: np.ndarray,
    won_5g: np.ndarray,
    kit: np.ndarray | None = None,
) -> None:
    """Hold the tenders of one quarter in one allied country; the third vendor is infeasible."""
    n = len(operators)
    rules.tenders(
        quarter,
        np.array([P]),
        find_operators(np.array([ALLY]), operators),
        operators,
        MAKERS,
        government,
        table(VENDOR_STATE, 3)[None],
        table(SCENE, 1),
        np.tile([0.1, 0.0, -np.inf], (1, 1, 3, 1)),
        np.ones((1, 1, 3, 3)),
        np.zeros((1, 3, 3)),
        np.ones((1, 1, 4, 3)),
        *ages(aged(np.ones((1, n, 4, 3, 2))) if kit is None else kit),
        award,
        won_5g,
        np.zeros((1, n, 4)),
        room(1, n, 3),
        1,
        np.array([0]),
    )


def turnover(state_china: bool, quarter: int = 5) -> np.ndarray:
    """Return which classes of 2,000 operators were tendered in one quarter."""
    n = 2000
    operators = table(OPERATOR, n, id=np.arange(n), state_china=state_china)
    award, won_5g = np.full((1, n, 4, 3), 1 / 3), np.full((1, n, 3), 1 / 3)
    auction(quarter, operators, table(GOVERNMENT, 1, launch=22)[None], award, won_5g)
    return np.abs(award[0] - 1 / 3).max(axis=2) > 1e-12


@pytest.mark.rule("O4")
def test_what_the_cap_holds_back_comes_again_when_there_is_room_or_no_cap() -> None:
    n = 50
    operators = table(OPERATOR, n, id=np.arange(n))
    contract = np.array([0.7, 0.3, 0.0])
    award, won_5g = np.tile(contract, (1, n, 4, 1)), np.tile(contract, (1, n, 1))
    government = table(GOVERNMENT, 1, level=2, level_before=2, launch=0)[None]
    full, free = aged(np.ones((1, n, 4, 3, 2))), aged(np.ones((1, n, 4, 3, 2)))
    full[0, :, RAN_5G, 0] = 2.0  # 4 of 8: over the cap
    for kit, chinese in ((full, 0.0), (free, 0.35)):
        auction(5, operators, government, award, won_5g, kit)
        held = won_5g[0, :, 0] == 0.7
        assert held.mean() > 0.8  # whose turn to tender it was not
        assert award[0, held, RAN_5G, 0] == pytest.approx(chinese)
        assert award[0, :, RAN_5G].sum(axis=1) == pytest.approx(1.0)
    government["level"] = government["level_before"] = 1
    auction(6, operators, government, award, won_5g, full)
    assert award[0, :, RAN_5G] == pytest.approx(won_5g[0])


@pytest.mark.rule("O3", "O4")
@pytest.mark.parametrize(("state_china", "rate"), [(False, 1 / 14), (True, 1 / 4)])
def test_how_often_a_class_is_tendered(state_china: bool, rate: float) -> None:
    share = turnover(state_china).mean(axis=0)
    assert share[RAN_5G] == 0.0  # not before launch
    assert share[[LEGACY_RAN, CORE, TRANSPORT]] == pytest.approx([rate] * 3, abs=0.03)
    assert turnover(state_china, 22)[:, RAN_5G].all()
