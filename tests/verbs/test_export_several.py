"""Export of several results: the same tables, with whose each row is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

import sim
from sim import cli
from sim.sweeps.execute import run_sweep
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_small


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    for name, seed in (("one", 1), ("two", 2)):
        request = Request(
            ("press",), draws=2, seed=seed, outcomes=("exposure", "level"), every=4, out=Path(name)
        )
        run_sweep(request, open_model=open_small)
    return ["one", "two"]


def test_rows_say_whose_they_are(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", *folders, "out=here"]) == 0
    assert capsys.readouterr().out.startswith("8 runs: 4 scenarios, 2 samples each\n")
    table = pd.read_csv("here/country.csv")
    assert list(table.columns[:5]) == ["result", "policy", "scenario", "draw", "replicate"]
    alone = sim.load("two")["exposure"].sel(scenario="press").values
    rows = table[(table["result"] == "two") & (table["policy"] == "press")]
    np.testing.assert_allclose(rows["exposure"], alone.ravel(), rtol=1e-6)
    assert {file.name for file in Path("here").iterdir()} == {"README.txt", "country.csv"}
    told = Path("here/README.txt").read_text(encoding="utf-8")
    assert "no pairs: the runs of these results do not all share draws or chance (seeds" in told
    assert "particular to each result: export it alone" in told


def test_statistics_and_arrays_of_several(folders: list[str]) -> None:
    assert cli.main(["export", *folders, "spread=true", "out=spread"]) == 0
    table = pd.read_csv("spread/country.csv")
    assert list(table.columns[:4]) == ["result", "policy", "scenario", "outcome"]
    assert set(table["result"]) == {"one", "two"}
    assert cli.main(["export", *folders, "to=netcdf", "out=arrays"]) == 0
    with xr.open_dataset("arrays/runs.nc", engine="scipy") as found:
        assert found["result"].values.tolist() == ["one", "one", "two", "two"]


def test_each_keeps_its_own_draws(folders: list[str]) -> None:
    request = Request(("press",), draws=2, replicates=2, seed=3, outcomes=("level",), every=4)
    run_sweep(Request(**{**vars(request), "out": Path("crossed")}), open_model=open_small)
    assert cli.main(["export", "crossed", "one", "outcomes=[level]", "out=here"]) == 0
    table = pd.read_csv("here/country.csv")
    draws = table.groupby("result")["draw"].unique()
    assert sorted(draws["one"]) == [0, 1]
    assert sorted(draws["crossed"]) == [0]


def test_several_need_a_folder(folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", *folders]) == 2
    message = "out: several results have no folder of their own; name one: out=tables"
    assert message in capsys.readouterr().err
