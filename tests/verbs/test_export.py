"""Export: tidy tables and arrays with the store's own numbers, and mistakes in one line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from pyarrow import parquet

import sim
from sim import cli
from sim.analysis.tidy.export import plan_runs
from sim.sweeps.execute import run_sweep
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_failing

OUTCOMES = ("exposure", "host_exposure", "level", "sales_usd_m")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a result with a failed run, so that a sample is left out."""
    out = tmp_path_factory.mktemp("export") / "tiny"
    request = Request(("press",), draws=4, outcomes=OUTCOMES, every=4, out=out)
    return run_sweep(request, open_model=open_failing(1), block=3)


@pytest.fixture
def result(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return made


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main(["export", *words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.strip().removeprefix("faultlines: ")


def test_tables_hold_the_runs_in_tidy_form(
    result: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", str(result), "out=here"]) == 0
    out = capsys.readouterr().out
    assert out == (
        "6 runs: 2 scenarios, 3 samples each\n"
        "  region_class_vendor.csv  12,672 rows\n"
        "  country.csv  660 rows\n"
        "  world.csv  132 rows\n"
        "  samples.csv  3 rows\n"
        "Samples left out because a run failed or is missing: 1. Runs failed: 2; the first: "
        "calm, draw 1, replicate 1: ZeroDivisionError: no spend in region 3.\n"
        "Results: here\n"
    )
    assert sorted(file.name for file in Path("here").iterdir()) == [
        "README.txt", "country.csv", "region_class_vendor.csv", "samples.csv", "world.csv"
    ]  # fmt: skip
    table = pd.read_csv("here/country.csv")
    assert list(table)[:5] == ["scenario", "draw", "replicate", "quarter", "country"]
    assert set(list(table)[5:]) == {"exposure", "level"}
    ds = sim.load(result)
    axes = ["scenario", "draw", "quarter", "country"]
    found = table.set_index(axes)["exposure"].to_xarray().sel(country=ds["country"].values)
    wanted = ds["exposure"].swap_dims(sample="draw")
    assert np.array_equal(found.values.astype("f4"), wanted.values)
    assert table["draw"].unique().tolist() == [0, 2, 3]


def test_a_small_piece_gives_the_same_table(result: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["export", str(result), "out=whole"]) == 0
    monkeypatch.setattr("sim.analysis.tidy.table.run_frames.__defaults__", (1,))
    assert cli.main(["export", str(result), "out=pieces"]) == 0
    for file in Path("whole").iterdir():
        assert file.read_bytes() == (Path("pieces") / file.name).read_bytes()


def test_parquet_has_the_same_rows_with_notes(result: Path) -> None:
    words = ["export", str(result), "outcomes=[exposure,level]", "scenarios=[press]"]
    assert cli.main([*words, "out=text"]) == 0
    assert cli.main([*words, "to=parquet", "out=binary"]) == 0
    file = Path("binary/country.parquet")
    table = pd.read_parquet(file)
    text = pd.read_csv("text/country.csv")
    assert table["exposure"].dtype == np.float32
    assert table["level"].dtype == np.int8
    assert table["scenario"].unique().tolist() == ["press"]
    for name in text:
        same = text[name].astype(table[name].dtype)
        assert (table[name].astype(same.dtype) == same).all(), name
    notes = parquet.read_schema(file).metadata
    assert notes[b"seed"] == b"1"
    assert notes[b"calibration"].startswith(b"Uncalibrated")


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_what_each_sample_was_played_with_is_a_table(result: Path, to: str) -> None:
    words = [f"to={to}", "outcomes=[level]", "scenarios=[press]", "out=here"]
    assert cli.main(["export", str(result), *words]) == 0
    file = Path("here") / f"samples.{to}"
    table = pd.read_csv(file) if to == "csv" else pd.read_parquet(file)
    ds = sim.load(result)
    keys = ds["parameter"].values.tolist()
    assert list(table) == ["draw", "replicate", *keys]
    assert table["draw"].tolist() == [0, 2, 3]
    assert np.array_equal(table[keys].to_numpy(), ds["drawn"].values)
    text = Path("here/README.txt").read_text(encoding="utf-8")
    assert f"\nsamples.{to} holds what the runs were played with, one row a draw and " in text
    assert "\ngovernment.b_ally (resolve): " in text


def test_the_choice_of_arrays_keeps_what_was_drawn(result: Path) -> None:
    words = ["to=netcdf", "outcomes=[level]", "out=here"]
    assert cli.main(["export", str(result), *words]) == 0
    found = xr.load_dataset("here/runs.nc", engine="scipy")
    assert np.array_equal(found["drawn"].values, sim.load(result)["drawn"].values)
    text = Path("here/README.txt").read_text(encoding="utf-8")
    assert "parameters that were drawn in drawn, axes sample and parameter" in text


@pytest.mark.parametrize("file_bytes", [10**9, 30_000])
def test_arrays_can_be_read_back(result: Path, tmp_path: Path, file_bytes: int) -> None:
    ds = sim.load(result)
    planned = plan_runs(ds, "netcdf", tmp_path, file_bytes)
    planned.write()
    names = [file.name for file in planned.files]
    assert names == (["runs.nc"] if file_bytes > 10**6 else ["runs-1.nc", "runs-2.nc", "runs-3.nc"])
    parts = [xr.load_dataset(tmp_path / name, engine="scipy") for name in names]
    found = xr.concat(
        parts, "sample", data_vars="minimal", coords="minimal", compat="override", join="override"
    )
    for name in OUTCOMES:
        assert np.array_equal(found[name].transpose(*ds[name].dims).values, ds[name].values)
    assert found["sales_usd_m"].attrs["units"] == "USD million a year"
    assert found["draw"].values.tolist() == [0, 2, 3]
    assert np.array_equal(found["drawn"].values, ds["drawn"].values)
    assert found["parameter"].values.tolist() == ds["parameter"].values.tolist()
    assert found["baseline"].values.tolist() == ["", "calm"]
    assert found.attrs["seed"] == "1"


def test_the_read_me_tells_what_a_reader_must_know(result: Path) -> None:
    assert cli.main(["export", str(result), "out=here"]) == 0
    text = Path("here/README.txt").read_text(encoding="utf-8")
    identity = json.loads((result / "manifest.json").read_text(encoding="utf-8"))["identity"]
    assert text.startswith(f"source: Faultlines, result tiny (identity {identity})\nseed: 1\n")
    for line in (
        "calibration: Uncalibrated: this shows how the rules work; it is not a forecast.",
        "samples left out: 1, because a run failed or is missing",
        "period: one year, labelled by its last quarter; flows are sums over it, anything else is "
        "the value at its end",
    ):
        assert line in text.splitlines()
    assert "sales_usd_m (USD million a year): New kit delivered. Kit delivered in the year" in text


def test_spread_is_one_table_of_statistics(
    result: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", str(result), "spread=true", "out=here"]) == 0
    assert "  country.csv  440 rows\n" in capsys.readouterr().out
    table = pd.read_csv("here/country.csv")
    assert len(table) == 440
    assert list(table) == [
        "scenario", "outcome", "quarter", "country", "mean", "p05", "p50", "p95", "samples"
    ]  # fmt: skip
    row = table.query("scenario == 'press' and outcome == 'level' and country == 'JPN'").iloc[5]
    found = sim.spread(result, "level").sel(scenario="press", country="JPN").isel(quarter=5)
    assert row["quarter"] == "2019Q4"
    assert row["mean"] == pytest.approx(float(found["mean"]))
    assert row["p95"] == pytest.approx(float(found["p95"]))
    assert row["samples"] == 3
    assert "mean, 5, 50 and 95 % quantiles" in Path("here/README.txt").read_text(encoding="utf-8")


def test_spread_as_arrays(result: Path) -> None:
    words = ["spread=true", "to=netcdf", "outcomes=[exposure]", "scenarios=[press]", "out=here"]
    assert cli.main(["export", str(result), *words]) == 0
    found = xr.load_dataset("here/exposure.nc", engine="scipy")
    wanted = sim.spread(result, "exposure").sel(scenario=["press"])
    for name in wanted.data_vars:
        assert np.array_equal(found[name].values, wanted[name].values)


def test_files_go_into_the_result_and_never_over_anything(
    result: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["export", str(result), "outcomes=[level]"]
    assert cli.main(words) == 0
    folder = result / "export-csv"
    before = (folder / "country.csv").read_bytes()
    capsys.readouterr()
    message = refused(capsys, *words[1:], "scenarios=[calm]")
    assert message == f"{folder / 'country.csv'}: is there already; choose another out="
    assert (folder / "country.csv").read_bytes() == before
    message = refused(capsys, str(result), "outcomes=[host_exposure]")
    assert message == f"{folder / 'samples.csv'}: is there already; choose another out="


def test_a_dry_run_writes_nothing(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", str(result), "to=netcdf", "out=here", "--dry-run"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "  runs.nc  0 MB in all"
    assert lines[-1] == "would write to here; nothing was written"
    assert not Path("here").exists()


def test_mistakes_are_told_in_one_line(result: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = str(result)
    assert refused(capsys) == (
        "export: name a result folder, such as 'export results/sweep-drawn-1a2b3c4d to=csv'"
    )
    assert refused(capsys, name, "to=parket") == (
        "to: 'parket' is not one of: csv, parquet, netcdf; did you mean 'parquet'?"
    )
    assert refused(capsys, name, "outcomes=[levle]") == (
        "outcomes: 'levle' is not in tiny (there are: sales_usd_m, exposure, host_exposure, "
        "level); did you mean 'level'?"
    )
    assert refused(capsys, name, "scenarios=[pres]") == (
        "scenarios: 'pres' is not in tiny (there are: calm, press); did you mean 'press'?"
    )
    assert refused(capsys, name[:-1]).endswith("tin: no such result; did you mean 'tiny'?")
    Path("file").touch()
    assert refused(capsys, name, "out=file") == "file: is a file; choose another out="


def test_a_missing_library_is_told_before_anything_is_read(
    result: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.verbs.export.find_spec", lambda name: None)
    assert refused(capsys, str(result), "to=parquet") == (
        "to=parquet needs pyarrow: pip install -c constraints.txt '.[parquet]'"
    )
