"""What is asked of a store, or of several side by side, is what NumPy would give."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xarray as xr
import zarr
from numpy.typing import NDArray
from xarray.core import indexing

from sim.sweeps.lazy import Beside, BySample

ROWS = np.array([[0, 1, 3, 4], [5, 6, 8, 9], [10, 11, 13, 14]])
KEYS: list[dict[str, Any]] = [
    {},
    {"scenario": 1},
    {"scenario": [2, 0]},
    {"scenario": [2, 0], "sample": slice(1, 3)},
    {"scenario": -1, "sample": [3, 1], "quarter": 2},
    {"sample": 2, "quarter": slice(None, None, 2)},
    {"scenario": [1], "quarter": [2, 0]},
    {"scenario": slice(0, 0)},
]


def stored(folder: Path) -> tuple[xr.Variable, NDArray[Any]]:
    """Return an outcome on disk, and the same in memory."""
    runs = np.arange(15 * 3, dtype=np.float32).reshape(15, 3)
    array = zarr.create_array(folder / "outcome", data=runs, chunks=(4, 3))
    return lazily(BySample(array, ROWS, lambda _: nullcontext())), runs[ROWS]


def lazily(data: BySample | Beside) -> xr.Variable:
    return xr.Variable(("scenario", "sample", "quarter"), indexing.LazilyIndexedArray(data))


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_any_scenarios_and_samples_are_read(tmp_path: Path, key: dict[str, Any]) -> None:
    lazy, whole = stored(tmp_path)
    expected = xr.Variable(lazy.dims, whole).isel(key)
    np.testing.assert_array_equal(lazy.isel(key).values, expected.values)


@pytest.mark.parametrize("key", KEYS[:-1], ids=str)
def test_several_results_are_read_as_one(tmp_path: Path, key: dict[str, Any]) -> None:
    lazy, whole = stored(tmp_path)
    memory = xr.Variable(lazy.dims, whole[:2] + 100)
    both = lazily(Beside([lazy, memory]))
    expected = xr.Variable(lazy.dims, np.concatenate([whole, whole[:2] + 100])).isel(key)
    np.testing.assert_array_equal(both.isel(key).values, expected.values)


def test_scenarios_between_are_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lazy, _ = stored(tmp_path)
    read: list[tuple[int, ...]] = []
    original = BySample._read

    def note(self: BySample, key: tuple[Any, ...]) -> NDArray[Any]:
        found = original(self, key)
        read.append(found.shape)
        return found

    monkeypatch.setattr(BySample, "_read", note)
    assert lazy.isel(scenario=[0, 2]).shape == (2, 4, 3)
    lazy.isel(scenario=[0, 2]).load()
    assert read == [(2, 4, 3)]
