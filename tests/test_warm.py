"""Rules are compiled once: a second run takes its code from where it is kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sim import compiled
from sim import warm as warming
from sim.world import World

COUNTED = """
import sys
from numba.core import event
from sim import cli

with event.install_recorder("numba:compile") as compiling:
    cli.main(["run", "pressure", "replicates=1", "outcomes=all", "out=here"])
sys.exit(str([str(happened.data) for _, happened in compiling.buffer]))
"""


def test_a_second_run_compiles_nothing(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "sim.warm"], check=True)
    assert compiled.is_warm()
    before = kept()
    run = subprocess.run(
        [sys.executable, "-c", COUNTED], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "Results: here" in run.stdout
    assert run.stderr.splitlines()[-1] == "[]"
    assert kept() == before


def test_code_for_any_number_of_vendors_is_compiled_beside_that_of_the_real_world(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def played(world: World, *_: Any) -> None:
        vendors.append(len(world.vendors.chinese))

    vendors: list[int] = []
    notes: list[str] = []
    monkeypatch.setattr(compiled, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(warming, "simulate", played)
    for number in (8, 8, 12, 30, 8):
        warming.warm(number, notes.append)
    assert vendors == [8, 9]
    assert notes == ["Compiling the rules (about a minute, once) ..."] * 2


def kept() -> dict[str, int]:
    """Return the files of compiled code with the times at which they were written."""
    folder = compiled.cache_folder()
    return {str(file): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}
