"""The language of group rules, on three made-up countries."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.data.grouprule import evaluate

CODES = ("AAA", "BBB", "CCC")
TROOPS = np.array([50.0, 100.0, np.nan])


def column(name: str) -> tuple[str, ...] | NDArray[np.float64]:
    return CODES if name == "iso3" else TROOPS


def members(name: str) -> NDArray[np.bool_]:
    assert name == "friends"
    return np.array([True, True, False])


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        ("all", [1, 1, 1]),
        ("iso3 = AAA|CCC", [1, 0, 1]),
        ("iso3 != AAA|CCC", [0, 1, 0]),
        ("troops >= 100", [0, 1, 0]),
        ("troops > 49", [1, 1, 0]),
        ("troops = 50|100", [1, 1, 0]),
        ("troops != 50", [0, 1, 1]),
        ("in friends", [1, 1, 0]),
        ("not in friends", [0, 0, 1]),
        ("in friends and troops >= 100", [0, 1, 0]),
        ("iso3 = CCC or in friends and troops >= 100", [0, 1, 1]),
    ],
)
def test_rules(rule: str, fits: list[int]) -> None:
    assert evaluate(rule, column, members).astype(int).tolist() == fits


def test_what_is_no_term() -> None:
    with pytest.raises(ValueError, match="'iso3 is AAA' is not a term"):
        evaluate("iso3 is AAA", column, members)


def test_words_have_no_order() -> None:
    with pytest.raises(ValueError, match="words cannot be compared with '>='"):
        evaluate("iso3 >= AAA", column, members)
