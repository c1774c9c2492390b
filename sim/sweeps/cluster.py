"""A team of Dask workers, on this machine or on a cluster. Needs the extra ``dask``."""

from __future__ import annotations

import logging
import platform
import sys
from collections.abc import Callable, Collection
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, NamedTuple

from distributed import Client, KilledWorker, LocalCluster, WorkerPlugin, get_worker
from distributed.comm.core import CommClosedError

from sim.errors import ConfigError, ResultError
from sim.stopping import unheard_by_children
from sim.sweeps import fingerprint
from sim.sweeps.chunks import unfinished
from sim.sweeps.ledger import Entry
from sim.sweeps.team import Job, done
from sim.sweeps.work import Block, Task

_PATIENCE_S: Final = 2.0
_PATIENCE_WITH_A_SCHEDULER_S: Final = 10.0


class Sent(NamedTuple):
    """A block that is done: its entry, and its outcomes if the worker could not write them."""

    entry: Entry
    arrays: Block | None


class Facts(WorkerPlugin):
    """What every block needs, told once to each worker, also to one that comes later.

    Parameters
    ----------
    mark
        A file that only this launch made: a worker that sees it sees the result folder too.
    installed
        What the program is, where the job was launched.
    """

    def __init__(self, job: Job, mark: Path, installed: str) -> None:
        self.job = job
        self.mark = mark
        self.installed = installed


class Cluster:
    """Blocks are done by Dask workers, which Dask replaces when they die."""

    room = sys.maxsize

    def __init__(
        self, job: Job, workers: int, scheduler: str | None, note: Callable[[str], None]
    ) -> None:
        """Begin a cluster here, or find the one at an address, and tell it the facts."""
        self._job = job
        self._where = f"executor.scheduler={scheduler}" if scheduler else "executor=dask"
        with unheard_by_children():
            self._own = None if scheduler else _local(workers)
            self._client = _client(scheduler or self._own)
        if scheduler and not self._client.nthreads():
            note(f"{scheduler} has no workers yet; waiting for the first")
        self._name = f"faultlines-{token_hex(8)}"
        self._mark = unfinished(job.folder / self._name)
        self._mark.touch()
        self._client.register_plugin(Facts(job, self._mark, installed()), self._name)
        self._executor = self._client.get_executor(pure=False)

    def submit(self, task: Task) -> Future[Sent]:
        """Give the cluster a block."""
        future: Future[Sent] = self._executor.submit(_do, self._name, task)
        return future

    def take(self, future: Future[Sent]) -> Entry:
        """Return its entry; write what its worker could not.

        Raises
        ------
        ResultError
            If its worker died too often, has another version of the program, or the cluster
            is lost.
        """
        try:
            entry, arrays = future.result()
        except KilledWorker as problem:
            raise ResultError(
                f"{self._where}: {problem.allowed_failures + 1} workers in turn died at the same "
                "runs, perhaps for want of memory; what is done is kept"
            ) from None
        except (CancelledError, CommClosedError):
            raise ResultError(
                f"{self._where}: the cluster is gone; what is done is kept, and the same command "
                "goes on with the rest"
            ) from None
        except ModuleNotFoundError as problem:
            raise ResultError(
                f"{self._where}: a worker has no {problem.name!r}; install Faultlines there too"
            ) from None
        if arrays is not None:
            self._job.keep(entry, arrays)
        return entry

    def renew(self) -> None:
        """Do nothing: Dask replaces its workers itself."""

    def close(self, under_way: Collection[Future[Any]]) -> None:
        """Take back what is not begun, and end the cluster if it was begun here."""
        # Whatever is wrong with a cluster, what matters has been said or stored by now.
        with suppress(Exception):
            self._mark.unlink(missing_ok=True)
            if self._client.status == "running":
                self._executor.shutdown(wait=False)
                if self._own is None:
                    self._client.unregister_worker_plugin(self._name)
        with suppress(Exception):
            self._client.close(timeout=_PATIENCE_S)
        if self._own is not None:
            with suppress(Exception):
                self._own.close(timeout=_PATIENCE_S)


def _local(workers: int) -> LocalCluster:
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
        silence_logs=logging.CRITICAL,
    )


def _client(where: str | LocalCluster | None) -> Client:
    try:
        return Client(where, timeout=_PATIENCE_WITH_A_SCHEDULER_S, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise ConfigError(
            f"executor.scheduler={where}: no Dask scheduler answers there; an address is written "
            "tcp://HOST:8786"
        ) from None


@cache
def installed() -> str:
    """Return what the program is here: whatever may change a byte."""
    versions = [f"{name} {metadata.version(name)}" for name in ("numpy", "numba")]
    python = f"Python {platform.python_version()}"
    return ", ".join([f"Faultlines {fingerprint.of_code()}", python, *versions])


def _do(name: str, task: Task) -> Sent:
    """Do a block, as a Dask worker."""
    worker = get_worker()
    facts = worker.plugins[name]
    assert isinstance(facts, Facts)
    if installed() != facts.installed:
        raise ResultError(
            f"worker {worker.address} has {installed()}, and this is {facts.installed}; install "
            "the same there"
        )
    if facts.mark.exists():
        return Sent(done(facts.job, task), None)
    return Sent(*facts.job.make(task))
