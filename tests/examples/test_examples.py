"""The examples run, where the libraries they show are installed (``make examples``)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
LIBRARIES = {
    "with_salib.py": ("SALib", 2, "Mean effect on host_exposure_change"),
    "with_optuna.py": ("optuna", 3, "Exposure of US-base hosts falls least"),
    "with_ema_workbench.py": ("ema_workbench", 2, "campaign x 1.5:"),
    "with_pyabc.py": ("pyabc", 4, "b_ally: prior mean 0.65"),
}


def test_every_example_is_tried() -> None:
    assert {file.name for file in EXAMPLES.glob("*.py")} == set(LIBRARIES)


@pytest.mark.parametrize("file", LIBRARIES)
def test_an_example_runs(file: str, tmp_path: Path) -> None:
    library, size, words = LIBRARIES[file]
    pytest.importorskip(library, reason="make examples installs it")
    run = subprocess.run(
        [sys.executable, EXAMPLES / file, str(size)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert words in run.stdout
