"""The store: allocated whole, written block by block, read back to the bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from sim.sweeps.chunks import write_block
from sim.sweeps.labels import labels
from sim.sweeps.plan import Plan, make_plan
from sim.sweeps.request import Request
from sim.sweeps.store import allocate
from tests.sweeps.fakes import open_small, read_block, small_names, small_world

OUTCOMES = ("exposure", "level")


@pytest.fixture
def plan() -> Plan:
    request = Request(("press",), draws=3, outcomes=OUTCOMES)
    return make_plan(request, open_small(request), block=4)


@pytest.fixture
def store(plan: Plan, tmp_path: Path) -> Path:
    allocate(
        tmp_path / "store",
        plan,
        labels(small_world(), small_names(), plan.request.outcomes),
        {"seed": 1},
    )
    return tmp_path / "store"


def test_what_is_not_written_is_missing(store: Path) -> None:
    found = read_block(store, range(4), OUTCOMES)
    assert found["exposure"].shape == (4, 88, 5)
    assert np.isnan(found["exposure"]).all()
    assert (found["level"] == -1).all()


def test_other_programs_find_labels_and_units(store: Path) -> None:
    with xr.open_zarr(store, consolidated=False, chunks=None) as found:
        assert found["scenario"].values.tolist() == ["calm"] * 3 + ["press"] * 3
        assert found["draw"].values.tolist() == [0, 1, 2, 0, 1, 2]
        assert found["exposure"].dims == ("run", "quarter", "country")
        assert found["exposure"].attrs["units"] == "share"
        assert found["exposure"].attrs["label"] == "Exposure"
        assert found["country_name"].values.tolist()[1] == "Germany"
        assert found.attrs["seed"] == 1


def test_allocating_again_empties_it(store: Path, plan: Plan) -> None:
    write_block(store, 0, {"level": np.ones((4, 88, 5), dtype=np.int8)}, 4)
    allocate(store, plan, labels(small_world(), small_names(), plan.request.outcomes), {})
    assert (read_block(store, range(4), ("level",))["level"] == -1).all()
