"""Two launches into one folder at once: the second is refused, the first is not disturbed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sim.errors import ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.manifest import read_manifest
from sim.sweeps.request import Request
from sim.sweeps.survey import survey
from tests.sweeps.fakes import open_small

ROOT = Path(__file__).parents[2]
FIRST = """
import sys
from functools import partial
from pathlib import Path
from sim.sweeps.execute import run_sweep
from sim.sweeps.progress import Silence
from tests.sweeps.fakes import open_small
from tests.sweeps.test_at_once import ask

class Waiting(Silence):
    def advance(self, runs):
        print("a block is done", flush=True)
        sys.stdin.readline()

run_sweep(ask(Path(sys.argv[1])), Waiting(), open_model=open_small, block=4)
"""


def ask(out: Path) -> Request:
    """Ask for ten runs."""
    return Request(("press",), draws=5, outcomes=("level",), out=out, workers=1)


def test_the_second_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    out, pipe = tmp_path / "out", subprocess.PIPE
    command = [sys.executable, "-c", FIRST, str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as first:
        assert first.stdout
        assert first.stdout.readline() == "a block is done\n"
        with pytest.raises(ResultError) as caught:
            run_sweep(ask(out), open_model=open_small)
        found = survey(out)
        first.communicate("\n\n\n")
        assert first.returncode == 0
    assert str(caught.value) == (
        f"{out}: another launch is writing here; wait for it or choose out="
    )
    assert found.being_written
    assert found.missing == 6
    assert read_manifest(out)["counts"] == {
        "runs": 10,
        "done": 10,
        "failed": 0,
        "missing": 0,
        "not_needed": 0,
    }
