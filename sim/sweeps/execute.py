"""Running a sweep: what is missing is done, block by block, and the ledger keeps count."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sim.errors import ResultError
from sim.sweeps.chunks import sync_block
from sim.sweeps.executor import entries
from sim.sweeps.folder import DESIGN, LEDGER, STORE, choose_folder
from sim.sweeps.labels import labels
from sim.sweeps.ledger import Ledger
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
from sim.sweeps.room import worker_count
from sim.sweeps.store import allocate
from sim.sweeps.work import make_bench, make_task


def run_sweep(
    request: Request,
    progress: Progress | None = None,
    *,
    open_model: Callable[[Request], Model] = open_real_model,
    block: int = BLOCK,
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

    Returns
    -------
    Path
        The folder; its manifest counts runs done and failed.

    Raises
    ------
    FaultlinesError
        If the request is wrong, the folder is somebody else's.
    """
    model = open_model(request)
    plan = make_plan(request, model, block)
    folder = choose_folder(plan)
    folder.mkdir(parents=True, exist_ok=True)
    plan = _with_block_on_disk(plan, folder)
    progress = progress or Silence()
    for note in plan.notes:
        progress.note(note)
    with Ledger(folder / LEDGER) as ledger:
        missing = [b for b in plan.in_turn() if not _is_done(ledger, b)]
        if not missing:
            progress.note(f"All {plan.runs} runs already done; nothing new")
        else:
            _prepare(folder, plan, model, ledger)
            model.prepare(progress.note)
            _do_missing(folder, plan, model, ledger, missing, progress)
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
    write_manifest(folder, make_manifest(plan))
    if plan.design.table is not None:
        (folder / DESIGN).write_bytes(Path(plan.request.design).read_bytes())
    attrs = {
        "cases": describe_cases(plan),
        "seed": plan.request.seed,
        "design": dict(plan.design.told),
        "uncalibrated": True,
        "synthetic": plan.told,
        "block": plan.block,
    }
    allocate(folder / STORE, plan, labels(model.world, model.names), attrs)


def _do_missing(
    folder: Path,
    plan: Plan,
    model: Model,
    ledger: Ledger,
    missing: list[int],
    progress: Progress,
) -> None:
    bench = make_bench(plan, model, folder / STORE)
    tasks = [make_task(plan, block) for block in missing]
    workers = plan.request.workers or worker_count(
        model.world, plan.request.outcomes, plan.block, os.cpu_count() or 1
    )
    progress.start(plan.runs, plan.runs - sum(len(task.runs) for task in tasks))
    try:
        with closing(entries(bench, tasks, workers)) as work:
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


def _report_failures(plan: Plan, ledger: Ledger, progress: Progress) -> None:
    failed = {run: text for e in ledger.entries.values() for run, text in e.failed.items()}
    if failed:
        first = min(failed)
        progress.note(
            f"{len(failed)} of {plan.runs} runs failed; "
            f"the first: {describe_run(plan, first)}: {failed[first]}"
        )
