"""What a lever can be given, and what is refused in words."""

from __future__ import annotations

from typing import Any

import pytest

from sim.levers import Range, as_data, lever


@pytest.mark.parametrize(
    "written",
    [300, 2.5, "2025Q1", True, [0, 150], ["2025Q1", "2026Q1"], {"from": 0, "to": 500}],
)
def test_what_is_read_can_be_written_again(written: Any) -> None:
    assert as_data(lever(written)) == written
    assert lever(lever(written)) == lever(written)


def test_a_range_of_quarters_gives_each_the_same_room() -> None:
    quarters = Range("2025Q3", "2026Q2")
    assert [quarters.at(u) for u in (0.0, 0.24, 0.25, 0.5, 0.99, 1.0)] == [
        "2025Q3",
        "2025Q3",
        "2025Q4",
        "2026Q1",
        "2026Q2",
        "2026Q2",
    ]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ([], "[] is not a value, a list of values or a range such as {from: 0, to: 500}"),
        (None, "None is not a value, a list of values or a range such as {from: 0, to: 500}"),
        ([[1]], "[[1]] is not a value, a list of values or a range such as {from: 0, to: 500}"),
        (
            {"from": 0},
            "{'from': 0} is not a value, a list of values or a range such as {from: 0, to: 500}",
        ),
        (
            {"from": 0, "to": "2025Q1"},
            "{from: 0, to: 2025Q1} is not a range: both ends must be numbers, or both quarters",
        ),
        ({"from": 3, "to": 2}, "{from: 3, to: 2} is not a range: 'to' must be above 'from'"),
        ({"from": "2025", "to": "2026Q1"}, "'2025' is not a quarter; write it like 2018Q3"),
    ],
)
def test_what_is_refused(written: Any, problem: str) -> None:
    with pytest.raises(ValueError, match="is not") as caught:
        lever(written)
    assert str(caught.value) == problem
