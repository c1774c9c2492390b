from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, SCHEDULED, VENDOR
from sim.rules import vendors as rules
from sim.state import GOVERNMENT, SCENE, VENDOR_STATE
from tests.records import parameters, record, table

P = parameters()


@pytest.mark.rule("V1")
@pytest.mark.parametrize(("share", "factor"), [(0.0, 4 / 3), (0.5, 5 / 3), (0.9, 1 + 1 / 0.75)])
def test_mark_up_rises_with_the_local_share_up_to_three_quarters(
    share: float, factor: float
) -> None:
    assert rules.mark_up(P, share) == pytest.approx(factor)


@pytest.mark.rule("V2")
def test_duties_fall_on_chinese_made_kit_in_the_usa_and_american_kit_in_china() -> None:
    scene = record(SCENE, duty_us=0.25, duty_cn=0.1)
    facts = record(VENDOR, us_share=0.2)
    usa, china = record(COUNTRY, is_usa=True), record(COUNTRY, is_china=True)
    factor = rules.duty_factor(P, usa, facts, 0.98, scene)
    assert factor == pytest.approx(1 + 0.25 * 0.98 * 0.7)
    factor = rules.duty_factor(P, china, facts, 0.98, scene)
    assert factor == pytest.approx(1 + 0.1 * 0.2 * 0.7)
    assert rules.duty_factor(P, record(COUNTRY), facts, 0.98, scene) == 1.0


@pytest.mark.rule("V1", "V2", "W4")
def test_price_is_cost_mark_up_duty_and_help() -> None:
    facts = table(VENDOR, 2, chinese=[True, False])
    makers = table(VENDOR_STATE, 2, china_share=[0.98, 0.10])
    g = record(GOVERNMENT, aid_discount=0.2, finance_discount=0.05)
    scene = record(SCENE, bloc=0.4, bloc_2014=0.1, duty_us=0.25)
    # radio 40 + 10 of 100 Huawei; core all Huawei; transport none
    installed = np.array([[40.0, 50.0], [10.0, 0.0], [8.0, 0.0], [0.0, 6.0]])
    price, scale = np.zeros((3, 2)), math.exp(0.1 * 0.3)
    left, ours = math.exp(-0.05), np.array([1.0, 0.0])
    assert math.exp(rules.log_cost(P, scene)) == pytest.approx(scale)
    nation = record(COUNTRY)
    rules.country_prices(P, nation, facts, g, makers, scene, left, installed, scale, price, ours)
    assert price[0] == pytest.approx([scale * 5 / 3 * math.exp(-0.05), scale * 5 / 3 * 0.8])
    assert price[1, 0] == pytest.approx(scale * (1 + 1 / 0.75) * math.exp(-0.05))
    assert price[2, 0] == pytest.approx(scale * 4 / 3 * math.exp(-0.05))
    at_home = price.copy()
    usa = record(COUNTRY, is_usa=True)
    rules.country_prices(P, usa, facts, g, makers, scene, left, installed, scale, price, ours)
    duty = [1 + 0.25 * 0.98 * 0.7, 1 + 0.25 * 0.10 * 0.7]
    assert price / at_home == pytest.approx(np.tile(duty, (3, 1)))


@pytest.mark.rule("V4")
def test_quality_follows_research_over_others_and_gaps_close() -> None:
    makers = table(
        VENDOR_STATE,
        2,
        revenue_usd_m=[75.0, 25.0],
        revenue_2014_usd_m=50.0,
        quality=[0.4, 0.0],
    )
    rules.research(P, makers)
    mean = 0.75 * math.log(1.5) + 0.25 * math.log(0.5)
    assert makers["quality"] == pytest.approx(
        [
            0.4 + 0.05 * (math.log(1.5) - mean) - 0.03 * 0.1,
            0.05 * (math.log(0.5) - mean) + 0.03 * 0.3,
        ]
    )


@pytest.mark.rule("V4")
def test_relative_research_counts_up_to_one() -> None:
    makers = table(
        VENDOR_STATE, 2, revenue_usd_m=[100.0, 1.0], revenue_2014_usd_m=[100.0, 1000.0], quality=0.2
    )
    rules.research(P, makers)
    assert makers["quality"][1] == pytest.approx(0.2 - 0.05)


@pytest.mark.rule("V4")
def test_failing_to_deliver_costs_reputation_and_is_forgotten() -> None:
    vendor = record(VENDOR_STATE, reputation=-0.2, delivered_share=0.6)
    rules.reputation(P, vendor)
    assert vendor["reputation"] == pytest.approx(0.9 * -0.2 - 0.1 * 0.4)


@pytest.mark.rule("V6")
@pytest.mark.parametrize(
    ("orders", "recent", "capacity"),
    [
        (120.0, [80.0, 90.0, 100.0, 110.0], 1.2 * 97.5),  # the oldest of four drops out
        (0.0, [0.0] * 4, 95.0),
        (900.0, [900.0] * 4, 125.0),
    ],
)
def test_capacity_follows_a_year_of_orders_within_limits(
    orders: float, recent: list[float], capacity: float
) -> None:
    vendor = record(VENDOR_STATE, capacity=100.0, orders_usd_m=orders, recent_orders_usd_m=recent)
    rules.capacity(P, vendor)
    assert vendor["capacity"] == pytest.approx(capacity)
    assert vendor["recent_orders_usd_m"].tolist() == [orders, *recent[:3]]


@pytest.mark.rule("V6")
@pytest.mark.parametrize(
    ("share", "after"), [(0.45, 0.432), (0.102, 0.10), (0.10, 0.10), (0.05, 0.05)]
)
def test_rivals_leave_china_slowly_down_to_a_floor(share: float, after: float) -> None:
    vendor = record(VENDOR_STATE, china_share=share)
    rules.leave_china(P, vendor)
    assert vendor["china_share"] == pytest.approx(after)


def learn(
    control: float = 0.0,
    duty: float = 0.0,
    duty_cn: float = 0.0,
    export_bar: float = 0.0,
    punished: int = 0,
    disfavoured: int = 0,
    at: int = 1,
) -> tuple[np.ndarray, np.void]:
    facts = table(VENDOR, 2, chinese=[True, False])
    makers = table(VENDOR_STATE, 2, china_share=0.5, delivered_share=1.0)[None]
    nations = table(GOVERNMENT, 2)
    nations[at]["punished_left"], nations[at]["disfavoured_left"] = punished, disfavoured
    scene = table(SCENE, 1, duty_us=duty, duty_cn=duty_cn, reassurance=0.5, scare=control > 0.0)
    home = np.array([[True, False], [False, True]])
    doses = np.array([control, 0.0])
    rules.vendors_learn(
        1,
        np.array([P]),
        facts,
        table(SCHEDULED, 3, export_bar=[0.0, export_bar, 0.0]),
        home,
        np.stack([0 * doses, doses, 0 * doses]),
        nations[None],
        makers,
        scene,
    )
    return makers[0], scene[0]


@pytest.mark.rule("V6")
def test_only_rivals_leave_and_only_under_pressure() -> None:
    assert learn()[0]["china_share"].tolist() == [0.5, 0.5]
    trade = learn(duty=0.1), learn(duty_cn=0.1), learn(control=0.6)
    retaliation = learn(punished=1), learn(disfavoured=1), learn(export_bar=0.5)
    for pressed in trade + retaliation:
        assert pressed[0]["china_share"] == pytest.approx([0.5, 0.48])
    elsewhere = learn(punished=1, at=0), learn(disfavoured=1, at=0)
    for spared in elsewhere:  # China's quarrel is with a country whose vendor this is not
        assert spared[0]["china_share"].tolist() == [0.5, 0.5]


@pytest.mark.rule("C2")
def test_china_turns_from_home_vendors_of_adopters() -> None:
    assert learn(disfavoured=8)[0]["disfavour"] == pytest.approx([0.0, 0.25])
    assert learn()[0]["disfavour"].tolist() == [0.0, 0.0]


@pytest.mark.rule("V6")
def test_reassurance_fades_and_is_renewed_by_a_scare() -> None:
    assert learn()[1]["reassurance"] == pytest.approx(0.45)
    assert learn(control=1.0)[1]["reassurance"] == pytest.approx(0.55)
