"""Who does the blocks of a sweep: nobody else, or threads.

Threads are enough on one machine: the engine's compiled code lets others go on meanwhile, and
they share facts, code and initial kit, which worker processes would each load or draw again.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from sim.sweeps.ledger import Entry
from sim.sweeps.work import Bench, Task, do_task


def entries(bench: Bench, tasks: Sequence[Task], workers: int) -> Generator[Entry]:
    """Do tasks and yield their entries as they are done, in any order.

    Closing the generator ends the work: blocks under way are finished, no other is begun.

    Parameters
    ----------
    bench
        What every block needs.
    tasks
        The blocks.
    workers
        How many blocks are done at once; more than there are tasks is no mistake.
    """
    workers = min(workers, len(tasks))
    return _in_threads(bench, tasks, workers) if workers > 1 else _in_turn(bench, tasks)


def _in_turn(bench: Bench, tasks: Sequence[Task]) -> Generator[Entry]:
    for task in tasks:
        yield do_task(bench, task)


def _in_threads(bench: Bench, tasks: Sequence[Task], workers: int) -> Generator[Entry]:
    pool = ThreadPoolExecutor(workers, "block")
    try:
        for future in as_completed([pool.submit(do_task, bench, task) for task in tasks]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)
