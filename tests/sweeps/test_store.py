"""The store: allocated whole, written block by block, read back to the bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from sim.sweeps.labels import labels
from sim.sweeps.plan import Plan, make_plan
from sim.sweeps.request import Request
from sim.sweeps.store import allocate, empty_block, read_block, sync_block, write_block
from tests.sweeps.fakes import open_small, small_names, small_world

OUTCOMES = ("exposure", "level")


@pytest.fixture
def plan() -> Plan:
    request = Request(("press",), draws=3, outcomes=OUTCOMES)
    return make_plan(request, open_small(request), block=4)


@pytest.fixture
def store(plan: Plan, tmp_path: Path) -> Path:
    allocate(tmp_path / "store", plan, labels(small_world(), small_names()), {"seed": 1})
    return tmp_path / "store"


def test_what_is_not_written_is_missing(store: Path) -> None:
    found = read_block(store, range(4), OUTCOMES)
    assert found["exposure"].shape == (4, 88, 5)
    assert np.isnan(found["exposure"]).all()
    assert (found["level"] == -1).all()


def test_a_block_is_read_back_as_written_and_leaves_the_others_alone(store: Path) -> None:
    written = {
        "exposure": np.random.default_rng(3).random((2, 88, 5)).astype(np.float32),
        "level": np.full((2, 88, 5), 3, dtype=np.int8),
    }
    write_block(store, range(4, 6), written)
    found = read_block(store, range(4, 6), OUTCOMES)
    for name, array in written.items():
        assert np.array_equal(found[name], array)
        assert found[name].dtype == array.dtype
    assert np.isnan(read_block(store, range(4), OUTCOMES)["exposure"]).all()


def test_each_block_is_one_chunk_file_of_its_own(store: Path) -> None:
    write_block(store, range(4, 6), {"exposure": np.ones((2, 88, 5), dtype=np.float32)})
    chunks = [p.relative_to(store).as_posix() for p in store.glob("exposure/c/**/*") if p.is_file()]
    assert chunks == ["exposure/c/1/0/0"]
    sync_block(store, 1, OUTCOMES)


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
    write_block(store, range(4), {"level": np.ones((4, 88, 5), dtype=np.int8)})
    allocate(store, plan, labels(small_world(), small_names()), {})
    assert (read_block(store, range(4), ("level",))["level"] == -1).all()


def test_an_empty_block_takes_shape_and_type_from_one_run() -> None:
    block = empty_block(3, {"level": np.ones((1, 2), dtype=np.int8)})
    assert block["level"].tolist() == [[-1, -1]] * 3
    assert block["level"].dtype == np.int8
