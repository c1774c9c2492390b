"""Blocks of runs, given to a team and collected as they are done."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import BrokenExecutor, Future
from dataclasses import dataclass
from importlib.util import find_spec
from queue import SimpleQueue
from typing import Any, Final

from sim.errors import ConfigError, ResultError
from sim.sweeps.ledger import Entry
from sim.sweeps.team import Alone, Job, Team, Threads
from sim.sweeps.work import Task

#: Launches of a block before it is given up: a worker that dies so often at the same block
#: would do so again.
TRIES: Final = 3


@dataclass(frozen=True)
class Crew:
    """Who is to do the blocks.

    Attributes
    ----------
    executor
        One of :data:`sim.sweeps.request.EXECUTORS`.
    workers
        How many at most; more than there are blocks is no mistake.
    scheduler
        Address of a Dask cluster; None: one on this machine.
    note
        Told what a person should know.
    """

    executor: str
    workers: int
    scheduler: str | None = None
    note: Callable[[str], None] = lambda line: None


def check_executor(executor: str) -> None:
    """Refuse an executor that is not installed.

    Raises
    ------
    ConfigError
        With the command that installs it.
    """
    if executor == "dask" and find_spec("distributed") is None:
        raise ConfigError(
            "executor=dask: is not installed; pip install -c constraints.txt '.[dask]'"
        )


def entries(
    job: Job, rounds: Iterable[Sequence[Task]], blocks: int, crew: Crew
) -> Generator[Entry]:
    """Do tasks and yield their entries as they are done, in any order within a round.

    Closing the generator ends the work within a second or two.

    Parameters
    ----------
    job
        How blocks are made and kept.
    rounds
        Tasks; the next are asked for when all entries of those before are taken.
    blocks
        How many there are at most.
    crew
        Who is to do them.

    Raises
    ------
    ResultError
        If workers die again and again, or a cluster is lost.
    OSError
        If outcomes cannot be written.
    """
    team: Team | None = None
    under_way: dict[Future[Any], Task] = {}
    try:
        for tasks in rounds:
            team = team or _team(job, blocks, crew)
            yield from _round(team, tasks, under_way)
    finally:
        if team is not None:
            team.close(under_way)


def _round(
    team: Team, tasks: Sequence[Task], under_way: dict[Future[Any], Task]
) -> Generator[Entry]:
    waiting, tries = deque(tasks), Counter[int]()
    finished: SimpleQueue[Future[Any]] = SimpleQueue()
    broken = False
    while waiting or under_way:
        if broken and not under_way:
            team.renew()
            broken = False
        while waiting and not broken and len(under_way) < team.room:
            try:
                future = team.submit(waiting[0])
            except BrokenExecutor:
                broken = True
                break
            under_way[future] = waiting.popleft()
            future.add_done_callback(finished.put)
        if not under_way:
            continue
        future = finished.get()
        task = under_way.pop(future)
        try:
            entry = team.take(future)
        except BrokenExecutor:
            broken = True
            _count_try(task, tries)
            waiting.appendleft(task)
            continue
        yield entry


def _count_try(task: Task, tries: Counter[int]) -> None:
    tries[task.block] += 1
    if tries[task.block] >= TRIES:
        raise ResultError(
            f"executor=processes: a worker died {TRIES} times at runs {task.runs.start + 1} to "
            f"{task.runs.stop}, perhaps for want of memory; what is done is kept, and the same "
            "command with executor.workers=1 or executor=threads goes on (a script of your own "
            "must call sim.sweep below: if __name__ == '__main__')"
        )


def _team(job: Job, blocks: int, crew: Crew) -> Team:
    workers = min(crew.workers, blocks)
    if crew.executor == "dask" and (crew.scheduler or blocks > 1):
        from sim.sweeps.cluster import Cluster

        return Cluster(job, workers, crew.scheduler, crew.note)
    if crew.executor == "processes" and blocks > 1:
        from sim.sweeps.processes import Processes

        return Processes(job, workers)
    return Threads(job, workers) if crew.executor == "threads" and workers > 1 else Alone(job)
