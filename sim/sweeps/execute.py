"""Running a sweep: what is missing is done, block by block, and the ledger keeps count."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import replace
from multiprocessing import active_children, get_context
from pathlib import Path
from threading import current_thread, main_thread
from typing import Final

from sim.errors import ResultError
from sim.sweeps.chunks import sync_block
from sim.sweeps.folder import LEDGER, STORE, choose_folder
from sim.sweeps.labels import labels
from sim.sweeps.ledger import Entry, Ledger
from sim.sweeps.manifest import (
    FILE,
    close_manifest,
    describe_cases,
    describe_run,
    make_manifest,
    read_manifest,
    write_manifest,
)
from sim.sweeps.model import Model
from sim.sweeps.opening import open_model as open_real_model
from sim.sweeps.plan import BLOCK, Plan, make_plan
from sim.sweeps.progress import Progress, Silence
from sim.sweeps.request import Request
from sim.sweeps.work import Bench, Task, do_task, make_bench, make_task

SERIAL_BELOW: Final = 96

_bench: Bench | None = None


def run_sweep(
    request: Request,
    progress: Progress | None = None,
    *,
    open_model: Callable[[Request], Model] = open_real_model,
    block: int = BLOCK,
    serial_below: int = SERIAL_BELOW,
) -> Path:
    """Do what is missing of a request and return its result folder.

    Parameters
    ----------
    request
        What is asked.
    progress
        Told how far it is; None: nobody.
    open_model
        Opens the model for a request.
    block
        Runs a block; it changes no result.
    serial_below
        With fewer runs to do, no worker process is started.

    Returns
    -------
    Path
        The folder; its manifest counts runs done and failed.

    Raises
    ------
    FaultlinesError
        If the request is wrong, the folder is somebody else's, or a worker died.
    """
    model = open_model(request)
    plan = make_plan(request, model, block)
    folder = choose_folder(plan)
    folder.mkdir(parents=True, exist_ok=True)
    plan = _with_block_on_disk(plan, folder)
    progress = progress or Silence()
    with Ledger(folder / LEDGER) as ledger:
        missing = [b for b in plan.in_turn() if not _is_done(ledger, b)]
        if not missing:
            progress.note(f"All {plan.runs} runs already done; nothing new")
        else:
            _prepare(folder, plan, model, ledger)
            model.prepare(progress.note)
            workers = _workers(plan, missing, serial_below)
            _do_missing(folder, plan, model, ledger, missing, workers, progress)
    return folder


def _with_block_on_disk(plan: Plan, folder: Path) -> Plan:
    if not (folder / FILE).exists():
        return plan
    return replace(plan, block=int(read_manifest(folder)["block"]))


def _is_done(ledger: Ledger, block: int) -> bool:
    return block in ledger.entries and ledger.entries[block].done


def _prepare(folder: Path, plan: Plan, model: Model, ledger: Ledger) -> None:
    if ledger.entries:
        return
    # Worker processes import this file and need no store's library.
    from sim.sweeps.store import allocate

    write_manifest(folder, make_manifest(plan))
    attrs = {
        "cases": describe_cases(plan),
        "seed": plan.request.seed,
        "uncalibrated": True,
        "synthetic": plan.told,
        "block": plan.block,
    }
    allocate(folder / STORE, plan, labels(model.world, model.names), attrs)


def _workers(plan: Plan, missing: list[int], serial_below: int) -> int:
    runs = sum(len(plan.block_runs(b)) for b in missing)
    if runs < serial_below:
        return 1
    return min(plan.request.workers or os.cpu_count() or 1, len(missing))


def _do_missing(
    folder: Path,
    plan: Plan,
    model: Model,
    ledger: Ledger,
    missing: list[int],
    workers: int,
    progress: Progress,
) -> None:
    bench = make_bench(plan, model, folder / STORE)
    tasks = [make_task(plan, block) for block in missing]
    progress.start(plan.runs, plan.runs - sum(len(task.runs) for task in tasks))
    try:
        work = _in_turn(bench, tasks) if workers == 1 else _in_pool(bench, tasks, workers)
        with closing(work):
            for entry in work:
                sync_block(bench.store, entry.block, bench.outcomes)
                ledger.append(entry)
                progress.advance(len(plan.block_runs(entry.block)))
    except OSError as error:
        raise ResultError(f"{folder}: cannot be written ({error.strerror or error})") from None
    finally:
        progress.stop()
        manifest = read_manifest(folder)
        close_manifest(manifest, plan, ledger.entries)
        write_manifest(folder, manifest)
    _report_failures(plan, ledger, progress)


def _in_turn(bench: Bench, tasks: list[Task]) -> Generator[Entry]:
    for task in tasks:
        yield do_task(bench, task)


def _in_pool(bench: Bench, tasks: list[Task], workers: int) -> Generator[Entry]:
    others = set(active_children())
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _enter_worker, (bench,))
    try:
        with _undisturbed():
            futures = [pool.submit(_do_in_worker, task) for task in tasks]
        for future in as_completed(futures):
            yield future.result()
        pool.shutdown()
    except BrokenProcessPool:
        message = "a worker process died (too little memory?); launch again with fewer workers"
        raise ResultError(f"{bench.store.parent}: {message}") from None
    finally:
        # Blocks under way are not in the ledger, so nothing is lost by not waiting for them.
        with _undisturbed():
            for worker in set(active_children()) - others:
                worker.terminate()
            pool.shutdown(cancel_futures=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let nobody interrupt what follows: a pool that is half started or shut never ends.

    Processes that are started meanwhile are not interrupted later either.
    """
    if current_thread() is not main_thread():
        yield
        return
    usual = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)


def _enter_worker(bench: Bench) -> None:
    global _bench
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave_worker)
    _bench = bench


def _leave_worker(number: int, frame: object) -> None:
    """End in order, so that the locks of libraries are given back; start no other block."""
    global _bench
    _bench = None
    raise SystemExit(number)


def _do_in_worker(task: Task) -> Entry:
    if _bench is None:
        raise RuntimeError("the worker has no bench")
    return do_task(_bench, task)


def _report_failures(plan: Plan, ledger: Ledger, progress: Progress) -> None:
    failed = {run: text for e in ledger.entries.values() for run, text in e.failed.items()}
    if failed:
        first = min(failed)
        progress.note(
            f"{len(failed)} of {plan.runs} runs failed; "
            f"the first: {describe_run(plan, first)}: {failed[first]}"
        )
