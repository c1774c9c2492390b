"""How long and how large: measured, and said to be an estimate where it is one."""

from __future__ import annotations

import time
from typing import Any

import pytest

from sim.sweeps.estimate import Estimate, measure
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import STORE
from sim.sweeps.plan import make_plan
from sim.sweeps.request import Request
from tests.sweeps.fakes import arithmetic, open_failing, open_small

REQUEST = Request(("press",), draws=32, outcomes=("exposure", "level"))


def slow(*args: Any) -> Any:
    time.sleep(0.01 * len(args[3]))
    return arithmetic(*args)


def measured(open_model: Any = open_small) -> Estimate | None:
    model = open_model(REQUEST)
    return measure(make_plan(REQUEST, model), model)


def test_time_is_that_of_the_engine_and_size_that_of_the_arrays() -> None:
    found = measured(lambda request: open_small(request, slow))
    assert found is not None
    assert found.runs == 16
    assert 0.01 < found.seconds < 0.1
    assert found.raw == 88 * 5 * (4 + 1)


def test_size_on_disk_is_near_what_is_written(tmp_path: Any) -> None:
    found = measured()
    assert found is not None
    request = Request(("press",), draws=32, outcomes=("exposure", "level"), out=tmp_path / "out")
    store = run_sweep(request, open_model=open_small) / STORE
    written = sum(f.stat().st_size for name in request.outcomes for f in (store / name).glob("c.*"))
    assert found.packed * 64 == pytest.approx(written, rel=0.1)


def test_a_run_that_fails_measures_nothing() -> None:
    assert measured(open_failing(*range(32))) is None


def test_the_words() -> None:
    assert Estimate(16, 0.01, 2e6, 5e5).lines(10_000, 2) == [
        "time: about 51 s on 2 threads, at 10.0 ms a run (measured now, on 16 runs)",
        "disk: about 5.0 GB; 20.0 GB packed to 25% (an estimate, from 16 runs)",
    ]
    assert "on 3 processes, at" in Estimate(1, 7.0, 2e6, 5e5).lines(2, 3, "process")[0]
    assert "on 1 worker, at" in Estimate(1, 7.0, 2e6, 5e5).lines(2, 1, "worker")[0]
    assert Estimate(1, 7.0, 2e6, 5e5).lines(2, 1)[0] == (
        "time: about 15 s on 1 thread, at 7000.0 ms a run (measured now, on 1 run)"
    )
