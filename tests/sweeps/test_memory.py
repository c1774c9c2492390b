"""In memory gives what a folder gives."""

from __future__ import annotations

from pathlib import Path

import pytest
import xarray as xr

from sim.analysis.configuration import NOTHING, what_differs
from sim.errors import ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.load import load
from sim.sweeps.memory import run_in_memory
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_failing, open_small

OUTCOMES = ("exposure", "level")


@pytest.mark.parametrize("block", [2, 64])
def test_it_is_what_loading_a_folder_gives(tmp_path: Path, block: int) -> None:
    request = Request(("press",), draws=3, outcomes=OUTCOMES, out=tmp_path / "press")
    here = run_in_memory(request, open_model=open_small, block=block)
    there = load(run_sweep(request, open_model=open_small))
    told = [ds.attrs.pop("configurations")["press"] for ds in (here, there)]
    xr.testing.assert_identical(here, there.load())
    assert what_differs({"here": told[0], "there": told[1]}) == [NOTHING]
    of_a_folder = {"block", "counts", "started", "finished", "seconds_of_work"}
    first, second = ({k: v for k, v in each.items() if k not in of_a_folder} for each in told)
    assert first == second


def test_a_failed_run_is_one_line() -> None:
    request = Request(("press",), draws=3, outcomes=OUTCOMES)
    with pytest.raises(ResultError) as caught:
        run_in_memory(request, open_model=open_failing(1))
    assert str(caught.value) == (
        "calm, draw 1, replicate 1: ZeroDivisionError: no spend in region 3"
    )
