"""Blocks in processes: the same bytes, the facts told once, a death made good."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim import compiled
from sim.errors import ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.folder import LEDGER
from sim.sweeps.ledger import read_ledger
from tests.sweeps.fakes import arithmetic, open_small
from tests.sweeps.test_executor import arrays, ask, reference

__all__ = ["reference"]


def leaves_its_number(folder: Path, *args: Any) -> dict[str, Any]:
    """Do arithmetic, and leave a file named after the process."""
    (folder / str(os.getpid())).touch()
    return arithmetic(*args)


def dies_once(grave: Path, *args: Any) -> dict[str, Any]:
    """Do arithmetic, but the first time kill the process."""
    if args[3][0] == 2 and not grave.exists():
        grave.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return arithmetic(*args)


def dies_always(bad: int, *args: Any) -> dict[str, Any]:
    """Do arithmetic, but kill the process at one replicate."""
    if args[3][0] == bad:
        os.kill(os.getpid(), signal.SIGKILL)
    return arithmetic(*args)


def sweep(out: Path, simulate: Any = arithmetic) -> Path:
    request = ask(out, executor="processes")
    return run_sweep(request, open_model=partial(open_small, simulate=simulate), block=1)


def test_blocks_are_done_in_other_processes(tmp_path: Path, reference: dict[str, bytes]) -> None:
    who = tmp_path / "who"
    who.mkdir()
    assert arrays(sweep(tmp_path / "out", partial(leaves_its_number, who))) == reference
    numbers = {int(file.name) for file in who.iterdir()}
    assert 1 <= len(numbers) <= 2
    assert os.getpid() not in numbers


def test_a_process_that_is_killed_is_replaced(tmp_path: Path, reference: dict[str, bytes]) -> None:
    grave = tmp_path / "grave"
    assert arrays(sweep(tmp_path / "out", partial(dies_once, grave))) == reference
    assert grave.exists()


def test_a_block_that_kills_every_process_is_given_up_and_the_rest_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(ResultError) as caught:
        sweep(out, partial(dies_always, 3))
    text = str(caught.value)
    assert text.startswith("executor=processes: a worker died 3 times at runs ")
    assert "the same command with executor.workers=1 or executor=threads goes on" in text
    assert "\n" not in text
    assert len(read_ledger(out / LEDGER)) >= 1


def test_processes_compile_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    request = ask(tmp_path / "real", scenarios=("pressure",), draws=4, executor="processes")
    before = None

    def opened(request: Any) -> Any:
        nonlocal before
        from sim.sweeps.opening import open_model

        model = open_model(request)
        model.prepare(print)
        before = kept()
        return model

    run_sweep(request, open_model=opened, block=2)
    assert kept() == before
    assert "Traceback" not in capfd.readouterr().err


def kept() -> dict[str, int]:
    """Return the files of compiled code, and when each was written."""
    folder = compiled.cache_folder()
    return {str(file): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()}
