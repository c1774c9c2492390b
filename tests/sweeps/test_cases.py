"""Cases: baselines come along, levers are scanned, and both sides see the same lever."""

from __future__ import annotations

import pytest

from sim.errors import ConfigError, ScenarioError
from sim.sweeps.cases import cases
from sim.sweeps.model import Card
from sim.sweeps.request import Request
from tests.sweeps.fakes import card_of


def test_baselines_are_added_before_what_is_measured_against_them() -> None:
    found = cases(Request(("pay",)), card_of)
    assert [(c.label, c.baseline) for c in found] == [
        ("calm", None),
        ("press", "calm"),
        ("pay", "press"),
    ]


def test_a_scenario_asked_for_twice_is_one_case() -> None:
    found = cases(Request(("press", "calm", "press")), card_of)
    assert [c.label for c in found] == ["calm", "press"]


def test_a_list_of_values_is_scanned_on_both_sides_of_the_comparison() -> None:
    request = Request(("pay",), levers={"campaign.strength": (1, 2)})
    found = {c.label: c for c in cases(request, card_of)}
    assert list(found) == [
        "calm",
        "press campaign.strength=1",
        "press campaign.strength=2",
        "pay campaign.strength=1",
        "pay campaign.strength=2",
    ]
    assert found["press campaign.strength=2"].baseline == "calm"
    assert found["pay campaign.strength=2"].baseline == "press campaign.strength=2"
    assert found["pay campaign.strength=2"].levers == {"campaign.strength": 2}
    assert found["calm"].levers == {}


def test_a_single_value_keeps_the_plain_name() -> None:
    found = cases(Request(("press",), levers={"campaign.strength": 2}), card_of)
    assert [c.label for c in found] == ["calm", "press"]
    assert found[1].levers == {"campaign.strength": 2}


def test_a_lever_that_fits_nothing_names_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        cases(Request(("press",), levers={"campain.strength": 2}), card_of)
    assert str(caught.value) == (
        "levers.campain.strength: no scenario of this request has an instrument 'campain' "
        "(there are: campaign); did you mean 'campaign'?"
    )


def test_an_unknown_scenario_is_the_scenario_readers_error() -> None:
    with pytest.raises(ScenarioError, match="'pres' is not a scenario; did you mean 'press'"):
        cases(Request(("pres",)), card_of)


def test_baselines_in_a_circle_are_refused() -> None:
    ring = {"a": Card("a", "", "", "past", "b"), "b": Card("b", "", "", "past", "a")}
    with pytest.raises(ConfigError, match="baselines run in a circle: a -> b -> a"):
        cases(Request(("a",)), ring.__getitem__)


def test_an_ablation_holds_each_mechanism_against_the_scenario_itself() -> None:
    request = Request(
        ("pay",), ablated=("peers", "lock_in"), overrides={"mechanism.lock_in": False}
    )
    found = cases(request, card_of)
    assert [(c.label, c.baseline) for c in found] == [
        ("pay", None),
        ("pay without peers", "pay"),
        ("pay with lock_in", "pay"),
    ]
    assert [dict(c.overrides) for c in found] == [
        {},
        {"mechanism.peers": False},
        {"mechanism.lock_in": True},
    ]
    assert found[1].card.title == "Governments follow their peers (G1)"
    assert found[1].card.family == "Governments"
    assert found[2].card.family == "Operators"
    assert found[2].card.title == "With: Installed kit favours its vendor (O3)"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("peer",), "mechanisms: 'peer' is not a mechanism; did you mean 'peers'?"),
        (("peers", "peers"), "mechanisms: 'peers' is given twice"),
    ],
)
def test_a_wrong_mechanism_is_refused(names: tuple[str, ...], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Request(("pay",), ablated=names)
    assert str(caught.value) == message
