from __future__ import annotations

import math

import numpy as np
import pytest

from sim.facts import COUNTRY, COUNTRY_QUARTER, SCHEDULED
from sim.rules import powers
from sim.state import GOVERNMENT, SCENE
from tests.records import parameters, record, room, table

P = parameters()
NAN = math.nan


@pytest.mark.rule("U1")
def test_pressure_goes_to_exposed_hosts_that_have_no_law() -> None:
    host = record(COUNTRY, campaign_target=True, base_index=1.0, ally=1.0)
    free = record(GOVERNMENT, chinese_ran_share=0.35)
    # (1.0 + 0.6 x (0.3 + 1/4)) x (0.15 + 0.35)
    assert powers.campaign_weight(P, host, free, 1.0) == pytest.approx(1.33 * 0.5)
    half = record(GOVERNMENT, chinese_ran_share=0.35, level=2)
    assert powers.campaign_weight(P, host, half, 1.0) == pytest.approx(1.33 * 0.5 * 0.5)
    done = record(GOVERNMENT, chinese_ran_share=0.35, level=4)
    assert powers.campaign_weight(P, host, done, 1.0) == 0.0


@pytest.mark.rule("U1")
def test_pressure_on_an_ally_grows_with_its_population() -> None:
    ally = record(COUNTRY, campaign_target=True, ally=1.0)
    clean = record(GOVERNMENT)
    expected = 0.6 * (0.3 + 100.0**0.3 / 4) * 0.15
    assert powers.campaign_weight(P, ally, clean, 100.0) == pytest.approx(expected)


@pytest.mark.rule("U1")
def test_who_is_no_target_is_not_pressed() -> None:
    iraq = record(COUNTRY, base_index=1.0, low_income=1.0)
    assert powers.campaign_weight(P, iraq, record(GOVERNMENT, chinese_ran_share=1.0), 30.0) == 0.0


@pytest.mark.rule("U1")
@pytest.mark.parametrize(
    ("budget", "pressure"), [(1.45, [1.33, 0.12]), (14.5, [1.5, 1.2]), (0.0, [0.0, 0.0])]
)
def test_campaign_is_shared_and_what_is_over_the_cap_is_lost(
    budget: float, pressure: list[float]
) -> None:
    countries = table(
        COUNTRY,
        2,
        campaign_target=True,
        base_index=[1.0, 0.0],
        ally=[1.0, 0.0],
        low_income=[0.0, 1.0],
    )
    nations = table(GOVERNMENT, 2, chinese_ran_share=[0.35, 0.25], campaign=9.0)
    people = table(COUNTRY_QUARTER, 2, population_m=1.0)
    # weights: 0.665, and 0.15 x (0.15 + 0.25) = 0.06
    powers.campaign(P, countries, people, nations, budget)
    assert nations["campaign"] == pytest.approx(pressure)


@pytest.mark.rule("U2")
def test_aid_follows_poverty_exposure_and_size_and_has_two_limits() -> None:
    countries = table(COUNTRY, 4, decides=True, low_income=[1.0, 0.6, 1.0, 0.0])
    nations = table(
        GOVERNMENT,
        4,
        level=[0, 2, 1, 3],
        resolve=[1.01, -2.0, 0.99, 3.0],  # 1.3 - 0.3 = 1.0 is a pledge
        chinese_share=0.5,
        spend_usd_m=[20.0, 400.0, 100.0, 100.0],
        chinese_spend_usd_m=[8.0, 100.0, 50.0, 50.0],
    )
    people = table(COUNTRY_QUARTER, 4, population_m=[4.0, 100.0, 100.0, 100.0])
    powers.aid(P, countries, people, nations, 40.0)
    # scores 1 x 0.5 x 2 = 1 and 0.6 x 0.5 x 10 = 3: shares 10 and 30; 30 % of spend is 6
    assert nations["aid_usd_m"] == pytest.approx([6.0, 30.0, 0.0, 0.0])
    # 6/12 is over the 30 % limit; 30/300
    assert nations["aid_discount"] == pytest.approx([0.3, 0.1, 0.0, 0.0])


@pytest.mark.rule("C1")
def test_finance_goes_to_poor_and_belt_and_road_countries_without_a_cap() -> None:
    countries = table(
        COUNTRY,
        5,
        decides=[True, True, True, True, False],
        low_income=[1.0, 0.0, 1.0, 0.6, 1.0],
        bri=[1.0, 1.0, 0.0, 0.0, 1.0],
        income=[0, 3, 0, 1, 0],
    )
    nations = table(
        GOVERNMENT,
        5,
        level=[1, 0, 2, 0, 0],
        spend_usd_m=2000.0,
        chinese_spend_usd_m=[1000.0, 100.0, 500.0, 200.0, 500.0],
    )
    powers.finance(P, countries, nations, 100.0)
    # weights 1.2, 0.2, 0, 0.6, 0: 60/1000; 10/100 cut to 4 %; 30/200 cut to 10 %
    assert nations["finance_discount"] == pytest.approx([0.06, 0.04, 0.0, 0.10, 0.0])
    assert nations["finance_usd_m"] == pytest.approx([60.0, 4.0, 0.0, 20.0, 0.0])


@pytest.mark.rule("W1")
@pytest.mark.parametrize(
    ("recorded", "own", "other", "scare", "calm", "expected"),
    [
        (0.35, 0.1, 0.9, True, True, 0.35),
        (NAN, 0.2, 0.4, False, False, 0.25),  # a quarter of the gap
        (NAN, 0.4, 0.2, False, False, 0.4),  # it does not follow downwards
        (NAN, 0.2, 0.2, True, False, 0.25),
        (NAN, 0.6, 0.2, False, True, 0.59),  # 2 % of what is over 0.10
        (NAN, 1.0, 1.0, True, False, 1.0),
    ],
)
def test_duties_follow_history_and_then_each_other(
    recorded: float, own: float, other: float, scare: bool, calm: bool, expected: float
) -> None:
    value = powers.next_duty(P, recorded, own, other, 0.25, scare, calm)
    assert value == pytest.approx(expected)


@pytest.mark.rule("W1")
def test_china_closes_a_smaller_part_of_the_gap_and_both_read_the_start_of_the_quarter() -> None:
    scene = record(SCENE, duty_us=0.3, duty_cn=0.1, last_scare=18)
    powers.duties(20, P, record(SCHEDULED, duty_us=0.5, duty_cn=NAN), scene)
    assert scene["duty_us"] == 0.5
    assert scene["duty_cn"] == pytest.approx(0.1 + 0.15 * 0.2)


@pytest.mark.rule("W1")
def test_calm_begins_after_eight_quarters_without_a_scare() -> None:
    free = record(SCHEDULED, duty_us=NAN, duty_cn=NAN)
    for quarter, expected in ((27, 0.6), (28, 0.59)):
        scene = record(SCENE, duty_us=0.6, duty_cn=0.6, last_scare=20)
        powers.duties(quarter, P, free, scene)
        assert scene["duty_us"] == pytest.approx(expected)


@pytest.mark.rule("G1", "U1", "U2")
def test_chinese_shares_of_all_kit_and_of_both_radio_generations() -> None:
    installed = np.array([[30.0, 10.0], [10.0, 50.0], [0.0, 0.0], [20.0, 80.0]])
    g = record(GOVERNMENT)
    powers.shares(np.array([1.0, 0.0]), g, installed, room(1, 1, 2))
    assert g["chinese_share"] == pytest.approx(60 / 200)
    assert g["chinese_ran_share"] == pytest.approx(40 / 100)
