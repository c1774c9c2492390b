"""Teams: whoever does blocks of runs, behind one face; here nobody else, and threads."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Final, Protocol

from sim.sweeps.ledger import Entry
from sim.sweeps.work import Block, Task

#: How long somebody who wants the program to end waits for blocks that cannot be broken off.
_PATIENCE_S: Final = 1.0


class Job(Protocol):
    """What a team is at: how a block is made, and where it is kept.

    Worker processes are sent it once, so that it must be possible to pickle.
    """

    @property
    def folder(self) -> Path:
        """The result folder: a worker that sees it keeps blocks there itself."""

    def make(self, task: Task) -> tuple[Entry, Block]:
        """Return the entry of a block, and what is to be kept of it."""

    def keep(self, entry: Entry, arrays: Block) -> None:
        """Write what is kept of a block, whole or not at all."""


def done(job: Job, task: Task) -> Entry:
    """Make a block, keep it, and return its entry."""
    entry, arrays = job.make(task)
    job.keep(entry, arrays)
    return entry


class Team(Protocol):
    """Whoever does blocks, as ``concurrent.futures`` sees it.

    Attributes
    ----------
    room
        How many blocks it is given at a time.
    """

    room: int

    def submit(self, task: Task) -> Future[Any]:
        """Give it a block."""

    def take(self, future: Future[Any]) -> Entry:
        """Return the entry of a block that is done and written, or raise what went wrong.

        Raises
        ------
        BrokenExecutor
            If it has come to grief and with it all blocks it was given.
        """

    def renew(self) -> None:
        """Make a new team in place of a broken one."""

    def close(self, under_way: Collection[Future[Any]]) -> None:
        """Send everybody home, whatever is under way."""


class Alone:
    """Blocks are done here and now, one after the other."""

    room = 1

    def __init__(self, job: Job) -> None:
        """Remember what every block needs."""
        self._job = job

    def submit(self, task: Task) -> Future[Entry]:
        """Do a block."""
        future: Future[Entry] = Future()
        try:
            future.set_result(done(self._job, task))
        except Exception as problem:
            future.set_exception(problem)
        return future

    def take(self, future: Future[Entry]) -> Entry:
        """Return its entry."""
        return future.result()

    def renew(self) -> None:
        """Do nothing: it cannot break."""

    def close(self, under_way: Collection[Future[Entry]]) -> None:
        """Do nothing: nobody is left."""


class Threads:
    """Blocks are done in threads: they share facts, code and initial kit, and start at once.

    They are enough on one machine, because the engine's compiled code lets others go on.
    """

    def __init__(self, job: Job, workers: int) -> None:
        """Make room for so many at a time."""
        self.room = workers
        self._job = job
        self._pool = ThreadPoolExecutor(workers, "block")

    def submit(self, task: Task) -> Future[Entry]:
        """Give a thread a block."""
        return self._pool.submit(done, self._job, task)

    def take(self, future: Future[Entry]) -> Entry:
        """Return its entry."""
        return future.result()

    def renew(self) -> None:
        """Do nothing: it cannot break."""

    def close(self, under_way: Collection[Future[Entry]]) -> None:
        """Wait a moment for blocks under way.

        A thread cannot be ended. What a late one writes are the same bytes as ever, put into
        place whole.
        """
        late = wait(under_way, _PATIENCE_S).not_done
        self._pool.shutdown(wait=not late)
