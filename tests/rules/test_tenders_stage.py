"""A quarter's tenders: what each class of each operator reads, and how suppliers are drawn."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.facts import COUNTRY, OPERATOR, VENDOR
from sim.rules import awards, choice, trust
from sim.rules import tenders as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import CHINA_REGION, CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import aged, ages, find_operators, parameters, record, room, table

HUAWEI, ERICSSON, CISCO = range(3)
MAKERS = table(
    VENDOR,
    3,
    chinese=[True, False, False],
    opacity=[0.9, 0.1, 0.05],
    sells=[[1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 1, 1]],
)
RADIO = (LEGACY_RAN, RAN_5G)


class Quarter:
    """Tenders of one quarter; an ally and a neutral country have one operator each."""

    def __init__(self, operators: np.ndarray, **changes: float) -> None:
        n = len(operators)
        self.p = parameters(**changes)
        self.operators = operators
        self.countries = table(COUNTRY, 2, decides=True, region=[2, 4], ally=[1.0, 0.0])
        self.governments = table(GOVERNMENT, 2, launch=0)[None]
        self.makers = table(VENDOR_STATE, 3, china_share=[0.98, 0.45, 0.25])[None]
        self.scene = table(SCENE, 1)
        self.constant = np.zeros((1, 2, 3, 3))
        self.constant[0, :, 0, CISCO] = -np.inf
        self.price = np.ones((1, 2, 3, 3))
        self.installed = np.ones((1, 2, 4, 3))
        self.kit = aged(np.ones((1, n, 4, 3, 2)))
        self.award = np.zeros((1, n, 4, 3))
        self.won_5g = np.zeros((1, n, 3))
        self.chinese_odds = np.full((1, n, 4), 9.0)

    def hold(self, quarter: int = 9, seed: int = 1) -> np.ndarray:
        """Hold the tenders; return awards (operator, class, vendor)."""
        edges, world_kit = np.zeros((1, 3, 3)), self.installed[0].sum(axis=0)
        reassurance = float(self.scene["reassurance"][0])
        trust.risk_edges(self.p, MAKERS, self.makers[0], world_kit, reassurance, edges[0])
        rules.tenders(
            quarter,
            np.array([self.p]),
            find_operators(self.countries, self.operators),
            self.operators,
            MAKERS,
            self.governments,
            self.makers,
            self.scene,
            self.constant,
            self.price,
            edges,
            self.installed,
            *ages(self.kit),
            self.award,
            self.won_5g,
            self.chinese_odds,
            room(2, len(self.operators), 3),
            seed,
            np.array([0]),
        )
        return self.award[0]


def choices(**changes: float) -> Quarter:
    """A quarter in which awards are choice probabilities, whose turn it is in every class.

    Without an old award a managed market goes straight to the choice probabilities.
    """
    two = table(OPERATOR, 2, id=[5, 6], country=[1, 0], state_china=True)
    return Quarter(two, operator__managed_gap=0.5, **changes)


def odds(award: np.ndarray, v: int, w: int) -> np.ndarray:
    """Log odds of one vendor against another, (operator, class)."""
    return np.asarray(np.log(award[:, :, v] / award[:, :, w]))


@pytest.mark.rule("O3")
def test_each_class_reads_the_constants_and_prices_of_its_own_market_and_country() -> None:
    quarter = choices(mechanism__lock_in=False, mechanism__anticipation=False)
    # Ericsson over Huawei by country and market: constants, then log prices
    quarter.constant[0, :, :, ERICSSON] = [[0.1, 0.2, 0.3], [0.5, 0.7, 1.1]]
    dear = np.array([[0.01, 0.05, 0.09], [0.02, 0.06, 0.10]])
    quarter.price[0, :, :, ERICSSON] = np.exp(dear)
    found = odds(quarter.hold(), ERICSSON, HUAWEI)
    neutral, ally = found  # the first operator sits in the second country
    assert ally[[*RADIO, CORE, TRANSPORT]] == pytest.approx(
        [0.1 - 0.03, 0.1 - 0.03, 0.2 - 0.15, 0.3 - 0.27]
    )
    assert neutral[[*RADIO, CORE, TRANSPORT]] == pytest.approx(
        [0.5 - 0.06, 0.5 - 0.06, 0.7 - 0.18, 1.1 - 0.30]
    )


@pytest.mark.rule("O3", "V4")
def test_quality_and_reputation_count_for_every_class() -> None:
    quarter = choices(mechanism__lock_in=False, mechanism__anticipation=False)
    quarter.makers["quality"] = [0.55, 0.15, 0.0]
    quarter.makers["reputation"] = [-0.05, -0.2, 0.0]
    assert odds(quarter.hold(), HUAWEI, ERICSSON) == pytest.approx(0.5 + 0.05)


@pytest.mark.rule("O3")
def test_own_kit_of_the_class_ties_against_the_mean_of_the_own_country() -> None:
    quarter = choices(mechanism__anticipation=False)
    own = np.zeros((2, 4, 3))
    own[0] = [[60, 40, 0], [20, 80, 0], [25, 50, 25], [80, 10, 10]]
    own[1] = [[100, 0, 0], [0, 100, 0], [0, 50, 50], [10, 80, 10]]
    quarter.kit[0] = own[..., None] * [0.25, 0.75]  # young and old count alike
    quarter.installed[0, 1] = [[50, 50, 0], [50, 50, 0], [40, 40, 20], [30, 60, 10]]
    quarter.installed[0, 0] = [[60, 40, 0], [20, 80, 0], [30, 50, 20], [20, 20, 60]]
    neutral, ally = odds(quarter.hold(), HUAWEI, ERICSSON)
    # lead of Huawei over Ericsson among own kit, less that in the country; 5G: both generations
    assert neutral == pytest.approx(
        [1.8 * (0.2 - 0.0), 1.8 * (-0.2 - 0.0), 1.8 * (-0.25 - 0.0), 1.8 * (0.7 + 0.3)]
    )
    assert ally == pytest.approx(
        [1.8 * (1.0 - 0.2), 1.8 * (0.0 + 0.2), 1.8 * (-0.5 + 0.2), 1.8 * (-0.7 - 0.0)]
    )


@pytest.mark.rule("O3", "T3")
def test_operators_own_risk_compares_with_rivals_of_the_class_they_buy() -> None:
    quarter = choices(
        mechanism__lock_in=False, mechanism__anticipation=False, operator__own_risk=1.0
    )
    quarter.governments["suspicion_seen"] = [1.0, 0.5]
    quarter.governments["suspicion"] = 3.0  # risen in this quarter: not read yet
    quarter.scene["reassurance"] = 0.5  # parity 0.3 + 0.2 x 0.5 = 0.4
    quarter.installed[0, :, RADIO, CISCO] = 0.0
    quarter.installed[0, :, CORE, 1:] = [[4.0, 10.0], [6.0, 20.0]]
    quarter.installed[0, :, TRANSPORT, 1:] = [[30.0, 4.0], [0.0, 6.0]]
    neutral, ally = odds(quarter.hold(), HUAWEI, ERICSSON)
    # radio: Ericsson is the only rival; core: rivals make (10 x 0.45 + 30 x 0.25)/40 = 0.3 of
    # their kit in China; transport: (30 x 0.45 + 10 x 0.25)/40 = 0.4
    radio = 0.6 * (0.9 - 0.10) + 0.4 * (0.98 - 0.45)
    core = 0.6 * (0.9 - 0.05) + 0.4 * (0.98 - 0.30)
    transport = 0.6 * (0.9 - 0.05) + 0.4 * (0.98 - 0.40)
    assert ally == pytest.approx([-radio, -radio, -core, -transport])
    assert neutral == pytest.approx([-radio / 2, -radio / 2, -core / 2, -transport / 2])


@pytest.mark.rule("O3", "T3")
def test_each_chinese_vendor_has_its_own_risk() -> None:
    quarter = choices(
        mechanism__lock_in=False,
        mechanism__anticipation=False,
        operator__own_risk=1.0,
        trust__parity_start=0.5,
    )
    quarter.governments["suspicion_seen"] = 1.0
    quarter.makers["china_share"] = [0.98, 0.45, 0.45]
    facts = MAKERS.copy()
    facts["chinese"][CISCO] = True
    facts["sells"][CISCO] = 1
    facts["opacity"][CISCO] = 1.0
    worth, edges = np.zeros(3), np.zeros((3, 3))
    g, country = quarter.governments[0, 0], quarter.countries[0]
    installed = quarter.installed[0]
    trust.risk_edges(quarter.p, facts, quarter.makers[0], installed.sum(axis=0), 0.0, edges)
    choice.utilities(
        9, quarter.p, country, facts, g, quarter.makers[0], quarter.scene[0], np.zeros((3, 3)),
        np.ones((3, 3)), edges, installed[0], CORE, room(1, 1, 3), worth,
    )  # fmt: skip
    # ownership 0.9 and 0.9 x 1.0/0.9 = 1.0 against 0.1; factories 0.98 and 0.45 against 0.45
    assert worth[HUAWEI] == pytest.approx(-(0.5 * 0.8 + 0.5 * 0.53))
    assert worth[CISCO] == pytest.approx(-(0.5 * 0.9 + 0.5 * 0.0))


@pytest.mark.rule("O3")
def test_guideline_briefing_and_expected_law_are_those_of_the_own_country() -> None:
    quarter = choices(mechanism__lock_in=False)
    quarter.governments["level"] = [0, 1]
    quarter.governments["campaign"] = [0.5, 1.2]
    quarter.governments["resolve_seen"] = [1.0, 1.6]
    quarter.governments["resolve"] = 9.0  # risen in this quarter: not read yet
    neutral, ally = odds(quarter.hold(), ERICSSON, HUAWEI)

    def ban(lead: float) -> float:
        return 0.9 / (1 + math.exp(-3 * lead))

    # thresholds 1.9, 1.9, 1.3, 2.7, seen 0.3 ahead; briefing 0.5 x campaign x credibility x 0.7
    briefed = 0.5 * 0.5 * 0.8 * 0.7
    assert ally == pytest.approx([briefed + ban(lead) for lead in (-0.6, -0.6, 0.0, -1.4)])
    briefed = 0.5 * 1.2 * 0.4 * 0.7
    assert neutral == pytest.approx(
        [
            0.35 + briefed + ban(0.0),
            0.35 + briefed + ban(0.0),
            0.35 + briefed + ban(0.6),
            0.35 * 0.3 + briefed + ban(-0.8),
        ]
    )


@pytest.mark.rule("O3", "C2")
def test_china_favours_its_own_and_turns_from_whom_it_punishes_in_every_class() -> None:
    quarter = choices(mechanism__lock_in=False)
    quarter.countries["region"] = CHINA_REGION
    quarter.countries["decides"] = False
    quarter.governments["suspicion_seen"] = 2.0  # nothing is held against Chinese kit here
    quarter.makers["disfavour"] = [0.0, 0.5, 0.0]
    award = quarter.hold(quarter=10)
    assert odds(award, HUAWEI, ERICSSON) == pytest.approx(1.4 * 10 / 20 + 0.5)
    assert odds(award[:, CORE:], HUAWEI, CISCO) == pytest.approx(1.4 * 10 / 20)


def crowd(n: int = 4000, **changes: float) -> Quarter:
    """Many operators that choose between two vendors of equal worth, Huawei and Ericsson."""
    quarter = Quarter(table(OPERATOR, n, id=np.arange(n)), **changes)
    quarter.constant[..., CISCO] = -np.inf
    quarter.governments["resolve_seen"] = -99.0  # no law is expected
    return quarter


@pytest.mark.rule("O4")
def test_second_supplier_is_drawn_apart_from_the_first() -> None:
    award = crowd(operator__tender_gap=0.5).hold()
    for k, main in ((LEGACY_RAN, 0.7), (RAN_5G, 0.7), (TRANSPORT, 0.6)):
        won, counts = np.unique(award[:, k, HUAWEI].round(6), return_counts=True)
        # both, main, second, none: a quarter each, so half have a single source
        assert won == pytest.approx([0.0, 1 - main, main, 1.0])
        assert counts / 4000 == pytest.approx([0.25] * 4, abs=0.025)
        # shares stay put: the expected award is the choice probability
        assert award[:, k, HUAWEI].mean() == pytest.approx(0.5, abs=0.02)
    assert set(award[:, CORE, HUAWEI]) == {0.0, 1.0}


@pytest.mark.rule("O4")
def test_a_draw_picks_among_several_by_their_weights() -> None:
    chance = np.array([1.0, 0.0, 2.0, 1.0])
    assert [choice.pick(chance, 4.0, u) for u in (0.2, 0.3, 0.7, 0.8, 1.0)] == [0, 2, 2, 3, 3]


@pytest.mark.rule("O4")
def test_every_class_and_every_quarter_has_draws_of_its_own() -> None:
    quarter = crowd(operator__tender_gap=0.5)
    first = quarter.hold(9).copy()
    mains = first[:, :, HUAWEI] >= 0.5
    for k in (LEGACY_RAN, RAN_5G, CORE):
        assert (mains[:, k] == mains[:, k + 1]).mean() == pytest.approx(0.5, abs=0.03)
    later = quarter.hold(10)[:, :, HUAWEI] >= 0.5
    assert (mains == later).mean(axis=0) == pytest.approx([0.5] * 4, abs=0.03)


@pytest.mark.rule("O4", "W3")
def test_what_chinese_vendors_may_expect_is_noted_with_every_tender_and_kept_between() -> None:
    quarter = choices(mechanism__anticipation=False, mechanism__lock_in=False)
    quarter.constant[0, :, 1, HUAWEI] = [math.log(3.0), -np.inf]  # core
    quarter.hold()
    # the first operator sits in the second country; radio has two vendors, transport three
    assert quarter.chinese_odds[0, 1] == pytest.approx([1 / 2, 1 / 2, 3 / 5, 1 / 3])
    assert quarter.chinese_odds[0, 0] == pytest.approx([1 / 2, 1 / 2, 0.0, 1 / 3])
    resting = crowd(3, operator__tender_gap=NOBODYS_TURN)
    resting.hold()
    assert (resting.chinese_odds == 9.0).all()


NOBODYS_TURN = 1e12


@pytest.mark.rule("O3", "O4")
@pytest.mark.parametrize(
    ("before", "level", "emptied"),
    [
        (1, 2, [CORE]),
        (2, 3, [RAN_5G]),
        (3, 4, [LEGACY_RAN, TRANSPORT]),
        (0, 4, [LEGACY_RAN, RAN_5G, CORE, TRANSPORT]),
        (3, 2, []),
    ],
)
def test_barred_awards_go_to_a_new_winner_at_once_and_no_other_class_is_tendered(
    before: int, level: int, emptied: list[int]
) -> None:
    quarter = crowd(100, operator__tender_gap=NOBODYS_TURN)
    quarter.kit[0, :, RAN_5G, ERICSSON] = 9.0  # Huawei's 5G is under the cap
    quarter.award[:] = quarter.won_5g[:] = [0.3, 0.7, 0.0]
    quarter.governments["level_before"], quarter.governments["level"] = before, level
    award = quarter.hold()
    for k in range(4):
        assert award[:, k] == pytest.approx(
            np.tile([0.0, 1.0, 0.0] if k in emptied else [0.3, 0.7, 0.0], (100, 1))
        )


@pytest.mark.rule("O3", "O4")
def test_launch_tenders_5g_and_nothing_else_and_nothing_before() -> None:
    quarter = crowd(50, operator__tender_gap=NOBODYS_TURN)
    quarter.award[:, :, [LEGACY_RAN, CORE, TRANSPORT]] = [0.3, 0.7, 0.0]
    quarter.governments["launch"] = 9
    assert quarter.hold(8)[:, RAN_5G].sum() == 0.0
    award = quarter.hold(9)
    assert award[:, RAN_5G].sum(axis=1) == pytest.approx([1.0] * 50)
    assert award[:, [LEGACY_RAN, CORE, TRANSPORT]] == pytest.approx(
        np.tile([0.3, 0.7, 0.0], (50, 3, 1))
    )


@pytest.mark.rule("O4")
def test_the_cap_holds_back_5g_alone_and_in_the_country_of_the_law() -> None:
    quarter = crowd(2, operator__tender_gap=NOBODYS_TURN)
    quarter.operators["country"] = [0, 1]
    quarter.kit[0, :, RAN_5G, ERICSSON] = 9.0
    quarter.award[:] = quarter.won_5g[:] = [0.7, 0.3, 0.0]
    quarter.governments["level_before"] = quarter.governments["level"] = [2, 1]
    award = quarter.hold()
    assert award[0, RAN_5G] == pytest.approx([0.35, 0.65, 0.0])
    assert award[0, LEGACY_RAN] == pytest.approx([0.7, 0.3, 0.0])
    assert award[1, RAN_5G] == pytest.approx([0.7, 0.3, 0.0])


@pytest.mark.rule("O4")
def test_the_excess_goes_to_whom_the_operator_likes_best_with_its_own_kit() -> None:
    p: Any = parameters()
    makers = table(VENDOR, 4, chinese=[True, True, False, False])
    own = np.zeros((4, 4))
    own[[LEGACY_RAN, RAN_5G]] = [[40.0, 0.0, 20.0, 30.0], [0.0, 0.0, 0.0, 10.0]]
    worth, award = np.array([9.0, 9.0, 0.3, 0.0]), np.array([0.3, 0.4, 0.3, 0.0])
    awards.cap_award(p, makers, worth, own, award, room(1, 1, 4))
    # 0.3 + 1.8 x 0.2 = 0.66 against 1.8 x 0.4 = 0.72; two Chinese vendors share 0.35 as 3 to 4
    assert award == pytest.approx([0.15, 0.2, 0.3, 0.35])


@pytest.mark.rule("O4")
@pytest.mark.parametrize(("state_china", "on"), [(True, False), (False, True)])
def test_a_managed_market_is_that_of_chinese_state_operators_alone(
    state_china: bool, on: bool
) -> None:
    p = parameters(mechanism__managed_market=on)
    assert not awards.is_managed(p, record(OPERATOR, state_china=state_china))
    quarter = Quarter(
        table(OPERATOR, 60, id=np.arange(60), state_china=state_china),
        operator__tender_gap=0.5,
        mechanism__managed_market=on,
    )
    assert set(quarter.hold()[:, CORE].max(axis=1)) == {1.0}  # won, not shared out
