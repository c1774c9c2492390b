"""Periods: what is stored of several quarters, and that the rest of the program lives with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr

from sim.errors import ConfigError, ResultError
from sim.outcomes import PERIODS, registry
from sim.sweeps.execute import run_sweep
from sim.sweeps.load import load
from sim.sweeps.manifest import read_manifest
from sim.sweeps.memory import run_in_memory
from sim.sweeps.periods import thinned
from sim.sweeps.plan import make_plan
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_failing, open_small

OUTCOMES = ("cost_usd_m", "coverage", "exposure", "level", "sales_usd_m")


def request(every: int, **changes: Any) -> Request:
    return Request(("press",), **({"draws": 3, "outcomes": OUTCOMES, "every": every} | changes))


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> dict[int, xr.Dataset]:
    out = tmp_path_factory.mktemp("every")
    return {
        every: load(run_sweep(request(every, out=out / str(every)), open_model=open_small, block=2))
        for every in PERIODS
    }


def test_flows_are_summed_in_double_precision_and_the_rest_is_the_last_value() -> None:
    flow = np.full((1, 4), 0.1, dtype=np.float32)
    flow[0, 0] = 2e7
    values = np.arange(8, dtype=np.float32).reshape(1, 8)
    sales, kit = registry()["sales_usd_m"], registry()["installed_usd_m"]
    assert thinned(values, sales, 4).tolist() == [[6.0, 22.0]]
    assert thinned(values, sales, 2).tolist() == [[1.0, 5.0, 9.0, 13.0]]
    assert thinned(values, kit, 4).tolist() == [[3.0, 7.0]]
    whole = float(flow.astype(np.float64).sum())
    assert thinned(flow, sales, 4)[0, 0] == np.float32(whole)
    assert thinned(values, registry()["level"], 2).dtype == np.int8


@pytest.mark.parametrize("every", PERIODS)
def test_periods_are_labelled_by_their_last_quarter(
    every: int, stored: dict[int, xr.Dataset]
) -> None:
    found = stored[every]
    assert found.sizes["quarter"] == 88 // every
    assert str(found["quarter"].values[0]) == f"2014Q{every}"
    assert str(found["quarter"].values[-1]) == "2035Q4"
    assert found["year"].values[[0, -1]].tolist() == [2014, 2035]
    assert found["sales_usd_m"].attrs["units"] == f"USD million a {PERIODS[every]}"
    assert found["exposure"].attrs["units"] == "share"


@pytest.mark.parametrize("every", [2, 4])
def test_values_are_those_of_the_quarters(every: int, stored: dict[int, xr.Dataset]) -> None:
    whole, found = stored[1], stored[every]
    quarters = whole["sales_usd_m"].values.astype(np.float64)
    sums = quarters.reshape(2, 3, -1, every, *quarters.shape[3:]).sum(axis=3)
    np.testing.assert_allclose(found["sales_usd_m"].values, sums, rtol=1e-6)
    for name in ("exposure", "level"):
        assert np.array_equal(found[name].values, whole[name].values[:, :, every - 1 :: every])


def test_a_thinned_result_in_memory_is_the_one_on_disk(stored: dict[int, xr.Dataset]) -> None:
    found = run_in_memory(request(4), open_model=open_small)
    xr.testing.assert_equal(found.drop_vars("result"), stored[4].load().drop_vars("result"))
    assert found["sales_usd_m"].attrs == stored[4]["sales_usd_m"].attrs


def test_a_failed_run_is_left_out_of_a_thinned_result_too(tmp_path: Path) -> None:
    out = run_sweep(request(4, out=tmp_path / "out"), open_model=open_failing(1), block=2)
    found = load(out)
    assert found["draw"].values.tolist() == [0, 2]
    assert not np.isnan(found["exposure"].values).any()


def test_the_period_is_part_of_what_was_asked(tmp_path: Path) -> None:
    model = open_small(request(1))
    plans = [make_plan(request(every), model) for every in PERIODS]
    assert len({plan.identity for plan in plans}) == 3
    assert len({plan.run_ids for plan in plans}) == 1
    out = run_sweep(request(4, out=tmp_path / "out"), open_model=open_small)
    assert read_manifest(out)["every"] == 4
    with pytest.raises(ResultError, match="holds a result of another request"):
        run_sweep(request(2, out=out), open_model=open_small)


def test_another_period_is_refused_in_one_line() -> None:
    with pytest.raises(ConfigError) as caught:
        request(3)
    assert str(caught.value) == (
        "every: 3 is not one of: 1 (a quarter), 2 (a half-year), 4 (a year)"
    )
