"""What follows a sweep is done once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import xarray as xr

from sim.analysis import finish as finishing
from sim.errors import ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import LEDGER
from sim.sweeps.load import load
from sim.sweeps.request import Request
from tests.sweeps.fakes import open_failing, open_small


@pytest.fixture
def reports(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stand in for the report, and keep a list of what was asked for."""
    asked: list[Path] = []

    def build_report(ds: xr.Dataset, folder: Path) -> Path:
        asked.append(folder)
        (folder / "report.html").write_text("<p>", encoding="utf-8")
        return folder / "report.html"

    monkeypatch.setattr("sim.report.report.build_report", build_report)
    return asked


def sweep(out: Path, open_model: object = open_small) -> Path:
    request = Request(("press",), draws=2, outcomes=("level",), out=out)
    return run_sweep(request, open_model=open_model)  # type: ignore[arg-type]


def finish(folder: Path) -> list[str]:
    """Finish a result, and return what was told meanwhile."""
    told: list[str] = []
    assert finishing.finish(load(folder), folder, told.append) == folder / "report.html"
    return told


def test_summary_and_report_are_written_once(tmp_path: Path, reports: list[Path]) -> None:
    folder = sweep(tmp_path / "out")
    assert finish(folder) == ["Drawing figures and writing the report ..."]
    text = (folder / "summary.csv").read_text(encoding="utf-8")
    assert "press,calm,governments_at_no_new_kit,allies,2030," in text
    assert finish(folder) == []
    assert reports == [folder]


def test_the_same_request_again_draws_nothing(tmp_path: Path, reports: list[Path]) -> None:
    folder = sweep(tmp_path / "out")
    finish(folder)
    sweep(tmp_path / "out")
    finish(folder)
    assert reports == [folder]


def test_new_runs_make_them_anew(tmp_path: Path, reports: list[Path]) -> None:
    folder = sweep(tmp_path / "out")
    finish(folder)
    later = (folder / "report.html").stat().st_mtime + 10
    os.utime(folder / LEDGER, (later, later))
    finish(folder)
    assert len(reports) == 2


def test_nothing_is_written_for_a_sweep_that_failed(tmp_path: Path, reports: list[Path]) -> None:
    folder = sweep(tmp_path / "out", open_failing(0, 1))
    with pytest.raises(ResultError, match="no sample is done in every scenario"):
        finish(folder)
    assert not (folder / "summary.csv").exists()
    assert reports == []
