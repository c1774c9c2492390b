"""A quarter of governments that differ, the USA among them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, SCHEDULED
from sim.rules import governments as rules
from sim.state import GOVERNMENT, SCENE
from tests.real import built, country
from tests.records import parameters, record, room, table
from tests.runs import DDD, EEE, block, pressing

NOW = 20
CALM = {"government__noise_sd": 0.0, "government__window": 0.0}
OPEN = {"government__noise_sd": 0.0, "government__window": 1.0}
BRITAIN, EGYPT, USA, CHINA = range(4)


class Quarter:
    """An ally, a neutral country, and the two powers."""

    def __init__(self) -> None:
        self.countries = table(
            COUNTRY, 4, id=[3, 4, 5, 6], region=[2, 6, 1, 0],
            decides=[True, True, False, False], is_usa=[False, False, True, False],
            alliance_bloc=[True, False, True, False], ally=[1.0, 0.0, 0.0, 0.0],
            trade_exposure=[0.2, 0.5, 0.0, 0.0],
        )  # fmt: skip
        self.countries["gdp_neighbours"] = [[1] * 10, [2] * 4 + [0] * 6, [1] * 10, [1] * 10]
        self.scheduled = table(SCHEDULED, NOW + 2)
        self.scheduled["usa_level"] = 2
        self.by_country = table(
            COUNTRY_QUARTER, (NOW + 2) * 4, imposed_level=-1, imposed_deadline=-1
        ).reshape(NOW + 2, 4)
        self.by_country["gdp_usd_m"] = 6e5
        self.control = np.zeros((NOW + 2, 2))
        self.governments = table(
            GOVERNMENT, 4, level=[0, 0, 2, 0], level_before=9, deadline=-1, adopted=-1, launch=99
        )[None]
        self.scene = table(SCENE, 1, new_adopter=True)

    def act(self, **changes: float) -> np.ndarray:
        rules.governments_act(
            NOW,
            np.array([parameters(**changes)]),
            self.countries,
            self.scheduled,
            self.by_country,
            self.control,
            self.governments,
            self.scene,
            room(4, 1, 2),
            1,
            np.array([0]),
        )
        return np.asarray(self.governments[0])


@pytest.mark.rule("G1", "G2")
def test_resolve_closes_half_the_gap_to_a_target_read_from_the_quarter_and_the_country() -> None:
    quarter = Quarter()
    quarter.governments["level"][0, USA] = 3
    quarter.scheduled["usa_level"] = 3
    quarter.scheduled["campaign_active"][NOW] = True
    quarter.control[NOW] = [0.6, 0.0]  # on Huawei, not on ZTE
    quarter.by_country["gdp_usd_m"][NOW, :2] = [1e5, 5e4]
    quarter.governments["aid_usd_m"] = 25.0
    quarter.governments["resolve"] = [[0.4, 0.8, 0.3, 0.2]]
    quarter.governments["adopted"] = [[14, 15, -1, 11]]  # the last is forgotten
    quarter.governments["punished"] = [[True, False, False, True]]
    nations = quarter.act(**CALM)
    # the USA is the only other ally and its law is one of "no new kit"
    britain = -0.5 + 0.45 + 0.7 * 0.6 + 0.6 * 0.6 + 0.5 * math.tanh(1.0) - 0.9 * 0.2
    britain -= 0.5 * 0.2 * 0.5
    egypt = -0.5 + 0.7 * 0.6 * 0.3 + 0.6 * 0.2 * 0.4 + 0.5 * math.tanh(2.0) - 0.9 * 0.5
    egypt -= 0.5 * 0.5 * 0.5
    assert nations["resolve"] == pytest.approx([(0.4 + britain) / 2, (0.8 + egypt) / 2, 0.3, 0.2])
    assert nations["resolve_seen"] == pytest.approx([0.4, 0.8, 0.3, 0.2])
    assert nations["level_before"].tolist() == [0, 0, 3, 0]
    assert quarter.scene["punished_share"][0] == pytest.approx(0.5)
    assert not quarter.scene["new_adopter"][0]


@pytest.mark.rule("G1")
def test_the_usa_count_among_the_peers_of_allies_neighbours_and_like_economies() -> None:
    countries = table(
        COUNTRY, 3, region=[2, 1, 1], alliance_bloc=True, decides=[True, True, False],
        is_usa=[False, False, True], gdp_neighbours=[[1] * 10, [2] * 5 + [0] * 5, [0] * 10],
    )  # fmt: skip
    nations = table(GOVERNMENT, 3, level=[0, 0, 4])
    rules.peers(parameters(), countries, nations, room(len(nations), 1, 1))
    assert nations["peers"] == pytest.approx([0.6 * 0.5, 0.6 * 0.5 + 0.2 + 0.2 * 0.5, 0.0])
    assert built()[0].countries.alliance_bloc[country("USA")]


@pytest.mark.rule("G1")
def test_peers_of_regions_in_any_order_and_of_a_country_alone_in_its_region() -> None:
    countries = table(COUNTRY, 4, region=[5, 0, 5, 0], alliance_bloc=[False, True, False, False])
    nations = table(GOVERNMENT, 4, level=[3, 4, 2, 0])
    countries["gdp_neighbours"] = [[2] * 10, [0] * 3 + [2] * 7, [0] * 10, [2] * 10]
    rules.peers(parameters(), countries, nations, room(len(nations), 1, 1))
    # the only member of an alliance has nobody to follow there, whatever the region does
    assert nations["peers"] == pytest.approx([0.0, 0.2 * 0.3, 0.8 + 0.2, 0.8])


@pytest.mark.rule("G1")
def test_peers_are_counted_anew_only_when_a_level_has_moved() -> None:
    quarter = Quarter()
    quarter.countries["gdp_neighbours"][EGYPT] = BRITAIN
    nations = quarter.governments[0]
    nations["level"] = nations["level_before"] = [3, 0, 2, 0]
    nations["peers"] = 0.123
    quarter.act(**CALM)
    assert nations["peers"].tolist() == [0.123] * 4  # nothing moved: as it was left
    nations["level"][BRITAIN] = 0
    nations["peers"] = 0.123
    quarter.act(**CALM)  # set by hand to less
    assert nations["peers"].tolist() == [0.0] * 4
    nations["level"][BRITAIN] = 4
    quarter.act(**CALM)  # and to more
    assert nations["peers"][EGYPT] == pytest.approx(0.2)
    assert nations["peers"][USA] == pytest.approx(0.6)
    quarter.act(**CALM)
    assert nations["peers"][EGYPT] == pytest.approx(0.2)


def meddled(quarter: int, governments: np.ndarray) -> None:
    """Now and then set a level by hand, and take another back."""
    if quarter % 7 == 3:
        governments["level"][:, DDD] = 3
    if quarter % 11 == 5:
        governments["level"][:, [DDD, EEE]] = [0, 4]


@pytest.mark.rule("G1")
@pytest.mark.parametrize("by_hand", [False, True])
def test_peers_are_always_those_of_the_levels_of_the_start_of_the_quarter(by_hand: bool) -> None:
    b = block(pressing(2), 0, {"government.window": 0.5}, replicates=3)
    nations, counted, moved = b.state.governments, b.state.governments.copy(), 0
    for now in range(60):
        if by_hand:
            meddled(now, nations)
        counted["level"] = nations["level"]
        moved += int((nations["level"] != nations["level_before"]).any())
        for run in range(3):
            rules.peers(b.parameters[run], b.facts.countries, counted[run], b.room)
        b.step()
        assert nations["peers"].tolist() == counted["peers"].tolist(), now
    assert 5 < moved < 60


@pytest.mark.rule("G1")
def test_without_a_known_economy_money_moves_nobody_and_a_dove_adds_nothing() -> None:
    p: Any = parameters()
    assert rules.large_money(p, 5.0, 0.0) == 0.0
    for hawkish, value in ((True, 0.3), (False, 0.0)):
        g = record(GOVERNMENT, hawkish=hawkish)
        terms = rules.target_terms(p, record(COUNTRY), g, 1e5, False, 0.0, 0.0)
        named = dict(zip(rules.FOR_RESTRICTING, terms, strict=True))
        assert named["hawkish government"] == value


@pytest.mark.rule("G1", "G3", "C2", "V6")
def test_a_new_law_is_noticed_punished_and_followed_only_in_the_next_quarter() -> None:
    quarter = Quarter()
    quarter.countries["gdp_neighbours"][EGYPT] = BRITAIN
    quarter.governments["fixed_effect"] = 2.0 + 0.5 + 0.18
    quarter.governments["fixed_effect"][0, EGYPT] = 0.0
    quarter.governments["resolve"] = 2.0
    quarter.governments["resolve"][0, EGYPT] = 0.0
    quarter.by_country["gdp_usd_m"][NOW, BRITAIN] = 4e5
    quarter.scheduled["retaliation"][NOW] = 4 / 3  # 4/3 x 0.5 x 1.5: certain, as it is small
    quarter.scheduled["home_vendor_punished"][NOW] = True
    nations = quarter.act(**OPEN)
    assert nations["level"].tolist() == [3, 0, 2, 0]
    assert nations["deadline"].tolist() == [-1] * 4  # nothing has to be removed
    assert quarter.scene["new_adopter"][0]
    assert nations["adopted"].tolist() == [NOW, -1, -1, -1]
    assert nations["punished"].tolist() == [True, False, False, False]
    assert nations["punished_left"].tolist() == [8, 0, 0, 0]
    assert nations["disfavoured_left"].tolist() == [8, 0, 0, 0]
    # Egypt, which decides after Britain, still saw it without a law
    assert nations["peers"][EGYPT] == 0.0


@pytest.mark.rule("C2")
def test_the_usa_are_noticed_and_their_vendors_lose_favour_but_their_trade_is_not_punished() -> (
    None
):
    quarter = Quarter()
    quarter.scheduled["usa_level"][NOW] = 3
    quarter.scheduled["retaliation"][NOW] = 9.0  # certain, were it an adopter like others
    quarter.scheduled["home_vendor_punished"][NOW] = True
    nations = quarter.act(**CALM)
    assert nations["level"][USA] == 3
    assert nations["disfavoured_left"].tolist() == [0, 0, 8, 0]
    assert quarter.scene["new_adopter"][0]
    assert nations["adopted"][USA] == -1
    assert nations["punished_left"].tolist() == [0] * 4


@pytest.mark.rule("C2")
def test_whose_vendors_are_not_punished_keep_favour_and_punishment_runs_out() -> None:
    quarter = Quarter()
    quarter.scheduled["usa_level"][NOW] = 3
    quarter.governments["punished_left"] = [[8, 1, 0, 0]]
    quarter.governments["disfavoured_left"] = [[0, 2, 0, 0]]
    nations = quarter.act(**CALM)
    assert nations["disfavoured_left"].tolist() == [0, 1, 0, 0]
    assert nations["punished_left"].tolist() == [7, 0, 0, 0]


@pytest.mark.rule("G3")
def test_laws_imposed_on_one_country_and_quarter_hold_there_alone() -> None:
    quarter = Quarter()
    quarter.by_country["imposed_level"][NOW, EGYPT] = 4
    quarter.by_country["imposed_deadline"][NOW, EGYPT] = 30
    quarter.by_country["imposed_level"][NOW, USA] = 4  # more than history gave them
    quarter.by_country["imposed_deadline"][NOW, USA] = 33
    nations = quarter.act(**CALM)
    assert nations["level"].tolist() == [0, 4, 4, 0]
    assert nations["deadline"].tolist() == [-1, 30, 33, -1]
    assert nations["adopted"].tolist() == [-1, NOW, -1, -1]


@pytest.mark.rule("G3")
def test_the_toolbox_of_the_quarter_opens_windows_in_the_eu() -> None:
    quarter = Quarter()
    quarter.countries["eu"][BRITAIN] = True
    quarter.scheduled["toolbox"][NOW] = True
    quarter.governments["fixed_effect"] = 9.0
    quarter.governments["resolve"] = 9.0
    tiny = {"government__noise_sd": 0.0, "government__window": 1e-9}
    nations = quarter.act(**tiny, government__toolbox_factor=1e9)
    assert nations["level"].tolist() == [4, 0, 2, 0]
    assert nations["deadline"][BRITAIN] >= NOW + 16


@pytest.mark.rule("G3")
def test_a_government_that_still_wants_removal_keeps_its_deadline() -> None:
    g = record(GOVERNMENT, level=4, deadline=30, resolve=3.0)
    nation, now = record(COUNTRY, decides=True, id=3), record(SCHEDULED)
    rules.decide(NOW, parameters(**OPEN), nation, now, g, 3.0, 0.0, 0.5, 0.5, 1, 0)
    assert (g["level"], g["deadline"]) == (4, 30)


@pytest.mark.rule("G1")
def test_who_never_adopted_is_no_recent_adopter_in_the_first_years() -> None:
    nations = table(GOVERNMENT, 3, adopted=[-1, 0, 3], punished=[False, True, False])
    assert rules.punished_share(parameters(), nations, 5) == pytest.approx(1 / 2)


@pytest.mark.rule("G3")
def test_a_threshold_has_to_be_passed() -> None:
    p: Any = parameters()
    assert [rules.desired_level(p, x) for x in (0.6, 1.3, 1.9, 2.7)] == [0, 1, 2, 3]
