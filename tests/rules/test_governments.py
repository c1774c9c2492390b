from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from sim import streams
from sim.facts import COUNTRY, COUNTRY_QUARTER, SCHEDULED
from sim.rules import governments as rules
from sim.state import GOVERNMENT, SCENE
from tests.records import parameters, record, room, table

P = parameters()
STILL = parameters(government__noise_sd=0.0)
ALWAYS = parameters(government__noise_sd=0.0, government__window=1.0)
NATION = record(
    COUNTRY,
    ally=1.0,
    five_eyes=1.0,
    base_index=0.5,
    rivalry=0.5,
    values_distance=0.4,
    trade_exposure=0.25,
    decides=True,
)
GOVERNMENT_2019 = record(
    GOVERNMENT,
    fixed_effect=0.2,
    campaign=1.0,
    suspicion_seen=0.3,
    risk_ran=0.8,
    peers=0.25,
    hawkish=True,
    aid_usd_m=25.0,
    finance_usd_m=50.0,
    chinese_ran_share=0.5,
    coverage=0.4,
)


def terms(p: Any = P, nation: Any = NATION, active: bool = True) -> dict[str, float]:
    values = rules.target_terms(p, nation, GOVERNMENT_2019, 100_000.0, active, 0.6, 0.5)
    return dict(zip(rules.FOR_RESTRICTING, values, strict=True))


@pytest.mark.rule("G1")
def test_each_term_of_the_target() -> None:
    expected = {
        "intercept": -0.5,
        "country effect": 0.2,
        "campaign": 1.2,
        "alliance": 0.45,
        "Five Eyes": 1.8,
        "US bases": 0.5 * 0.5,
        "rivalry with China": 1.7 * 0.5 * 0.6,
        "values": 0.5 * 0.4,
        "perceived risk": 0.3 * 0.8,
        "peers": 0.6 * 0.25,
        "hawkish government": 0.3,
        "unreliable supply": 0.7 * 0.6,
        "aid": 0.5 * math.tanh(4 * 25 / 100_000 / 0.001),
        "trade with China": -0.9 * 0.25,
        "fear of punishment": -0.5 * 0.25 * 0.5,
        "sunk cost": -3.2 * 0.5 * (0.3 + 0.7 * 0.4),
        "Chinese finance": -0.5 * math.tanh(2.0),
    }
    assert terms() == pytest.approx(expected)
    total = rules.target_resolve(P, NATION, GOVERNMENT_2019, 100_000.0, True, 0.6, 0.5)
    assert total == pytest.approx(sum(expected.values()))


@pytest.mark.rule("G1")
def test_alliances_sleep_until_the_campaign_unless_they_act_alone() -> None:
    asleep = terms(active=False)
    assert asleep["alliance"] == asleep["Five Eyes"] == 0.0
    alone = terms(parameters(mechanism__alliances_act_alone=True), active=False)
    assert (alone["alliance"], alone["Five Eyes"]) == pytest.approx((0.45, 1.8))


@pytest.mark.rule("G1")
def test_others_feel_less_of_unreliable_supply_and_rivalry_saturates() -> None:
    other = terms(nation=record(COUNTRY, rivalry=1.0))
    assert other["unreliable supply"] == pytest.approx(0.7 * 0.6 * 0.3)
    afraid = GOVERNMENT_2019.copy()
    afraid["suspicion_seen"] = 2.0
    values = rules.target_terms(P, NATION, afraid, 100_000.0, True, 0.0, 0.0)
    assert values[6] == pytest.approx(1.7 * 0.5)


@pytest.mark.rule("G3")
@pytest.mark.parametrize(
    ("resolve", "level"), [(0.6, 0), (0.61, 1), (1.31, 2), (1.9, 2), (1.91, 3), (2.71, 4)]
)
def test_desired_level_is_the_number_of_thresholds_passed(resolve: float, level: int) -> None:
    assert rules.desired_level(P, resolve) == level


@pytest.mark.rule("G1")
def test_peers_weigh_alliance_region_and_neighbours_without_oneself() -> None:
    countries = table(
        COUNTRY,
        5,
        region=[0, 0, 1, 1, 1],
        alliance_bloc=[True, True, True, False, False],
        gdp_neighbours=[[1] * 4 + [2] * 6, [4] * 10, [0] * 10, [0] * 10, [0] * 10],
    )
    nations = table(GOVERNMENT, 5, level=[2, 3, 0, 4, 0])
    rules.peers(P, countries, nations, room(len(nations), 1, 1))
    assert nations["peers"] == pytest.approx(
        [
            0.6 * 0.5 + 0.2 * 1.0 + 0.2 * 0.4,
            0.0,  # the only adopter it could follow is itself
            0.6 * 0.5 + 0.2 * 0.5,
            0.0,
            0.8 * 0.5,  # no alliance: that weight goes to the region
        ]
    )


def decide(p: Any, g: Any, target: float = 0.0, quarter: int = 9, **fields: Any) -> None:
    now = record(SCHEDULED, toolbox=fields.pop("toolbox", False))
    country = record(COUNTRY, decides=True, **fields)
    noise = streams.normal(1, 0, streams.COUNTRY_NOISE, quarter, country["id"])
    opens, relaxes, _, _ = streams.uniforms(1, 0, streams.WINDOW, quarter, country["id"])
    rules.decide(quarter, p, country, now, g, target, noise, opens, relaxes, 1, 0)


@pytest.mark.rule("G2")
def test_resolve_moves_half_way_to_its_target() -> None:
    g = record(GOVERNMENT, resolve=0.2)
    decide(STILL, g, target=1.0)
    assert g["resolve"] == pytest.approx(0.6)


@pytest.mark.rule("G2")
def test_noise_has_its_spread() -> None:
    moved = []
    for c in range(3000):
        g = record(GOVERNMENT)
        decide(P, g, id=c)
        moved.append(float(g["resolve"]))
    assert np.mean(moved) == pytest.approx(0.0, abs=0.01)
    assert np.std(moved) == pytest.approx(0.10, abs=0.006)


@pytest.mark.rule("G3")
@pytest.mark.parametrize(
    ("eu", "toolbox", "rate"), [(False, True, 0.22), (True, False, 0.22), (True, True, 0.44)]
)
def test_windows_open_at_their_rate_and_twice_as_often_under_the_toolbox(
    eu: bool, toolbox: bool, rate: float
) -> None:
    opened = 0
    for c in range(3000):
        g = record(GOVERNMENT, resolve=2.0)
        decide(STILL, g, target=2.0, id=c, eu=eu, toolbox=toolbox)
        opened += int(g["level"] == 3)
    assert opened / 3000 == pytest.approx(rate, abs=0.03)


@pytest.mark.rule("G1", "G3")
def test_no_window_opens_in_the_first_quarter() -> None:
    g = record(GOVERNMENT, resolve=2.0)
    decide(ALWAYS, g, target=2.0, quarter=0)
    assert g["level"] == 0


@pytest.mark.rule("G3")
def test_removal_sets_a_deadline_four_to_seven_years_away() -> None:
    deadlines = []
    for c in range(500):
        g = record(GOVERNMENT, resolve=3.0, deadline=-1)
        decide(ALWAYS, g, target=3.0, quarter=10, id=c)
        assert g["level"] == 4
        deadlines.append(int(g["deadline"]) - 10)
    assert min(deadlines) == 16
    assert max(deadlines) == 28
    assert np.mean(deadlines) == pytest.approx(22.0, abs=0.5)


@pytest.mark.rule("G3")
def test_a_law_relaxes_by_one_only_where_two_less_are_desired() -> None:
    relaxing = parameters(
        government__noise_sd=0.0, government__window=1.0, government__step_down=1.0
    )
    g = record(GOVERNMENT, level=4, deadline=40, resolve=1.5)  # desired: cap
    decide(relaxing, g, target=1.5)
    assert (g["level"], g["deadline"]) == (3, -1)
    decide(relaxing, g, target=1.5)
    assert g["level"] == 3
    left = 0
    for c in range(3000):
        g = record(GOVERNMENT, level=4, resolve=0.0)
        decide(ALWAYS, g, id=c)
        left += int(g["level"] == 3)
    assert left / 3000 == pytest.approx(0.02, abs=0.01)


@pytest.mark.rule("G3")
def test_history_sets_the_level_of_the_usa_both_ways() -> None:
    usa, g = record(COUNTRY, is_usa=True), record(GOVERNMENT, level=4, deadline=-1)
    here = record(COUNTRY_QUARTER, imposed_level=-1, imposed_deadline=-1)
    rules.impose(9, P, usa, record(SCHEDULED, usa_level=2), here, g, 1, 0)
    assert g["level"] == 2


@pytest.mark.rule("G3")
def test_an_imposed_law_only_tightens_elsewhere() -> None:
    g = record(GOVERNMENT, level=3, deadline=-1)
    here = record(COUNTRY_QUARTER, imposed_level=2, imposed_deadline=-1)
    rules.impose(9, P, NATION, record(SCHEDULED), here, g, 1, 0)
    assert g["level"] == 3
    here["imposed_level"], here["imposed_deadline"] = 4, 30
    rules.impose(9, P, NATION, record(SCHEDULED), here, g, 1, 0)
    assert (g["level"], g["deadline"]) == (4, 30)


@pytest.mark.rule("G3")
def test_an_imposed_removal_without_a_date_draws_its_deadline_once() -> None:
    g = record(GOVERNMENT, deadline=-1)
    here = record(COUNTRY_QUARTER, imposed_level=4, imposed_deadline=-1)
    for quarter in (9, 10):
        rules.impose(quarter, P, NATION, record(SCHEDULED), here, g, 1, 0)
    assert g["deadline"] == rules.deadline(9, P, NATION, 1, 0)
    assert 9 + 16 <= g["deadline"] <= 9 + 28


@pytest.mark.rule("G1", "C2")
def test_punished_share_counts_adopters_of_eight_quarters() -> None:
    nations = table(
        GOVERNMENT,
        5,
        adopted=[-1, 11, 12, 19, 19],
        punished=[False, True, True, False, False],
    )
    assert rules.punished_share(P, nations, 20) == pytest.approx(1 / 3)
    assert rules.punished_share(P, nations[:1], 20) == 0.0


def adopt(g: Any, c: int = 0, gdp: float = 4e5, retaliation: float = 1.0) -> Any:
    scene = record(SCENE)
    now = record(SCHEDULED, retaliation=retaliation, home_vendor_punished=True)
    here = record(COUNTRY_QUARTER, gdp_usd_m=gdp)
    nation = record(COUNTRY, decides=True, id=c)
    rules.adopt(20, P, nation, now, here, g, scene, 1, 0)
    return scene


@pytest.mark.rule("C2")
@pytest.mark.parametrize(
    ("gdp", "retaliation", "rate"),
    [(6e5, 1.0, 0.5), (4e5, 1.0, 0.75), (6e5, 0.0, 0.0), (6e5, 2.0, 1.0)],
)
def test_china_punishes_small_economies_more_often(
    gdp: float, retaliation: float, rate: float
) -> None:
    hit = []
    for c in range(1500):
        g = record(GOVERNMENT, level=3, level_before=2)
        adopt(g, c, gdp, retaliation)
        assert g["punished_left"] == (8 if g["punished"] else 0)
        hit.append(bool(g["punished"]))
    assert np.mean(hit) == pytest.approx(rate, abs=0.04)


@pytest.mark.rule("C2", "V6")
def test_an_adopter_is_noticed_once_and_its_vendors_lose_favour_for_eight_quarters() -> None:
    g = record(GOVERNMENT, level=3, level_before=2)
    assert adopt(g)["new_adopter"]
    assert (g["adopted"], g["disfavoured_left"]) == (20, 8)
    g["level_before"] = 3
    assert not adopt(g)["new_adopter"]
    assert g["disfavoured_left"] == 7


@pytest.mark.rule("G3")
def test_an_imposed_law_does_not_put_off_a_deadline_of_ones_own() -> None:
    here = record(COUNTRY_QUARTER, imposed_level=4, imposed_deadline=30)
    for own, expected in ((24, 24), (40, 30)):
        g = record(GOVERNMENT, level=4, deadline=own)
        rules.impose(9, P, NATION, record(SCHEDULED), here, g, 1, 0)
        assert g["deadline"] == expected


@pytest.mark.rule("G1", "U1")
def test_the_campaign_presses_nobody_with_its_switch_off() -> None:
    begun = record(SCHEDULED, campaign_active=True)
    assert rules.campaigning(P, begun)
    assert not rules.campaigning(parameters(mechanism__campaign=False), begun)
    assert not rules.campaigning(P, record(SCHEDULED, campaign_active=False))
