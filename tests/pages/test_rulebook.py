"""Every rule has its place in the code, its tests, and an effect or a reason for none."""

from __future__ import annotations

import pytest

from sim import params
from sim.pages import rulebook
from sim.pages.effects import kept

RULES = (
    [f"T{n}" for n in (1, 2, 3)]
    + [f"G{n}" for n in (1, 2, 3, 4)]
    + ["U1", "U2", "U3", "C1", "C2", "W1", "W3", "W4"]
    + [f"O{n}" for n in range(1, 7)]
    + ["V1", "V2", "V4", "V5", "V6"]
    + [f"E{n}" for n in range(1, 6)]
)


def test_the_rules_are_those_of_the_model() -> None:
    assert list(rulebook.rules()) == RULES


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_stands_somewhere_and_is_tested(rule: str) -> None:
    assert rulebook.rules_in_code()[rule]
    assert rulebook.rule_tests()[rule]


def test_a_range_of_rules_names_each() -> None:
    code = rulebook.rules_in_code()
    assert "suspicion" in code["T2"]["rules/trust.py"]  # "(T1-T3)"
    assert "order" in code["O4"]["rules/deployment.py"]  # "(O1-O6)"
    assert "usable_capacity" in code["C2"]["rules/deliveries.py"]
    assert "hhi" in code["E2"]["analysis/market.py"]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_without_a_switch_says_why(rule: str) -> None:
    assert rulebook.switches_of(rule) or rulebook.rules()[rule].note


def test_a_mechanism_has_a_reason_if_it_moves_no_headline_clearly() -> None:
    quiet = {name for name in params.switches() if not rulebook.is_clear(name)}
    assert set(rulebook.reasons()) == quiet
    assert all(rulebook.reasons().values())


def test_every_switch_was_turned_and_names_rules_that_are_there() -> None:
    for name, switch in params.switches().items():
        assert (rulebook.WHOLE, name) in kept()
        assert set(switch.rule.split(", ")) <= set(RULES)
