"""Ctrl-C and SIGTERM: at once, nothing left behind, what is done kept, how to go on said."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from sim.stopping import Stop
from sim.sweeps.folder import LEDGER
from sim.sweeps.ledger import read_ledger
from sim.sweeps.manifest import read_manifest

DASK = pytest.mark.skipif(
    find_spec("distributed") is None,
    reason="Dask is not installed: pip install -c constraints.txt '.[dask]'",
)
WORDS = ["sweep", "pressure", "draws=4000", "outcomes=[level]", "executor.workers=2"]


def wait_for_a_block(ledger: Path, program: subprocess.Popen[str]) -> None:
    give_up = time.monotonic() + 120
    while not ledger.exists() or b"\n" not in ledger.read_bytes():
        assert program.poll() is None
        assert time.monotonic() < give_up
        time.sleep(0.02)


def wait_until_nobody_is_left(session: int) -> None:
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return
        time.sleep(0.02)
    os.killpg(session, signal.SIGKILL)
    pytest.fail("processes outlived the program")


@pytest.mark.parametrize(
    ("executor", "number", "status"),
    [
        ("threads", signal.SIGTERM, 143),
        ("processes", signal.SIGINT, 130),
        pytest.param("dask", signal.SIGINT, 130, marks=DASK),
    ],
)
def test_a_sweep_that_is_told_to_end_twice_ends_once(
    tmp_path: Path, executor: str, number: signal.Signals, status: int
) -> None:
    out = tmp_path / "out"
    words = [*WORDS, f"executor={executor}", f"out={out}"]
    program = subprocess.Popen(
        [sys.executable, "-m", "sim", *words],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # In tests that run in the background the signal is ignored, and so by all they start.
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )
    wait_for_a_block(out / LEDGER, program)
    told = time.monotonic()
    os.killpg(program.pid, number)  # a terminal tells all of its processes
    time.sleep(0.1)
    program.send_signal(number)
    said = program.communicate(timeout=20)[1]
    assert program.returncode == status, said
    assert time.monotonic() - told < 6  # a second or two where nothing else is running
    wait_until_nobody_is_left(program.pid)
    lines = said.splitlines()
    assert lines[-1] == f"faultlines: stopped; to go on: {shlex.join(['faultlines', *words])}"
    assert all("of 8000 runs" in line or line == "8000 runs" for line in lines[:-1]), said
    done = sum(16 for _ in read_ledger(out / LEDGER))
    assert 0 < read_manifest(out)["counts"]["done"] <= done < 8000


def test_a_sweep_without_resuming_is_gone_on_with_in_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from sim import cli

    def stopped(*args: object) -> None:
        raise Stop(signal.SIGTERM)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.sweeps.execute._do_missing", stopped)
    assert cli.main(["sweep", "pressure", "draws=1", "resume=false", "out=a b"]) == 143
    last = capsys.readouterr().err.splitlines()[-1]
    words = "sweep pressure draws=1 'out=a b' resume=true"
    assert last == f"faultlines: stopped; to go on: faultlines {words}"
