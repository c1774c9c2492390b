"""A quarter of the two powers, among countries that differ."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, SCHEDULED, VENDOR
from sim.rules import powers
from sim.state import GOVERNMENT, SCENE
from sim.terms import LEGACY_RAN, TRANSPORT
from tests.records import parameters, record, room, table

P = parameters()
MAKERS = table(VENDOR, 2, chinese=[True, False])
NOW = 2


@pytest.mark.rule("U1", "U2", "C1", "W1")
def test_both_powers_do_what_the_quarter_says() -> None:
    countries = table(
        COUNTRY, 3, campaign_target=[True, True, False], decides=True,
        ally=[1.0, 0.5, 0.0], low_income=[0.0, 0.6, 1.0], bri=[0.0, 1.0, 0.0], income=[3, 1, 3],
    )  # fmt: skip
    scheduled = table(SCHEDULED, NOW + 2, duty_us=0.1, duty_cn=0.2)
    for name, value in (
        ("campaign", 0.02), ("aid_usd_m", 4.0), ("finance_usd_m", 9.0),
        ("duty_us", math.nan), ("duty_cn", 0.3),
    ):  # fmt: skip
        scheduled[name][NOW] = value
    by_country = table(COUNTRY_QUARTER, (NOW + 2) * 3, population_m=1.0).reshape(NOW + 2, 3)
    by_country["population_m"][NOW] = [32.0, 100.0, 400.0]
    nations = table(
        GOVERNMENT, 3, level=[0, 0, 2], resolve=[0.0, 1.1, -9.0],
        spend_usd_m=[100.0, 200.0, 900.0], chinese_spend_usd_m=[40.0, 150.0, 0.0],
        chinese_share=9.0, chinese_ran_share=9.0,
    )[None]  # fmt: skip
    scene = table(SCENE, 1, duty_us=0.1, duty_cn=0.5, last_scare=NOW)
    installed = np.zeros((1, 3, 4, 2))
    installed[0, :, LEGACY_RAN] = [[25.0, 75.0], [60.0, 40.0], [50.0, 50.0]]
    installed[0, :, TRANSPORT] = [[0.0, 100.0], [40.0, 60.0], [0.0, 0.0]]
    powers.powers(
        NOW, np.array([P]), countries, MAKERS, scheduled, by_country, nations, scene, installed,
        room(3, 1, 2),
    )  # fmt: skip
    g = nations[0]
    assert g["chinese_ran_share"] == pytest.approx([0.25, 0.6, 0.5])
    assert g["chinese_share"] == pytest.approx([25 / 200, 100 / 200, 50 / 100])
    # 0.15 and the Chinese part of radio kit multiply; the budget is 0.02 x 25
    ally = 0.6 * (0.3 + 32.0**0.3 / 4) * 0.40
    poor = (0.6 * 0.5 * (0.3 + 100.0**0.3 / 4) + 0.15 * 0.6) * 0.75
    pressure = [0.5 * ally / (ally + poor), 0.5 * poor / (ally + poor), 0.0]
    assert g["campaign"] == pytest.approx(pressure)
    # one is about to refuse, 0.6 x 0.5 x 10 = 3, and takes all finance meanwhile; one has
    # refused, 1 x 0.5 x 20 = 10
    assert g["aid_usd_m"] == pytest.approx([0.0, 4.0 * 3 / 13, 4.0 * 10 / 13])
    assert g["aid_discount"] == pytest.approx([0.0, 12 / 13 / 50, 40 / 13 / 900])
    assert g["finance_discount"] == pytest.approx([0.0, 9.0 / 150, 0.0])
    assert g["finance_usd_m"] == pytest.approx([0.0, 9.0, 0.0])
    assert scene["duty_us"][0] == pytest.approx(0.1 + 0.25 * 0.4)  # the record has ended
    assert scene["duty_cn"][0] == 0.3


@pytest.mark.rule("U2")
def test_aid_weighs_income_share_and_people_and_the_usa_pay_themselves_nothing() -> None:
    countries = table(COUNTRY, 3, decides=[True, True, False], low_income=[1.0, 0.2, 1.0])
    nations = table(
        GOVERNMENT, 3, level=[2, 3, 4], chinese_share=[0.2, 0.8, 0.5], spend_usd_m=1e4,
        chinese_spend_usd_m=[9e3, 8e3, 0.0],
    )  # fmt: skip
    people = table(COUNTRY_QUARTER, 3, population_m=[9.0, 25.0, 300.0])
    powers.aid(P, countries, people, nations, 70.0)
    # 1 x 0.2 x 3 = 0.6 and 0.2 x 0.8 x 5 = 0.8
    assert nations["aid_usd_m"] == pytest.approx([30.0, 40.0, 0.0])
    assert nations["aid_discount"] == pytest.approx([0.03, 0.02, 0.0])


@pytest.mark.rule("U2")
@pytest.mark.parametrize(("resolve", "aided"), [(0.99, False), (1.01, True)])
def test_a_government_within_three_tenths_of_a_cap_has_pledged(resolve: float, aided: bool) -> None:
    country = record(COUNTRY, decides=True, low_income=1.0)
    g = record(GOVERNMENT, level=1, resolve=resolve, chinese_share=0.5)
    assert powers.aid_score(P, country, g, 4.0) == pytest.approx(1.0 if aided else 0.0)


@pytest.mark.rule("U2", "C1")
def test_where_nothing_is_bought_nothing_is_made_cheaper() -> None:
    countries = table(COUNTRY, 2, decides=True, low_income=1.0)
    nations = table(
        GOVERNMENT, 2, level=[2, 0], chinese_share=0.5, spend_usd_m=[50.0, 50.0],
        chinese_spend_usd_m=[50.0, 0.0],
    )  # fmt: skip
    powers.aid(P, countries, table(COUNTRY_QUARTER, 2, population_m=1.0), nations, 5.0)
    powers.finance(P, countries, nations, 5.0)
    assert nations["aid_discount"].tolist() == [0.0, 0.0]
    assert nations["finance_discount"].tolist() == [0.0, 0.0]
    assert nations["finance_usd_m"].tolist() == [0.0, 0.0]


@pytest.mark.rule("U1", "U2", "C1")
def test_where_nobody_qualifies_nothing_is_spent() -> None:
    countries, nations = table(COUNTRY, 2), table(GOVERNMENT, 2, spend_usd_m=10.0)
    people = table(COUNTRY_QUARTER, 2, population_m=1.0)
    powers.campaign(P, countries, people, nations, 25.0)
    powers.aid(P, countries, people, nations, 150.0)
    powers.finance(P, countries, nations, 500.0)
    for name in ("campaign", "aid_usd_m", "aid_discount", "finance_usd_m", "finance_discount"):
        assert nations[name].tolist() == [0.0, 0.0]


@pytest.mark.rule("C1")
@pytest.mark.parametrize(
    ("income", "most", "discount"), [(2, 0.10, 0.10), (3, 0.10, 0.04), (3, 0.02, 0.02)]
)
def test_the_richest_get_the_smaller_of_both_limits(
    income: int, most: float, discount: float
) -> None:
    p = parameters(power__finance_discount_max=most)
    countries = table(COUNTRY, 1, decides=True, bri=1.0, income=income)
    nations = table(GOVERNMENT, 1, level=1, spend_usd_m=200.0, chinese_spend_usd_m=100.0)
    powers.finance(p, countries, nations, 500.0)
    assert nations["finance_discount"][0] == pytest.approx(discount)


@pytest.mark.rule("W1")
def test_scares_and_calm_move_both_duties_and_each_follows_upwards_only() -> None:
    free = record(SCHEDULED, duty_us=math.nan, duty_cn=math.nan)
    scene = record(SCENE, duty_us=0.3, duty_cn=0.5, last_scare=20, scare=True)
    powers.duties(20, P, free, scene)
    assert scene["duty_us"] == pytest.approx(0.3 + 0.25 * 0.2 + 0.05)
    assert scene["duty_cn"] == pytest.approx(0.5 + 0.05)
    scene = record(SCENE, duty_us=0.6, duty_cn=0.5, last_scare=20)
    powers.duties(28, P, free, scene)
    assert scene["duty_us"] == pytest.approx(0.6 - 0.02 * 0.5)
    assert scene["duty_cn"] == pytest.approx(0.5 + 0.15 * 0.1 - 0.02 * 0.4)
