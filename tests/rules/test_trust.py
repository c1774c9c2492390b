from __future__ import annotations

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, OPERATOR, SCHEDULED, VENDOR
from sim.rules import trust
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from tests.records import ages, parameters, record, room, stock, table

P = parameters()
ALLY = record(COUNTRY, ally=1.0)
OTHER = record(COUNTRY)


@pytest.mark.rule("T1")
def test_credibility_grows_with_alliance_and_five_eyes() -> None:
    assert trust.credibility(P, OTHER) == pytest.approx(0.4)
    assert trust.credibility(P, ALLY) == pytest.approx(0.8)
    assert trust.credibility(P, record(COUNTRY, ally=1.0, five_eyes=1.0)) == pytest.approx(1.0)


@pytest.mark.rule("T1")
def test_suspicion_is_forgotten_and_fed_by_news_and_campaign() -> None:
    scene = record(SCENE, reassurance=0.4)
    # 0.88 x 0.3 + (0.5 + 0.15 x 1) x 0.8 = 0.264 + 0.52; allies are not reassured
    assert trust.next_suspicion(P, ALLY, 0.3, 0.5, 1.0, scene) == pytest.approx(0.784)
    # 0.264 + 0.65 x 0.4 - 0.05 x 0.4
    assert trust.next_suspicion(P, OTHER, 0.3, 0.5, 1.0, scene) == pytest.approx(0.504)


@pytest.mark.rule("T1")
def test_suspicion_stays_between_0_and_3() -> None:
    assert trust.next_suspicion(P, ALLY, 3.0, 5.0, 0.0, record(SCENE)) == 3.0
    assert trust.next_suspicion(P, OTHER, 0.0, 0.0, 0.0, record(SCENE, reassurance=1.0)) == 0.0


@pytest.mark.rule("T2")
def test_breadth_is_half_countries_and_half_large_operators() -> None:
    installed = np.zeros((3, 4, 2))
    installed[0, 0] = [2.0, 98.0]
    installed[1, 3] = [1.0, 99.0]  # exactly 1 %: not over it
    installed[2, 2] = [0.0, 50.0]
    kit = stock(4, 4, 2)
    kit[:, 0, 1, 0] = 10.0
    kit[[0, 1, 3], 0, 0, 1] = 1.0
    operators = table(OPERATOR, 4, top50=[True, True, True, False])
    scene = record(SCENE)
    trust.breadth(P, operators, scene, installed, *ages(kit), *np.zeros((2, 2)))
    assert (scene["breadth_countries"], scene["breadth_top50"]) == (1, 2)
    assert scene["breadth"] == pytest.approx(0.5 / 3 + 0.5 * 2 / 3)


SELLERS = table(
    VENDOR,
    3,
    chinese=[True, False, False],
    opacity=[0.9, 0.1, 0.05],
    sells=[[1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 1]],
)


def edges_of(market: int, china_share: list[float], p: object = P) -> np.ndarray:
    installed = np.zeros((1, 4, 3))
    installed[0, 0] = [50.0, 20.0, 0.0]
    installed[0, 1] = [20.0, 10.0, 0.0]
    installed[0, 3] = [60.0, 10.0, 30.0]
    edges, world_kit = np.zeros((3, 3)), np.ones((4, 3))
    makers = table(VENDOR_STATE, 3, china_share=china_share)
    trust.add_countries(installed, world_kit)
    trust.risk_edges(p, SELLERS, makers, world_kit, 0.0, edges)
    return edges[market]


@pytest.mark.rule("T3")
def test_risk_compares_ownership_and_factories_with_rivals_of_the_market() -> None:
    radio = edges_of(0, [0.98, 0.45, 0.25])
    # 0.7 x (0.9 - 0.1) + 0.3 x (0.98 - 0.45): the maker of transport alone does not count
    assert radio[0] == pytest.approx(0.719)
    assert radio[1] == pytest.approx(0.0)
    transport = edges_of(3 - 1, [0.98, 0.45, 0.25])
    # rivals: (10 x 0.45 + 30 x 0.25) / 40 = 0.3; the best rival's opacity is 0.05
    assert transport[0] == pytest.approx(0.7 * 0.85 + 0.3 * 0.68)
    assert transport[2] == pytest.approx(0.3 * (0.25 - 0.3))


@pytest.mark.rule("T3")
def test_the_parity_claim_undoes_itself_as_rivals_leave_china() -> None:
    gone = edges_of(0, [0.98, 0.10, 0.25])
    assert gone[0] == pytest.approx(0.56 + 0.3 * 0.88)


@pytest.mark.rule("T3")
def test_opacity_is_huaweis_parameter_and_others_in_proportion() -> None:
    half = parameters(trust__opacity=0.5)
    makers = table(VENDOR, 2, chinese=True, opacity=[0.9, 1.0])
    assert trust.opacity(half, makers, 0) == pytest.approx(0.5)
    assert trust.opacity(half, makers, 1) == pytest.approx(0.5 / 0.9)
    assert trust.opacity(P, makers, 1) == 1.0
    assert trust.opacity(half, SELLERS, 1) == pytest.approx(0.1)


@pytest.mark.rule("T2", "T3")
def test_perceived_risk_falls_with_reach_and_stays_in_range() -> None:
    scene = record(SCENE, breadth=0.6, breadth_2014=0.5)
    assert trust.perceived_risk(P, 2.0, 0.719, scene) == pytest.approx(1.438 - 0.05)
    assert trust.perceived_risk(P, 0.0, 0.719, scene) == 0.0
    assert trust.perceived_risk(P, 3.0, 0.9, scene) == 2.5


@pytest.mark.rule("T3")
def test_parity_grows_with_reassurance_up_to_its_largest_value() -> None:
    assert trust.parity(P, 0.5) == pytest.approx(0.4)
    assert trust.parity(parameters(trust__parity_start=0.8), 1.0) == pytest.approx(0.9)


@pytest.mark.rule("T1")
def test_dated_scares_always_happen_and_add_to_random_ones() -> None:
    scene = record(SCENE, last_scare=-99)
    trust.scare(19, P, record(SCHEDULED), scene, 1, 0)
    assert not scene["scare"]
    assert scene["news"] == 0.0
    assert scene["last_scare"] == -99
    trust.scare(20, P, record(SCHEDULED, scare=0.7), scene, 1, 0)
    assert scene["news"] == pytest.approx(0.35)
    assert scene["last_scare"] == 20
    always = record(SCHEDULED, scare=0.7, scare_rate_factor=10.0)
    trust.scare(21, P, always, scene, 1, 0)
    assert scene["news"] == pytest.approx(0.5 * 1.7)


@pytest.mark.rule("T1")
def test_with_the_switch_off_there_is_no_scare_at_all() -> None:
    scene = record(SCENE, last_scare=-99)
    trust.scare(20, parameters(mechanism__scares=False), record(SCHEDULED, scare=0.7), scene, 1, 0)
    assert not scene["scare"]
    assert (scene["news"], scene["last_scare"]) == (0.0, -99)


@pytest.mark.rule("T1")
def test_random_scares_come_at_their_rate() -> None:
    scene, now, hits = record(SCENE), record(SCHEDULED, scare_rate_factor=1.0), 0
    for replicate in range(2000):
        trust.scare(5, P, now, scene, 1, replicate)
        hits += bool(scene["scare"])
    assert hits / 2000 == pytest.approx(0.1, abs=0.025)


@pytest.mark.rule("G4")
@pytest.mark.parametrize(("democracy", "rate"), [(True, 1 / 16), (False, 1 / 60)])
def test_governments_turn_hawkish_sooner_in_democracies(democracy: bool, rate: float) -> None:
    n = 6000
    nations = table(COUNTRY, n, democracy=democracy, id=np.arange(n))
    governments = table(GOVERNMENT, n)
    trust.elections(7, P, nations, governments, room(n, 1, 1), 3, 0)
    assert governments["hawkish"].mean() == pytest.approx(rate, abs=0.013)


@pytest.mark.rule("T1", "T3")
@pytest.mark.parametrize(("incidents", "after"), [(True, 1.28), (False, 1.08)])
def test_the_stage_reads_suspicion_of_the_start_and_adds_the_countrys_own_incident(
    incidents: bool, after: float
) -> None:
    countries = table(COUNTRY, 2, ally=[1.0, 0.0])
    governments = table(GOVERNMENT, 2, suspicion=[0.3, 1.0])[None]
    makers = table(VENDOR_STATE, 3, china_share=[0.98, 0.45, 0.25])[None]
    installed = np.zeros((1, 2, 4, 3))
    installed[0, :, 0] = [50.0, 20.0, 0.0]
    kit = stock(1, 1, 4, 3)
    kit[0, 0, 0, 0] = 25.0
    scene = table(SCENE, 1, news=0.5, breadth_2014=1.0)
    own = np.zeros((1, 2), COUNTRY_QUARTER)
    own["incident"][0, 1] = 1.0
    operators, edges = table(OPERATOR, 1, top50=True), np.full((1, 3, 3), 9.0)
    trust.suspicion(
        0,
        np.array([parameters(mechanism__incidents=incidents)]),
        countries,
        operators,
        SELLERS,
        own,
        governments,
        makers,
        scene,
        installed,
        *ages(kit),
        edges,
        room(2, 1, 3),
    )
    assert governments["suspicion_seen"][0] == pytest.approx([0.3, 1.0])
    assert edges[0, 0, 0] == pytest.approx(0.719)
    assert governments["risk_ran"][0] == pytest.approx([0.3 * 0.719, 0.719])
    # 0.88 x 0.3 + 0.5 x 0.8, and 0.88 + (0.5 + 0.5) x 0.4
    assert governments["suspicion"][0] == pytest.approx([0.664, after])
