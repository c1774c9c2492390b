"""Reading the three results: what is wrong is said in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import FaultlinesError, ResultError
from sim.pages.evidence.inputs import read_inputs


@pytest.mark.parametrize(
    ("place", "name"),
    [(0, "calibration.json"), (0, "posterior.csv"), (1, "validation.json"), (2, "facts.csv")],
)
def test_a_file_that_is_not_there_is_named(folders: list[Path], place: int, name: str) -> None:
    (folders[place] / name).unlink()
    with pytest.raises(ResultError, match=f"holds no {name}; is it a result of faultlines"):
        read_inputs(*folders)


@pytest.mark.parametrize("text", ["{", "[1]", ""])
def test_what_is_no_result_is_refused_in_one_line(folders: list[Path], text: str) -> None:
    (folders[1] / "validation.json").write_text(text, encoding="utf-8")
    with pytest.raises(FaultlinesError) as caught:
        read_inputs(*folders)
    assert "validation.json" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_calibration_of_an_older_version_is_refused(folders: list[Path]) -> None:
    file = folders[0] / "calibration.json"
    told = json.loads(file.read_text(encoding="utf-8"))
    del told["folds"]
    file.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ResultError, match="is of an older version"):
        read_inputs(*folders)


def test_the_command_says_how_it_is_used() -> None:
    command = [sys.executable, "-m", "sim.pages.evidence", "one"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "usage: python -m sim.pages.evidence CALIBRATION VALIDATION FACTS\n"
