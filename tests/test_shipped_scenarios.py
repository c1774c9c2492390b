from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sim.instruments import Instruments
from sim.kinds import KINDS
from sim.scenario import compile_scenario, list_scenarios, load_scenario
from sim.terms import CHIPS, quarter_index
from tests.real import built, country, groups, tables, vendor

PAST = {
    "baseline",
    "pressure",
    "pressure_aid",
    "export_control",
    "trade_war",
    "us_action",
    "retaliation",
}
FUTURE = {
    "stop",
    "escalate",
    "pay",
    "eu_law",
    "ban_germany",
    "china_retaliates",
    "decoupling",
}
NOW = quarter_index("2026Q1")


@cache
def doses(name: str) -> Instruments:
    return compile_scenario(load_scenario(name), built()[1], tables())


def differs(one: str, other: str) -> dict[str, int]:
    """Return the fields that differ, and the first quarter in which they do."""
    found = {}
    for field, a, b in zip(Instruments._fields, doses(one), doses(other), strict=True):
        unlike = ~((a == b) | ((a != a) & (b != b)))
        quarters = unlike.reshape(len(unlike), -1).any(axis=1)
        if quarters.any():
            found[field] = int(quarters.argmax())
    return found


EFFECTS = Path(__file__).parents[1] / "docs" / "effects"


def test_the_page_of_effects_has_every_instrument_alone() -> None:
    files = sorted((EFFECTS / "scenarios").glob("*.yaml"))
    before = load_scenario("us_action").instruments
    page = (EFFECTS / "README.md").read_text(encoding="utf-8")
    used = set()
    for path in files:
        scenario = load_scenario(str(path))
        (own,) = set(scenario.instruments) - set(before)
        used.add(scenario.instruments[own].kind)
        assert scenario.baseline == "us_action"
        assert f"`{scenario.name}`" in page
        compile_scenario(scenario, built()[1], tables())
    assert used == set(KINDS) - {"usa_law", "scares", "incidents", "toolbox"}


def test_the_scenarios_shipped() -> None:
    cards = list_scenarios()
    assert {card.name for card in cards if card.family == "past"} == PAST
    assert {card.name for card in cards if card.family == "future"} == FUTURE
    for card in cards:
        assert card.question.endswith("?")
        assert card.baseline == ("us_action" if card.name in FUTURE else "baseline") or (
            card.name == "baseline"
        )


@pytest.mark.parametrize("name", sorted(PAST | FUTURE))
def test_each_compiles_and_equals_its_baseline_until_it_starts(name: str) -> None:
    scenario = load_scenario(name)
    if scenario.baseline is None:
        assert np.isfinite(doses(name).duty_us).all()
        return
    first = differs(name, scenario.baseline)
    assert first, f"{name} does nothing"
    assert min(first.values()) == scenario.starts


@pytest.mark.parametrize("name", sorted(FUTURE))
def test_futures_are_the_world_as_it_was_until_2026(name: str) -> None:
    assert min(differs(name, "us_action").values()) == NOW


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        (
            "pressure",
            {"campaign", "campaign_active", "usa_level", "swap_paid_by_state"},
        ),
        (
            "pressure_aid",
            {"campaign", "campaign_active", "usa_level", "swap_paid_by_state", "aid_usd_m"},
        ),
        ("export_control", {"control"}),
        ("trade_war", {"duty_us", "duty_cn"}),
        (
            "us_action",
            {
                "campaign",
                "campaign_active",
                "usa_level",
                "swap_paid_by_state",
                "aid_usd_m",
                "control",
                "duty_us",
                "duty_cn",
            },
        ),
        ("stop", {"campaign", "aid_usd_m", "control", "duty_us", "duty_cn"}),
        ("escalate", {"campaign", "control", "duty_us"}),
        ("pay", {"aid_usd_m", "swap_paid_by_state"}),
        ("eu_law", {"imposed_level", "imposed_deadline"}),
        ("ban_germany", {"imposed_level", "imposed_deadline"}),
        ("china_retaliates", {"retaliation", "export_bar"}),
        (
            "decoupling",
            {
                "campaign",
                "control",
                "duty_us",
                "duty_cn",
                "imposed_level",
                "imposed_deadline",
                "retaliation",
                "export_bar",
            },
        ),
    ],
)
def test_each_changes_what_it_says_and_nothing_else(name: str, fields: set[str]) -> None:
    baseline = load_scenario(name).baseline
    assert baseline is not None
    assert set(differs(name, baseline)) == fields


def test_the_record_is_replayed_as_the_model_describes() -> None:
    got = doses("us_action")
    usa, huawei, zte = country("USA"), vendor("huawei"), vendor("zte")
    shown = {
        q: (
            int(got.usa_level[i]),
            np.round(got.control[i, huawei], 3).tolist(),
            got.control[i, zte].tolist(),
            float(got.aid_usd_m[i]),
            float(got.swap_paid_by_state[i, usa]),
            float(got.duty_us[i]),
        )
        for q in ("2014Q1", "2018Q2", "2018Q4", "2019Q2", "2020Q3", "2020Q4", "2024Q4")
        for i in [quarter_index(q)]
    }
    assert shown == {
        "2014Q1": (2, [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 0.0, 0.0, 0.0),
        "2018Q2": (2, [0.0, 0.0, 0.0], [0.0, 1.0, 0.0], 0.0, 0.0, 0.0),
        "2018Q4": (2, [0.0, 0.0, 0.0], [0.0, 0.0, 0.0], 0.0, 0.0, 0.10),
        "2019Q2": (3, [0.6, 0.0, 0.0], [0.0, 0.0, 0.0], 0.0, 0.0, 0.25),
        "2020Q3": (3, [1.0, 0.0, 0.0], [0.0, 0.0, 0.0], 0.0, 0.0, 0.25),
        "2020Q4": (4, [1.0, 0.0, 0.0], [0.0, 0.0, 0.0], 150.0, 0.4, 0.25),
        "2024Q4": (4, [1.0, 0.0, 0.0], [0.0, 0.0, 0.0], 150.0, 0.4, 0.25),
    }
    assert np.isnan(got.duty_us[quarter_index("2025Q1") :]).all()
    assert np.isnan(got.duty_cn[quarter_index("2025Q1") :]).all()


def test_without_us_action_the_usa_keeps_its_law_and_nobody_taxes() -> None:
    got = doses("baseline")
    assert set(got.usa_level) == {2}
    assert not got.campaign_active.any()
    assert set(got.duty_us) == set(got.duty_cn) == {0.0}
    assert set(got.finance_usd_m) == {500.0}


def test_retaliation_carries_out_the_threat_of_2020() -> None:
    bar = doses("retaliation").export_bar
    assert [float(bar[quarter_index(q)]) for q in ("2020Q2", "2020Q3")] == [0.0, 0.5]


def test_laws_of_the_future() -> None:
    eu, german = doses("eu_law"), doses("ban_germany")
    assert (eu.imposed_level[NOW] == 4).sum() == len(groups()["eu27"].members) == 27
    assert eu.imposed_deadline[NOW].max() == NOW + 12
    assert (german.imposed_level[NOW] == 4).nonzero()[0].tolist() == [country("DEU")]
    assert german.imposed_deadline[NOW, country("DEU")] == NOW + 16


def test_doses_of_the_future() -> None:
    assert doses("pay").aid_usd_m[NOW] == 1000.0
    assert doses("pay").swap_paid_by_state[NOW, country("DEU")] == 0.5
    assert set(doses("escalate").campaign[NOW:]) == {1.0}
    assert doses("escalate").control[NOW, vendor("zte"), CHIPS] == 1.0
    assert not doses("stop").campaign[NOW:].any()
    assert not doses("stop").control[NOW:].any()
    assert set(doses("decoupling").duty_cn[NOW:]) == {1.0}
