"""Opening results from folders, memory, or both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.analysis.several import by_label, open_results
from sim.errors import ConfigError, ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.request import Request
from tests.analysis.tiny import QUARTERS, tiny
from tests.sweeps.fakes import open_small


def sweep(out: Path, draws: int = 3) -> Path:
    request = Request(("press",), draws=draws, outcomes=("exposure",), out=out)
    return run_sweep(request, open_model=open_small)


def test_one_folder_is_one_result_that_names_its_scenarios(tmp_path: Path) -> None:
    ds = sim.load(sweep(tmp_path / "one"))
    assert ds["scenario"].values.tolist() == ["calm", "press"]
    assert ds["result"].values.tolist() == ["one", "one"]
    assert set(ds.attrs["configurations"]) == {"one"}
    assert sim.load({"mine": tmp_path / "one"})["result"].values.tolist() == ["mine", "mine"]


def test_folders_are_opened_as_one(tmp_path: Path) -> None:
    one, two = sweep(tmp_path / "a" / "run"), sweep(tmp_path / "b" / "run", draws=2)
    ds = sim.load([one, str(two)])
    assert ds["scenario"].values.tolist() == [
        "calm (a/run)", "press (a/run)", "calm (b/run)", "press (b/run)",
    ]  # fmt: skip
    mine = ds.sel(scenario=ds["result"] == "b/run")["exposure"]
    np.testing.assert_array_equal(mine.values, sim.load(two)["exposure"].values)
    assert not isinstance(ds["exposure"].isel(scenario=[0]).variable._data, np.ndarray)


def test_a_folder_and_a_result_in_memory_stand_side_by_side(tmp_path: Path) -> None:
    one = sweep(tmp_path / "one")
    ds = sim.load([one, sim.load(one)])
    assert sorted(set(ds["result"].values.tolist())) == ["one 1", "one 2"]


def test_labels_are_texts_and_results_are_there(tmp_path: Path) -> None:
    ds = tiny(host_exposure=(("quarter",), np.zeros((3, 2, QUARTERS))))
    assert list(by_label(ds)) == ["tiny"]
    with pytest.raises(ConfigError, match=r"^results: ' ' is no label; give each a short text$"):
        open_results({" ": ds})
    with pytest.raises(ConfigError, match="is no label"):
        open_results({"\x1b[2J": ds})
    with pytest.raises(ConfigError, match="results: 3 is no label"):
        open_results({3: ds})  # type: ignore[dict-item]
    with pytest.raises(ResultError, match="no such result"):
        open_results([ds, tmp_path / "gone"])
    with pytest.raises(ResultError, match="no result given"):
        open_results([])
