"""Blocks on Dask: on this machine, at an address, through deaths, with and without the folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from sim.errors import ConfigError, ResultError
from sim.sweeps.execute import run_sweep
from sim.sweeps.progress import Silence
from tests.sweeps.fakes import arithmetic, open_small
from tests.sweeps.test_executor import arrays, ask, reference
from tests.sweeps.test_processes import dies_once

__all__ = ["reference"]

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install -c constraints.txt '.[dask]'"
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    ) as cluster:
        yield cluster.scheduler_address


def sweep(out: Path, simulate: Any = arithmetic, progress: Any = None, **changes: Any) -> Path:
    request = ask(out, executor="dask", **changes)
    opener = partial(open_small, simulate=simulate)
    return run_sweep(request, progress, open_model=opener, block=1)


def test_a_cluster_on_this_machine_of_which_a_worker_is_killed(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    grave = tmp_path / "grave"
    assert arrays(sweep(tmp_path / "out", partial(dies_once, grave), workers=3)) == reference
    assert grave.exists()
    assert list((tmp_path / "out").glob("*~*")) == []


def test_a_cluster_at_an_address(tmp_path: Path, reference: dict[str, bytes], address: str) -> None:
    folder = sweep(tmp_path / "out", workers=0, scheduler=address)
    assert arrays(folder) == reference


def test_workers_that_do_not_see_the_folder_send_what_they_found(
    tmp_path: Path, reference: dict[str, bytes], address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.sweeps.cluster.Path.touch", lambda path: None)
    written = []

    def notes(*args: Any) -> None:
        written.append(os.getpid())
        write_block(*args)

    from sim.sweeps.chunks import write_block

    monkeypatch.setattr("sim.sweeps.work.write_block", notes)
    folder = sweep(tmp_path / "out", workers=0, scheduler=address)
    assert arrays(folder) == reference
    assert len(written) == 10


def test_a_worker_with_another_version_is_refused(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.sweeps.cluster.installed", lambda: "Faultlines 0, Python 2.7")
    with pytest.raises(ResultError) as caught:
        sweep(tmp_path / "out", workers=0, scheduler=address)
    assert str(caught.value).startswith("worker tcp://127.0.0.1:")
    assert str(caught.value).endswith(
        "and this is Faultlines 0, Python 2.7; install the same there"
    )


def test_runs_that_kill_every_worker_are_told_in_one_line() -> None:
    from sim.sweeps.cluster import Cluster

    team = object.__new__(Cluster)
    team._where = "executor=dask"
    future: Future[Any] = Future()
    future.set_exception(distributed.KilledWorker("task", None, 3))
    with pytest.raises(ResultError) as caught:
        team.take(future)
    assert str(caught.value) == (
        "executor=dask: 4 workers in turn died at the same runs, perhaps for want of memory; "
        "what is done is kept"
    )


def test_an_interrupt_ends_the_cluster_and_keeps_what_is_done(
    tmp_path: Path, reference: dict[str, bytes]
) -> None:
    class Impatient(Silence):
        def advance(self, runs: int) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(tmp_path / "out", progress=Impatient())
    assert arrays(run_sweep(ask(tmp_path / "out"), open_model=open_small)) == reference


def test_nobody_at_the_address_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.sweeps.cluster._PATIENCE_WITH_A_SCHEDULER_S", 0.5)
    with pytest.raises(ConfigError) as caught:
        sweep(tmp_path / "out", workers=0, scheduler="tcp://127.0.0.1:9")
    assert str(caught.value) == (
        "executor.scheduler=tcp://127.0.0.1:9: no Dask scheduler answers there; an address is "
        "written tcp://HOST:8786"
    )
