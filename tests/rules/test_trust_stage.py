"""Shocks and suspicion where countries, vendors and quarters differ."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, OPERATOR, SCHEDULED, VENDOR
from sim.rules import trust
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from sim.terms import CORE, LEGACY_RAN, RAN_5G, TRANSPORT
from tests.records import ages, parameters, record, room, stock, table

P = parameters()
MAKERS = table(
    VENDOR,
    4,
    chinese=[True, False, False, True],
    opacity=[0.9, 0.05, 0.1, 0.01],
    sells=[[1, 1, 1, 1], [0, 0, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]],
)


@pytest.mark.rule("T1", "G4")
def test_shocks_are_those_of_the_quarter_and_tempers_turn_by_regime() -> None:
    p = parameters(government__switch_democracy=1.0, government__switch_other=0.0)
    countries = table(COUNTRY, 3, democracy=[False, True, True], id=[1, 2, 3])
    governments = table(GOVERNMENT, 3, hawkish=True)[None]
    scheduled, scene = table(SCHEDULED, 4, scare=[0.1, 0.2, 0.7, 0.3]), table(SCENE, 1)
    trust.shocks(
        2,
        np.array([p]),
        countries,
        scheduled,
        governments,
        scene,
        room(3, 1, 1),
        5,
        np.array([0]),
    )
    assert scene["news"][0] == pytest.approx(0.5 * 0.7)
    assert governments["hawkish"][0].tolist() == [True, False, False]


@pytest.mark.rule("T1", "T2", "T3")
def test_suspicion_is_fed_by_campaign_and_incidents_at_home_and_reassurance_abroad() -> None:
    countries = table(COUNTRY, 3, ally=[1.0, 0.0, 0.5], five_eyes=[1.0, 0.0, 0.0])
    governments = table(
        GOVERNMENT, 3, suspicion=[0.5, 1.0, 2.0], suspicion_seen=9.0, campaign=[1.2, 0.4, 0.0]
    )[None]
    makers = table(VENDOR_STATE, 4, china_share=[0.98, 0.25, 0.45, 0.95])[None]
    installed = np.zeros((1, 3, 4, 4))
    installed[0, :, LEGACY_RAN] = [[50, 0, 50, 0], [0, 0, 10, 0], [20, 0, 0, 20]]
    kit = stock(1, 2, 4, 4)
    kit[0, 0, CORE, 0] = kit[0, 1, CORE, 2] = 1.0
    scene = table(SCENE, 1, news=0.35, reassurance=0.5, breadth_2014=0.5)
    incidents = np.zeros((4, 3), COUNTRY_QUARTER)
    incidents["incident"][2] = [0.0, 0.6, 0.0]
    operators, edges = table(OPERATOR, 2, top50=True), np.full((1, 3, 4), 9.0)
    trust.suspicion(
        2, np.array([P]), countries, operators, MAKERS, incidents, governments, makers, scene,
        installed, *ages(kit), edges, room(3, 2, 4),
    )  # fmt: skip
    # credibility 1.0, 0.4 and 0.6; reassurance moves only who is no full ally
    assert governments["suspicion"][0] == pytest.approx(
        [
            0.88 * 0.5 + (0.35 + 0.15 * 1.2) * 1.0,
            0.88 * 1.0 + (0.35 + 0.5 * 0.6 + 0.15 * 0.4) * 0.4 - 0.05 * 0.5,
            0.88 * 2.0 + 0.35 * 0.6 - 0.05 * 0.5 * 0.5,
        ]
    )
    assert governments["suspicion_seen"][0] == pytest.approx([0.5, 1.0, 2.0])
    # Huawei has kit in 2 of 3 countries and at 1 of 2 large operators: breadth 7/12
    assert scene["breadth"][0] == pytest.approx(0.5 * 2 / 3 + 0.5 * 1 / 2)
    # parity 0.3 + 0.2 x 0.5 = 0.4; the only rival in radio makes 0.45 in China
    edge = 0.6 * (0.9 - 0.1) + 0.4 * (0.98 - 0.45)
    assert edges[0, 0, 0] == pytest.approx(edge)
    assert governments["risk_ran"][0] == pytest.approx(
        [s * edge - 0.5 * (7 / 12 - 1 / 2) for s in (0.5, 1.0, 2.0)]
    )


@pytest.mark.rule("T2")
def test_huawei_is_present_from_one_percent_of_kit_of_all_classes_and_ages() -> None:
    installed = np.zeros((4, 4, 2))
    installed[0, LEGACY_RAN], installed[0, CORE] = [1.1, 50.0], [0.0, 48.9]
    installed[1, LEGACY_RAN], installed[1, CORE] = [0.5, 49.5], [0.5, 49.5]  # one percent
    installed[2, TRANSPORT] = [0.0, 9.0]
    installed[3, RAN_5G], installed[3, TRANSPORT] = [9.0, 1.0], [0.0, 990.0]
    kit = stock(4, 4, 2)
    kit[0, CORE] = [[0.0, 1.1], [50.0, 48.9]]
    kit[1, CORE] = [[0.5, 0.5], [50.0, 49.0]]
    kit[2, LEGACY_RAN] = [[0.9, 0.0], [50.0, 49.1]]
    kit[3, LEGACY_RAN] = [[0.0, 2.0], [0.0, 298.0]]
    scene = record(SCENE)
    trust.breadth(
        P, table(OPERATOR, 4, top50=True), scene, installed, *ages(kit), *np.zeros((2, 2))
    )
    assert (scene["breadth_countries"], scene["breadth_top50"]) == (1, 1)
    assert scene["breadth"] == pytest.approx(0.5 * 1 / 4 + 0.5 * 1 / 4)
    trust.breadth(
        P, table(OPERATOR, 4), scene, installed, *ages(kit), *np.zeros((2, 2))
    )  # no large operators
    assert scene["breadth"] == pytest.approx(0.5 * 1 / 4)


@pytest.mark.rule("T3")
@pytest.mark.parametrize(
    ("market", "best", "rivals"),
    [
        # kit in all countries and both radio generations of rivals: 40 and 0; others are Chinese
        (0, 0.1, 0.45),
        (1, 0.05, (10 * 0.25 + 30 * 0.45) / 40),
        (2, 0.05, (27 * 0.25 + 3 * 0.45) / 30),
    ],
)
def test_rivals_are_the_non_chinese_sellers_of_the_market_in_the_whole_world(
    market: int, best: float, rivals: float
) -> None:
    installed = np.full((2, 4, 4), 50.0)
    installed[:, LEGACY_RAN, 1:3] = [[0, 15], [0, 5]]
    installed[:, RAN_5G, 1:3] = [[0, 10], [0, 10]]
    installed[:, CORE, 1:3] = [[2, 20], [8, 10]]
    installed[:, TRANSPORT, 1:3] = [[20, 3], [7, 0]]
    makers = table(VENDOR_STATE, 4, china_share=[0.98, 0.25, 0.45, 0.95])
    edges, world_kit = np.zeros((3, 4)), np.ones((4, 4))
    trust.add_countries(installed, world_kit)
    trust.risk_edges(P, MAKERS, makers, world_kit, 0.0, edges)
    assert edges[market] == pytest.approx(
        [
            0.7 * (0.9 - best) + 0.3 * (0.98 - rivals),
            0.7 * (0.05 - best) + 0.3 * (0.25 - rivals),
            0.7 * (0.1 - best) + 0.3 * (0.45 - rivals),
            0.7 * (0.01 - best) + 0.3 * (0.95 - rivals),
        ]
    )


@pytest.mark.rule("T3")
def test_where_no_rival_has_kit_the_whole_china_share_counts_and_opacity_ends_at_one() -> None:
    edges = np.zeros((3, 4))
    makers = table(VENDOR_STATE, 4, china_share=[0.98, 0.25, 0.45, 0.95])
    trust.risk_edges(P, MAKERS, makers, np.zeros((4, 4)), 0.0, edges)
    assert edges[0, 0] == pytest.approx(0.7 * 0.8 + 0.3 * 0.98)
    opaque: Any = parameters(trust__opacity=1.0)
    chinese = table(VENDOR, 2, chinese=True, opacity=[0.9, 1.0])
    assert trust.opacity(opaque, chinese, 1) == 1.0  # and not 1.0/0.9
    half: Any = parameters(trust__opacity=0.45)
    found = [trust.opacity(half, MAKERS, v) for v in range(4)]
    assert found == pytest.approx([0.45, 0.05, 0.1, 0.005])
