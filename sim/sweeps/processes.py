"""A team of processes on this machine; each is told once what every block needs."""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from threading import Thread
from typing import Any, Final

from sim.stopping import unheard_by_children
from sim.sweeps.ledger import Entry
from sim.sweeps.team import Job, done
from sim.sweeps.work import Task

# Said in so many words, because a library may change what is usual when it is imported. A copy
# of this process (fork) would stand still where one of its threads holds a lock.
_CONTEXT: Final = get_context("spawn")
_AHEAD: Final = 2
_JOBS: Final[list[Job]] = []


class Processes:
    """Blocks are done in processes of their own, which may die without harm to the rest."""

    def __init__(self, job: Job, workers: int) -> None:
        """Make room for so many; each begins when there is work for it."""
        self.room = _AHEAD * workers
        self._job = job
        self._workers = workers
        self._begin()

    def _begin(self) -> None:
        # Nothing is ever written to the line: it ends when it is closed here, or when this
        # process dies, however it dies, and the workers then leave.
        self._far_end, self._line = _CONTEXT.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(
            self._workers, _CONTEXT, _arrive, (self._job, self._far_end)
        )

    def submit(self, task: Task) -> Future[Entry]:
        """Give a process a block."""
        with unheard_by_children():
            return self._pool.submit(_do, task)

    def take(self, future: Future[Entry]) -> Entry:
        """Return its entry."""
        return future.result()

    def renew(self) -> None:
        """Begin with other processes."""
        self.close(())
        self._begin()

    def close(self, under_way: Collection[Future[Any]]) -> None:
        """End the processes at once; what one is writing is not yet in its place."""
        self._line.close()
        self._pool.shutdown(cancel_futures=True)
        self._far_end.close()


def _arrive(job: Job, line: Connection) -> None:
    """Be told what every block needs, in a process that has just begun."""
    _JOBS.append(job)
    Thread(target=_leave_at_the_end, args=(line,), daemon=True).start()


def _leave_at_the_end(line: Connection) -> None:
    wait([line])
    os._exit(0)


def _do(task: Task) -> Entry:
    return done(_JOBS[0], task)
