"""However many samples a result has, what follows it takes about the same memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
import zarr
from xarray.core import indexing

from sim.analysis.compare import compare
from sim.analysis.differences import differences
from sim.analysis.join import join
from sim.analysis.measures import host_exposure
from sim.analysis.pieces import in_pieces, pieces_of
from sim.analysis.series import all_series
from sim.analysis.summary import write_summary
from sim.report.report import build_report
from sim.sweeps.lazy import BySample
from tests.analysis.tiny import QUARTERS, tiny
from tests.made import made_result

BLOCK = 16
SERIES = 20
PAIR = ("baseline", "us_action")


@pytest.fixture
def by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read one sample at a time."""
    monkeypatch.setattr("sim.analysis.pieces.PIECE_BYTES", 1)
    monkeypatch.setattr("sim.analysis.pieces.LEAST_SAMPLES", 1)


def hosts() -> xr.Dataset:
    values = np.arange(6 * QUARTERS, dtype=np.float64).reshape(3, 2, QUARTERS)
    return tiny(host_exposure=(("quarter",), values))


def test_a_small_result_is_one_piece_that_stays_in_memory(tmp_path: Path) -> None:
    ds = stored(BLOCK, tmp_path)
    (piece,) = pieces_of(ds[["host_exposure"]])
    assert piece.sizes["sample"] == BLOCK
    assert isinstance(ds["host_exposure"].variable._data, np.ndarray)
    assert not isinstance(ds["exposure"].variable._data, np.ndarray)


def test_a_measure_is_the_same_in_pieces(by_one: None) -> None:
    found = in_pieces(hosts(), ["host_exposure"], host_exposure)
    assert found.identical(host_exposure(hosts()))
    assert len(list(pieces_of(hosts()))) == 2


def test_series_are_the_same_in_pieces_and_some_at_a_time(
    by_one: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ds = made_result(PAIR, samples=2)
    whole = list(all_series(ds))
    assert len({series.outcome for series in whole}) > SERIES
    years = whole[0].values.shape[1]
    monkeypatch.setattr("sim.analysis.series._HELD_BYTES", SERIES * 8 * 2 * 2 * years)
    for one, other in zip(all_series(ds), whole, strict=True):
        assert (one.outcome, one.group) == (other.outcome, other.group)
        np.testing.assert_array_equal(one.values, other.values)


def test_memory_of_table_and_report_does_not_grow_with_samples(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sim.analysis.pieces.PIECE_BYTES", 4 * 2**20)
    # What is read is read to draw; tracing what it takes to save drawings would take a minute.
    monkeypatch.setattr(
        "sim.report.report.drawn", lambda chosen, _: [str(each.draw()) for each in chosen]
    )

    def present(ds: xr.Dataset) -> None:
        compare(ds)
        build_report(ds, tmp_path)

    few, many = (peak(present, stored(n * BLOCK, tmp_path / str(n))) for n in (8, 32))
    assert many < 1.2 * few


def test_memory_of_differences_between_results_does_not_grow_with_samples(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sim.analysis.pieces.PIECE_BYTES", 4 * 2**20)
    monkeypatch.setattr("sim.analysis.differences._HELD_BYTES", 4 * 2**20)

    def present(ds: xr.Dataset) -> None:
        other = ds.assign_attrs(seed=2)
        differences(join({"A": ds, "B": other}), "exposure", "country", "first", [2030, 2035])

    few, many = (peak(present, stored(n * BLOCK, tmp_path / str(n))) for n in (8, 32))
    assert many < 1.2 * few


def test_memory_of_the_summary_does_not_grow_with_samples(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sim.analysis.pieces.PIECE_BYTES", 2**20)
    monkeypatch.setattr("sim.analysis.series._HELD_BYTES", 2**20)

    def present(ds: xr.Dataset) -> None:
        write_summary(ds[["cost_usd_m"]], tmp_path / "summary.csv")

    few, many = (peak(present, stored(n * BLOCK, tmp_path / str(n))) for n in (8, 32))
    assert many < 1.5 * few


def stored(samples: int, folder: Path) -> xr.Dataset:
    """Return a result whose outcomes are on disk: one block a scenario, which is all its blocks."""
    block = made_result(PAIR, samples=BLOCK)
    rows = BLOCK * np.arange(len(PAIR))[:, None] + np.arange(samples) % BLOCK
    ds = block.drop_vars([*block.data_vars, "sample", "draw", "replicate", "drawn"])
    ds = ds.assign_coords({name: ("sample", range(samples)) for name in ("draw", "replicate")})
    for name, values in block.data_vars.items():
        runs = values.values.astype(np.int8 if name == "level" else np.float32)
        runs = runs.reshape(-1, *runs.shape[2:])
        chunks = (BLOCK, *runs.shape[1:])
        array = zarr.create_array(folder / str(name), data=runs, chunks=chunks)
        lazy = indexing.LazilyIndexedArray(BySample(array, rows, lambda _: nullcontext()))
        ds[name] = xr.Variable(("scenario", "sample", *values.dims[2:]), lazy)
    return ds.assign_attrs(block.attrs)


def peak(present: Callable[[xr.Dataset], None], ds: xr.Dataset) -> int:
    """Return the most bytes that are held while a result is presented."""
    gc.collect()
    tracemalloc.start(1)
    present(ds)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
