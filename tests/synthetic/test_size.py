"""The size of a made-up world: what may be asked for, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest

from sim.synthetic.size import WorldSize, check_size, told
from tests.real import built
from tests.synthetic.made import made_up


def test_nothing_given_is_the_real_world() -> None:
    assert WorldSize().is_real
    assert not WorldSize(vendors=9).is_real
    assert WorldSize(operators=5, vendors=9).given() == {"operators": 5, "vendors": 9}


def test_sizes_are_whole_numbers() -> None:
    assert check_size("operators", 1e6) == 1_000_000
    assert check_size("countries", None) is None


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("countries", 19, "19 is not a whole number from 20 to 20,000, or null: the real world"),
        ("operators", 2.5, "2.5 is not a whole number from 1 to 5,000,000, or null: the real "),
        ("vendors", True, "True is not a whole number from 8 to 200, or null: the real world"),
        ("vendors", "all", "'all' is not a whole number from 8 to 200, or null: the real world"),
    ],
)
def test_what_is_no_size(name: str, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        check_size(name, value)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ({"operators": 2000}, "2,000 made-up operators in the 198 real countries"),
        (
            {"countries": 30},
            "30 countries, all but the USA and China made up, with 88 made-up operators",
        ),
        (
            {"vendors": 12},
            "the 198 real countries with their 593 real operators; 12 vendors, 4 of them made up",
        ),
    ],
)
def test_a_reader_is_told_what_is_made_up(size: dict[str, int], words: str) -> None:
    names = made_up(**size).names
    expected = words.replace("88", str(len(names.operators)))
    assert told(WorldSize(**size), names) == f"Synthetic world: {expected}"


def test_of_the_real_world_nothing_is_told() -> None:
    assert told(WorldSize(), built()[1]) == ""
