"""The simulation error of the headline shares, as samples come in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.analysis.headline import huawei_world_share
from sim.analysis.paired import simulation_error
from sim.analysis.pairs import minus_baseline
from sim.errors import ResultError
from sim.sweeps import precision
from sim.sweeps.execute import run_sweep
from sim.sweeps.load import load
from sim.sweeps.precision import Precision, checkpoints
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_small


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("precision") / "out"
    outcomes = ("sales_usd_m", "host_exposure")
    return run_sweep(Request(("press",), 40, outcomes=outcomes, out=out), open_model=open_small)


def test_it_is_the_largest_error_of_what_is_compared(folder: Path) -> None:
    found = Precision(folder, 2030)
    found.update(40)
    ds = load(folder)
    change = minus_baseline(ds, 100 * huawei_world_share(ds)).sel(year=2030, scenario="press")
    expected = simulation_error(change.values, ds["draw"].values, ds["replicate"].values)
    assert found.samples == 40
    assert found.error == pytest.approx(float(expected), rel=1e-12)


def test_it_is_the_same_to_the_bit_in_whatever_pieces_it_comes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, by_and_by, in_blocks = (Precision(folder, 2025) for _ in range(3))
    at_once.update(36)
    for _ in range(12):
        by_and_by.update(36, most=5)
    monkeypatch.setattr(precision, "_BYTES", 1)
    in_blocks.update(36)
    assert at_once.samples == by_and_by.samples == in_blocks.samples == 36
    assert at_once.error == by_and_by.error == in_blocks.error


def test_few_samples_say_nothing(folder: Path, tmp_path: Path) -> None:
    found = Precision(folder, 2030)
    found.update(15)
    assert np.isnan(found.error)
    nowhere = Precision(tmp_path, 2030)
    with pytest.raises(ResultError, match="not a result folder"):
        load(tmp_path)
    nowhere.update(15)
    assert nowhere.samples == 0


@pytest.mark.parametrize(
    ("samples", "step", "looks"),
    [(8, 1, [8]), (16, 1, [16]), (17, 1, [16, 17]), (64, 64, [64]), (100, 30, [30, 60, 90, 100])],
)
def test_looks_are_at_set_numbers(samples: int, step: int, looks: list[int]) -> None:
    assert checkpoints(samples, step) == looks
