"""Teams: whoever does the blocks of a sweep, behind one face; here nobody else, and threads."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Final, Protocol

from sim.sweeps.ledger import Entry
from sim.sweeps.work import Bench, Task, do_task

#: How long somebody who wants the program to end waits for blocks that cannot be broken off.
_PATIENCE_S: Final = 1.0


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

    def __init__(self, bench: Bench) -> None:
        """Remember what every block needs."""
        self._bench = bench

    def submit(self, task: Task) -> Future[Entry]:
        """Do a block."""
        future: Future[Entry] = Future()
        try:
            future.set_result(do_task(self._bench, task))
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

    def __init__(self, bench: Bench, workers: int) -> None:
        """Make room for so many at a time."""
        self.room = workers
        self._bench = bench
        self._pool = ThreadPoolExecutor(workers, "block")

    def submit(self, task: Task) -> Future[Entry]:
        """Give a thread a block."""
        return self._pool.submit(do_task, self._bench, task)

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
