"""What a parameter can be at all."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.limits import checked, hard_limits, is_unusual, usual
from sim.params import registry


def test_hard_limits_follow_the_unit() -> None:
    known = registry()
    assert hard_limits(known["power.punish_probability"]) == (0.0, 1.0)
    assert hard_limits(known["government.intercept"])[0] < 0
    assert hard_limits(known["operator.life"])[0] == 0.0
    for parameter in known.values():
        low, high = hard_limits(parameter)
        if not parameter.is_switch:
            assert low <= parameter.low <= parameter.default <= parameter.high <= high, parameter


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("government.b_ally", "x", "'x' is not a number (usually 0.1 to 1.2 resolve)"),
        ("government.window", 1.5, "1.5 is not between 0 and 1 (usually 0.08 to 0.35 per quarter)"),
        ("operator.life", 0, "0 is not above 0 (usually 28 to 48 quarters)"),
        ("mechanism.peers", 0.5, "0.5 is not true or false (on and off, 1 and 0 work too)"),
        (
            "mechanism.peers",
            float("nan"),
            "nan is not true or false (on and off, 1 and 0 work too)",
        ),
        ("operator.life", float("nan"), "nan is not a finite number (usually 28 to 48 quarters)"),
        (
            "operator.life",
            np.float64("inf"),
            "inf is not a finite number (usually 28 to 48 quarters)",
        ),
    ],
)
def test_what_it_cannot_be(key: str, value: Any, problem: str) -> None:
    with pytest.raises(ValueError, match="is not") as caught:
        checked(registry()[key], value)
    assert str(caught.value) == problem


def test_what_is_unusual_is_allowed() -> None:
    ally = registry()["government.b_ally"]
    assert checked(ally, 3) == 3.0
    assert is_unusual(ally, 3.0)
    assert not is_unusual(ally, 1.0)
    assert not is_unusual(registry()["mechanism.peers"], 1.0)
    assert usual(registry()["component.base_stock"]) == "usually 0.25 quarters of need"


def test_numbers_of_numpy_and_switches_as_numbers_are_taken() -> None:
    found = checked(registry()["operator.life"], np.int64(30))
    assert (found, type(found)) == (30.0, float)
    assert checked(registry()["mechanism.peers"], 0) is False
    assert checked(registry()["mechanism.peers"], np.float64(1)) is True
