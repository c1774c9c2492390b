"""Tidy tables in pieces, and arrays in files of some samples."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from sim.analysis.tidy.arrays import file_names, samples_a_file
from sim.analysis.tidy.table import Table, row_count, run_frames, tables
from tests.analysis.tiny import tiny

BY_COUNTRY = ("quarter", "country")


@pytest.fixture
def ds() -> xr.Dataset:
    level = np.arange(40.0).reshape(8, 5)
    return tiny(
        level=(BY_COUNTRY, level), bloc_index=(("quarter",), 0.5), exposure=(BY_COUNTRY, 1.0)
    )


def test_outcomes_with_the_same_axes_share_a_table(ds: xr.Dataset) -> None:
    found = tables(ds, lead=2)
    assert found == [Table(BY_COUNTRY, ("level", "exposure")), Table(("quarter",), ("bloc_index",))]
    assert [table.name for table in found] == ["country", "world"]
    assert [row_count(ds, table) for table in found] == [3 * 2 * 40, 3 * 2 * 8]


@pytest.mark.parametrize(("rows", "pieces"), [(1, 6), (79, 6), (80, 3), (10**6, 3)])
def test_no_piece_is_larger_than_asked_unless_a_run_is(
    ds: xr.Dataset, rows: int, pieces: int
) -> None:
    table = tables(ds, lead=2)[0]
    found = list(run_frames(ds, table, rows))
    assert len(found) == pieces
    assert max(map(len, found)) <= max(rows, 40)
    whole = pd.concat(found)
    assert list(whole) == [
        "scenario", "draw", "replicate", "quarter", "country", "level", "exposure"
    ]  # fmt: skip
    assert whole["level"].tolist() == list(range(40)) * 6
    assert whole["country"].tolist() == list(ds["country"].values) * 48
    assert whole["draw"].tolist() == ([0] * 40 + [1] * 40) * 3
    assert whole["scenario"].astype(str).unique().tolist() == ["calm", "press", "pay"]


def test_a_result_that_is_too_large_for_one_file_is_cut_by_sample(ds: xr.Dataset) -> None:
    assert file_names(ds, 10**9) == ["runs.nc"]
    assert samples_a_file(ds, 1) == 1
    assert file_names(ds, 1) == ["runs-1.nc", "runs-2.nc"]
