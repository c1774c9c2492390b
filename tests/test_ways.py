"""A sweep is told how to go on, and when to end, in words of the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sim
from sim.errors import ConfigError


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"retry": "faild"},
            "retry: 'faild' is not one of: failed, damaged, null; did you mean 'failed'?",
        ),
        (
            {"on_error": "stopp"},
            "on_error.mode: 'stopp' is not one of: continue, stop; did you mean 'stop'?",
        ),
        (
            {"on_error": {"aftr": 3}},
            "on_error: 'aftr' is not one of: mode, after; did you mean 'after'?",
        ),
        (
            {"until": {"widht": 1}},
            "until: 'widht' is not one of: width, year; did you mean 'width'?",
        ),
        (
            {"until": {"width": 0}},
            "until.width: 0 is not a number of points above 0, nor null",
        ),
        ({"until": 0.5}, "until: 0.5 is not what to wait for; write {'width': 0.5}"),
        ({"resume": "no"}, "resume: 'no' is not True or False"),
        (
            {"on_error": "stop", "stop_after": 3},
            "stop_after: 3, but on_error='stop' says when too; leave one out",
        ),
        ({"untill": 1}, "'untill' is neither an argument nor a parameter; did you mean 'until'?"),
        (
            {"retry": "failed", "resume": False},
            "retry=failed: does runs of an earlier launch again, but resume=false begins anew; "
            "leave one of the two out",
        ),
    ],
)
def test_how_a_sweep_goes_on_is_told_in_words_of_the_command_line(
    given: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as problem:
        sim.sweep("pressure", out=tmp_path / "r", **given)
    assert str(problem.value) == message


def test_when_a_sweep_has_enough_is_asked_as_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr("sim.sweeps.execute.run_sweep", asked.append)
    sim.sweep("pressure", until={"width": 0.5, "year": 2028}, on_error={"after": 7})
    (request,) = asked
    assert (request.until_width, request.until_year, request.stop_after) == (0.5, 2028, 7)
