"""The verb ``sensitivity``, with the real model and few parameters."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim import cli
from sim.params import uncertain_parameters
from sim.sweeps import opening
from sim.sweeps.manifest import read_manifest

FREE = ("government.b_ally", "government.intercept", "vendor.rd_gain")
HELD = [f"{p.key}={p.default}" for p in uncertain_parameters() if p.key not in FREE]
USUAL = {
    "trajectories": 4, "draws": 8, "keep": 2, "replicates": 2, "out": "here",
    "measures": "[host_exposure]",
}  # fmt: skip
FILES = ("sensitivity.csv", "sensitivity.json", "report.html")


def words(**changes: object) -> list[str]:
    """Return a small request in which three parameters vary."""
    settings = (f"{key}={value}" for key, value in {**USUAL, **changes}.items())
    return ["sensitivity", "pressure", *HELD, *settings]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def failing(monkeypatch: pytest.MonkeyPatch, below: float) -> None:
    """Let runs fail in which an alliance has little effect, and no held value lies there."""
    simulate = opening.simulate

    def fails(*args: Any) -> Any:
        if (args[2]["b_ally"] < below).any():
            raise ValueError("<b>no spend</b>")
        return simulate(*args)

    monkeypatch.setattr(opening, "simulate", fails)


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "sensitivity.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_of_it_and_again(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(words(out="one", executor="serial")) == 0
    said = capsys.readouterr().out
    assert said.startswith("What drives what “US pressure alone” against “No US action” changes")
    assert "first order   total order   matters" in said
    assert said.endswith("Results: one\n")
    assert max(map(len, said.splitlines())) <= 100
    assert "nan" not in said.lower().split()
    found = json.loads((here / "one" / "sensitivity.json").read_text(encoding="utf-8"))
    kept = [each["parameter"] for each in found["kept"]]
    assert len(kept) == 2
    assert set(kept) < set(found["parameters"]) == set(FREE)
    assert found["screening"]["counts"]["done"] == 4 * 4 * 2 * 2
    assert found["indices"]["counts"]["done"] == 8 * 4 * 2 * 2
    table = rows(here / "one")
    assert {row["kind"] for row in table} == {"level", "change"}
    assert {row["parameter"] for row in table if row["method"] == "sobol"} == set(kept)
    assert {row["parameter"] for row in table if row["method"] == "morris"} == set(FREE)
    drawn = {file.stem for file in (here / "one" / "figures").glob("*.svg")}
    assert {"total_orders_change", "total_orders_level", "screening_host_exposure_change"} <= drawn
    before = {name: (here / "one" / name).read_bytes() for name in FILES}
    assert cli.main(words(out="one", executor="serial")) == 0
    assert "All 64 runs already done; nothing new" in capsys.readouterr().err
    assert cli.main([*words(out="two"), "executor.workers=2"]) == 0
    assert {name: (here / "one" / name).read_bytes() for name in FILES} == before
    assert (here / "two" / "sensitivity.csv").read_bytes() == before["sensitivity.csv"]


def test_failed_runs_are_left_out_and_said_and_done_again(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = words(trajectories=12, draws=16, replicates=1)
    failing(monkeypatch, 0.2)
    assert cli.main(asked) == 1
    said = capsys.readouterr().out
    found = json.loads(Path("here/sensitivity.json").read_text(encoding="utf-8"))
    trajectories, points = found["screening"]["left_out"], found["indices"]["left_out"]
    assert 0 < trajectories <= 8
    assert 0 < points <= 8
    assert f"{trajectories} of 12 trajectories are left out, because a run in them failed" in said
    assert f"{points} of 16 base points are left out" in said
    assert "runs failed and are left out; the first:" in said
    report = Path("here/report.html").read_text(encoding="utf-8")
    assert f"{trajectories} of 12 trajectories are left out" in report
    kept = read_manifest(Path("here/indices"))["vary"]
    monkeypatch.undo()
    monkeypatch.chdir(here)
    assert cli.main([*asked, "retry=failed"]) == 0
    assert "left out, because" not in capsys.readouterr().out
    assert read_manifest(Path("here/indices"))["vary"] == kept


def test_too_many_failed_runs_are_one_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, 0.5)
    assert cli.main(words()) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert "of 4 trajectories have no failed or missing run, and at least 4 are needed" in last


def test_on_error_stop_begins_no_indices(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    failing(monkeypatch, 0.5)
    assert cli.main(words(on_error="stop", executor="serial")) == 1
    assert "are not done" in capsys.readouterr().out
    assert not Path("here/indices").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["pressure", "stop"], "sensitivity: one scenario, but pressure, stop were given"),
        (["measures=host_exposur"], "'host_exposur' is not one of: huawei_world_share"),
        (["measures=host_exposur"], "did you mean 'host_exposure'?"),
        (["draws=100"], "draws: 100 is not a power of two"),
        (["draws=4"], "draws: 4 is not a whole number of 8 or more"),
        (["trajectories=3"], "trajectories: 3 is not a whole number of 4 or more"),
        (["keep=0"], "keep: 0 is not a whole number of 1 or more, nor 'all'"),
        (["keep=most"], "keep: 'most' is not a whole number of 1 or more, nor 'all'"),
        (["year=2036"], "year: 2036 is not one of 2014 to 2035"),
        (["design=sobol"], "'design' is not a setting (settings: "),
        (["presure"], "did you mean 'pressure'?"),
        ([*HELD, *(f"{key}=0.3" for key in FREE)], "nothing is left to vary"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value)[:40],
)
def test_what_is_wrong_is_said_in_a_line(
    given: list[str], said: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["sensitivity", *given]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert len([line for line in err.splitlines() if not line.startswith("note: ")]) == 1
    assert list(here.iterdir()) == []


def test_without_salib_a_line_says_how_to_get_it(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "SALib.sample.morris", None)
    assert cli.main(["sensitivity"]) == 2
    assert "pip install -c constraints.txt '.[sensitivity]'" in capsys.readouterr().err
    assert list(here.iterdir()) == []


def test_a_dry_run_says_what_both_parts_cost(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words(keep="all"), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "First the screening:\n64 runs: 2 scenarios x 32 samples" in said
    assert "Then the indices, of the 3 parameters that it leaves:\n160 runs" in said
    assert said.count("disk: about") == 2
    assert list(here.iterdir()) == []


def test_the_delay_of_5g_is_a_measure_too(here: Path) -> None:
    assert cli.main(words(measures="[delay_quarters]", replicates=1)) == 0
    table = rows(here / "here")
    assert {(row["measure"], row["kind"]) for row in table} == {("delay_quarters", "change")}
    assert np.isfinite([float(row["ST"]) for row in table if row["method"] == "sobol"]).all()
