"""Settings that nothing would read are refused, in one line."""

from __future__ import annotations

from typing import Any

import pytest

from sim.errors import ConfigError
from sim.sweeps.request import Request


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"second_order": True, "design": "lhs"},
            "second_order: goes with design=saltelli, but design is lhs",
        ),
        ({"morris_levels": 6}, "morris_levels: 6 goes with design=morris, but design is draws"),
        (
            {"until_year": 2028},
            "until.year: 2028 goes with until.width, which is not given; write until.width=0.5 too",
        ),
        (
            {"executor": "serial", "workers": 4},
            "executor.workers=4: executor=serial does one run after the other; leave one of the "
            "two out",
        ),
        (
            {"retry_failed": True, "resume": False},
            "retry=failed: does runs of an earlier launch again, but resume=false begins anew; "
            "leave one of the two out",
        ),
    ],
)
def test_a_setting_without_the_one_that_reads_it(given: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Request(("us_action",), **given)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "given",
    [
        {"second_order": True, "design": "saltelli"},
        {"morris_levels": 6, "design": "morris"},
        {"until_year": 2028, "until_width": 0.5},
        {"executor": "serial", "workers": 1},
        {"resume": False},
    ],
)
def test_beside_the_one_that_reads_it_all_is_well(given: dict[str, Any]) -> None:
    assert Request(("us_action",), **given)
