"""Blocks in threads: at the same time, the same bytes, ended cleanly and gone on with."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ConfigError, ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import LEDGER, STORE
from sim.sweeps.ledger import read_ledger
from sim.sweeps.manifest import read_manifest
from sim.sweeps.progress import Silence
from sim.sweeps.request import Request
from tests.sweeps.fakes import arithmetic, open_small, read_block

ROOT = Path(__file__).parents[2]
SLOW = """
import signal
import sys
import time
from functools import partial
from pathlib import Path
from sim.sweeps.execute import run_sweep
from sim.sweeps.progress import Silence
from tests.sweeps.fakes import arithmetic, open_small
from tests.sweeps.test_executor import ask

class Telling(Silence):
    def advance(self, runs):
        print("a block is done", flush=True)

def slow(*args):
    time.sleep(0.2)
    return arithmetic(*args)

# Whoever began the tests may have told all below to ignore interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
try:
    opener = partial(open_small, simulate=slow)
    run_sweep(ask(Path(sys.argv[1])), Telling(), open_model=opener, block=1)
except KeyboardInterrupt:
    sys.exit(130)
"""


def ask(out: Path, **changes: Any) -> Request:
    """Ask for ten runs, two at a time."""
    settings = {"scenarios": ("press",), "draws": 5, "outcomes": ("level", "exposure")}
    return Request(**settings | {"out": out, "workers": 2} | changes)


def sweep(out: Path, simulate: Callable[..., Any] = arithmetic, **settings: Any) -> Path:
    opener = partial(open_small, simulate=simulate)
    return run_sweep(ask(out), open_model=opener, **{"block": 1} | settings)


def arrays(folder: Path) -> dict[str, bytes]:
    found = read_block(folder / STORE, range(10), ("level", "exposure"))
    return {name: array.tobytes() for name, array in found.items()}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return arrays(sweep(tmp_path_factory.mktemp("reference") / "out", block=16))


def test_two_blocks_are_done_at_the_same_time(tmp_path: Path, reference: dict[str, bytes]) -> None:
    meeting = threading.Barrier(2, timeout=30)

    def meets(*args: Any) -> dict[str, Any]:
        meeting.wait()
        return arithmetic(*args)

    assert arrays(sweep(tmp_path / "out", meets)) == reference


def test_a_single_block_starts_no_thread(tmp_path: Path) -> None:
    where = []

    def notes(*args: Any) -> dict[str, Any]:
        where.append(threading.current_thread())
        return arithmetic(*args)

    sweep(tmp_path / "out", notes, block=16)
    assert set(where) == {threading.main_thread()}


def test_an_interrupt_begins_no_other_block_and_keeps_what_is_done(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    begun = []

    def slow(*args: Any) -> dict[str, Any]:
        begun.append(args)
        threading.Event().wait(0.2)
        return arithmetic(*args)

    class Impatient(Silence):
        def advance(self, runs: int) -> None:
            raise KeyboardInterrupt

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        sweep(tmp_path / "out", slow, progress=Impatient())
    assert threading.active_count() == before
    assert 2 <= len(begun) < 10
    counts = read_manifest(tmp_path / "out")["counts"]
    assert (counts["done"], counts["missing"]) == (1, 9)
    assert arrays(sweep(tmp_path / "out")) == reference


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_program_that_is_stopped_is_gone_on_with(
    tmp_path: Path, reference: dict[str, bytes], number: signal.Signals, status: int
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-c", SLOW, str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == "a block is done\n"
        program.send_signal(number)
        assert program.wait(30) == status
    done = read_ledger(out / LEDGER)
    assert 1 <= len(done) < 10
    calls = []

    def counts(*args: Any) -> dict[str, Any]:
        calls.append(args)
        return arithmetic(*args)

    assert arrays(sweep(out, counts)) == reference
    assert len(calls) == 10 - len(done)


def test_a_disk_that_is_full_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.sweeps.work.write_block", full)
    with pytest.raises(ResultError) as caught:
        sweep(tmp_path / "out")
    assert str(caught.value) == (
        f"{tmp_path}/out: cannot be written (No space left on device); what is done is kept, and "
        "the same command goes on with the rest"
    )


def test_a_disk_that_stays_full_until_the_end_hides_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: dict[str, bytes]
) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("sim.sweeps.work.write_block", full)
        patched.setattr("sim.sweeps.execute.close_manifest", full)
        with pytest.raises(ResultError, match="cannot be written"):
            sweep(tmp_path / "out")
    assert arrays(sweep(tmp_path / "out")) == reference


def test_a_disk_full_from_the_start_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reference: dict[str, bytes]
) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("sim.sweeps.execute.write_manifest", full)
        with pytest.raises(ResultError, match="cannot be written"):
            sweep(tmp_path / "out")
    assert arrays(sweep(tmp_path / "out")) == reference


def test_a_thread_that_is_long_at_work_is_not_waited_for(tmp_path: Path) -> None:
    released = threading.Event()

    def stuck(*args: Any) -> dict[str, Any]:
        if args[3][0] == 1:
            released.wait(30)
        return arithmetic(*args)

    class Impatient(Silence):
        def advance(self, runs: int) -> None:
            raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        sweep(tmp_path / "out", stuck, progress=Impatient())
    assert time.monotonic() - begun < 10
    released.set()


def test_dask_that_is_not_installed_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.sweeps.executor.find_spec", lambda name: None)
    with pytest.raises(ConfigError) as caught:
        run_sweep(ask(tmp_path / "out", executor="dask"), open_model=open_small)
    assert str(caught.value) == (
        "executor=dask: is not installed; pip install -c constraints.txt '.[dask]'"
    )
    assert not (tmp_path / "out").exists()
