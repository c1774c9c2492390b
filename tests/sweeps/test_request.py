"""A request refuses what no design can honour, in one line."""

from __future__ import annotations

from typing import Any

import pytest

from sim.errors import ConfigError
from sim.outcomes import default_outcomes
from sim.sweeps.request import Request


def test_defaults_are_those_of_a_sweep() -> None:
    request = Request(("us_action",))
    assert (request.draws, request.replicates, request.parameters) == (64, 1, "drawn")
    assert request.outcomes == default_outcomes()
    assert request.resume
    assert request.out is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"draws": 0}, "draws: 0 is not a whole number of 1 or more"),
        ({"replicates": 2.5}, "replicates: 2.5 is not a whole number of 1 or more"),
        ({"draws": True}, "draws: True is not a whole number of 1 or more"),
        (
            {"seed": -1},
            "seed: -1 is not a whole number from 0 to 9223372036854775807 (2^63-1)",
        ),
        ({"workers": -2}, "workers: -2 is not a whole number of 0 or more"),
        (
            {"executor": "process"},
            "executor: 'process' is not serial or threads or processes or dask; did you mean "
            "'processes'?",
        ),
        (
            {"scheduler": "tcp://head:8786"},
            "executor.scheduler=tcp://head:8786: is for executor=dask, not for executor=threads",
        ),
        (
            {"executor": "dask", "scheduler": "tcp://head:8786", "workers": 3},
            "executor.workers=3: the cluster at tcp://head:8786 says itself how many it has; "
            "leave one of the two out",
        ),
        (
            {"executor": "dask", "scheduler": "head:8786"},
            "executor.scheduler=head:8786: an address is written tcp://HOST:8786, or tls://...",
        ),
        (
            {"parameters": "fixd"},
            "parameters: 'fixd' is not drawn or fixed; did you mean 'fixed'?",
        ),
        ({"scenarios": ()}, "scenarios: none given; name at least one"),
        ({"outcomes": ()}, "outcomes: none given; name at least one, or 'default'"),
        (
            {"outcomes": ("levels",)},
            "outcomes: 'levels' is not an outcome; did you mean 'level'?",
        ),
    ],
)
def test_mistakes_are_named(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Request(**({"scenarios": ("us_action",)} | wrong))
    assert str(caught.value) == message


def test_outcomes_are_put_in_the_order_of_the_table() -> None:
    request = Request(("us_action",), outcomes=("level", "exposure"))
    assert request.outcomes == ("exposure", "level")


def test_the_folder_is_named_after_the_one_scenario_or_the_design() -> None:
    assert Request(("us_action",)).title == "us_action"
    assert Request(("us_action", "stop")).title == "drawn"
    assert Request(("us_action", "stop"), parameters="fixed").title == "fixed"
