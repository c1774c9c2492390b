"""Other runners beside sweeps: each does the work it is timed for, failures too."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from benchmarks.runners.timing import RUNNERS
from benchmarks.runners.trivial import FAILS_AT

NO_EMA = importlib.util.find_spec("ema_workbench") is None
WITHOUT = pytest.mark.skipif(NO_EMA, reason="the EMA Workbench is an extra (drivers)")


@pytest.mark.parametrize(
    ("runner", "runs"),
    [("faultlines", 20), ("mesa", 20), ("hydra", 2), pytest.param("ema", 20, marks=WITHOUT)],
)
def test_each_runner_has_every_result_in_the_end(runner: str, runs: int, tmp_path: Path) -> None:
    assert RUNNERS[runner](runs, 1, tmp_path).results == runs


@pytest.mark.parametrize(
    ("runner", "left"), [("faultlines", 18), ("mesa", 0), pytest.param("ema", 0, marks=WITHOUT)]
)
def test_what_is_left_of_twenty_runs_when_one_raises(
    runner: str, left: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FAILS_AT, "3")
    assert RUNNERS[runner](20, 1, tmp_path).results == left
