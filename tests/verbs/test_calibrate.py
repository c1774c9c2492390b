"""The verb ``calibrate``: one folder a request, gone on with, and every mistake in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim import cli, settings
from sim.validation.calibration import play
from sim.validation.calibration.bench import block_file
from sim.validation.restrictions import CODINGS
from sim.verbs import calibrate
from tests.validation.calibration.quick import quickly

SMALL = ["calibrate", "draws=24", "replicates=2", "waves=2", "rows=30", "executor.workers=2"]
FILES = {"best.yaml", "calibration.json", "posterior.csv", "posterior.json", "request.json"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], status: int, *words: str) -> tuple[str, str]:
    """Return what is printed for words, and what is told beside it."""
    with quickly():
        assert cli.main([*SMALL, *words]) == status
    found = capsys.readouterr()
    return found.out, found.err


def test_from_start_to_end_and_again(capsys: pytest.CaptureFixture[str]) -> None:
    out, told = said(capsys, 0)
    (folder,) = Path("results").iterdir()
    assert folder.name.startswith("calibrate-")
    assert out.startswith("Calibrated on the record to 2020: ")
    assert out.endswith(f"Results: {folder}\n")
    assert "wave-1: 24 draws, 2 runs each" in told
    assert {file.name for file in folder.iterdir() if file.is_file()} == FILES
    kept = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    again, told = said(capsys, 0)
    assert again == out
    assert "wave-1: 24 draws" not in told
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == kept

    _, told = said(capsys, 2, "seed=2", f"out={folder}")
    assert told == (
        f"faultlines: {folder}: holds a calibration of another request (seed 1, asked 2); choose "
        "another out=\n"
    )


def test_a_launch_that_is_stopped_says_how_to_go_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.stopping import Stop
    from sim.sweeps.progress import Lines

    def stop(progress: Lines, runs: int) -> None:
        raise Stop(2)

    with monkeypatch.context() as patch:
        patch.setattr(play, "RUNS_A_BLOCK", 16)
        patch.setattr(Lines, "advance", stop)
        _, told = said(capsys, 130, "resume=false", "out=mine")
    line = told.splitlines()[-1]
    assert line == (
        "faultlines: stopped; to go on: faultlines calibrate draws=24 replicates=2 waves=2 rows=30 "
        "executor.workers=2 out=mine resume=true"
    )
    assert block_file(Path("mine") / "wave-1", 0).exists()


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str], elsewhere: Path) -> None:
    out, _ = said(capsys, 0, "--dry-run")
    assert out.startswith("96 runs to 2020Q4: 2 waves x 24 draws x 2 replicates\n")
    assert "ms a run (measured now, on 32)" in out
    assert out.endswith("; nothing was written\n")
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["us_action"], "calibrate: takes key=value words only, but 'us_action' was given"),
        (["replicates=1"], "replicates: 1 is not a whole number of 2 or more"),
        (["coding=dejure"], "coding: 'dejure' is not one of: de_jure, de_facto, borderline_lower; "
                            "did you mean 'de_jure'?"),
        (["government.b_ally=0.3"], "'government.b_ally' is not a setting (settings: draws, "),
        (["model=mine"], "'model' is not a setting (settings: draws, "),
        (["until=2024"], "'until' is not a setting (settings: draws, "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_line(
    words: list[str], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["calibrate", *words]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"faultlines: {line}")
    assert told.count("\n") == 1


def test_every_coding_of_the_record_has_a_word() -> None:
    assert tuple(calibrate.CODINGS) == settings.CODINGS
    assert set(calibrate.CODINGS.values()) == set(CODINGS)
