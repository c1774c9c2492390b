"""Running a sweep: what is missing is done, block by block, and the ledger keeps count."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from sim.stopping import Stop
from sim.sweeps.chunks import clear_unfinished, sync_block
from sim.sweeps.damage import damaged, lacking, named
from sim.sweeps.executor import Crew, check_executor, entries
from sim.sweeps.failures import append_failures
from sim.sweeps.folder import (
    LEDGER,
    STORE,
    check_same,
    check_versions,
    choose_folder,
    keep_tables,
    unwritable,
)
from sim.sweeps.labels import Label, labels
from sim.sweeps.ledger import Entry, Ledger, read_ledger
from sim.sweeps.manifest import (
    close_manifest,
    count,
    describe_cases,
    describe_run,
    make_manifest,
    read_manifest,
    reopen_manifest,
    until_words,
    write_manifest,
)
from sim.sweeps.model import Model
from sim.sweeps.opening import open_model as open_real_model
from sim.sweeps.plan import BLOCK, Plan, make_plan
from sim.sweeps.progress import Progress, Silence
from sim.sweeps.request import Request
from sim.sweeps.room import worker_count
from sim.sweeps.store import allocate, is_laid_out, label_names, write_labels
from sim.sweeps.until import Rounds, check_until, until_line
from sim.sweeps.work import Task, make_bench, make_task


def run_sweep(
    request: Request,
    progress: Progress | None = None,
    *,
    open_model: Callable[[Request], Model] = open_real_model,
    block: int = BLOCK,
) -> Path:
    """Do what is missing of a request and return its result folder.

    A run that failed in an earlier launch is not missing: it is done again only if the request
    says so, and then alone, without the others of its block.

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
    check_executor(request.executor)
    model = open_model(request)
    plan = make_plan(request, model, block)
    check_until(plan)
    folder = choose_folder(plan)
    progress = progress or Silence()
    for note in plan.notes:
        progress.note(note)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _run(folder, plan, model, progress)
    except OSError as error:
        raise unwritable(folder, error) from None
    except Stop as stop:
        if not request.resume:
            stop.to_go_on = (f"out={folder}", "resume=true")
        raise
    return folder


def _run(folder: Path, plan: Plan, model: Model, progress: Progress) -> None:
    with Ledger(folder / LEDGER) as ledger:
        if ledger.entries:
            check_same(folder, plan)  # another launch may have begun and ended in between
            clear_unfinished(folder / STORE)
            plan = replace(plan, block=int(read_manifest(folder)["block"]))
            _forget_lost(folder, plan, model, ledger, progress)
        if not ledger.entries:
            _prepare(folder, plan, model)
        _do_missing(folder, plan, model, ledger, progress)


def _forget_lost(
    folder: Path, plan: Plan, model: Model, ledger: Ledger, progress: Progress
) -> None:
    """Take out of the ledger what is no longer in the store, so that it is done again."""
    request, entries = plan.request, ledger.entries
    if not is_laid_out(folder / STORE, request.outcomes):
        why, lost = "the store is not whole", sorted(entries)
    elif request.retry_damaged:
        progress.note(f"Comparing what is done with {LEDGER} ...")
        found = dict(damaged(folder, entries, plan.block_runs, request.outcomes))
        for line in found.values():
            progress.note(line)
        why, lost = "not as they were", list(found)
    else:
        why = "files are missing"
        lost = lacking(folder, entries, plan.block_runs, request.outcomes)
    if lost:
        runs = sum(len(plan.block_runs(number)) for number in lost)
        progress.note(f"{folder}: {named(lost)}: {why}; {runs} runs are done again")
        ledger.forget(lost)
    _mend_labels(folder / STORE, plan, _labels(plan, model))


def _mend_labels(store: Path, plan: Plan, own: Mapping[str, Label]) -> None:
    if is_laid_out(store, plan.request.outcomes) and (
        plan.request.retry_damaged or not is_laid_out(store, label_names(plan, own))
    ):
        write_labels(store, plan, own)


def _prepare(folder: Path, plan: Plan, model: Model) -> None:
    scenarios = dict.fromkeys(case.card.name for case in plan.cases)
    write_manifest(folder, make_manifest(plan, model.texts(scenarios)))
    keep_tables(folder, plan)
    attrs = {
        "cases": describe_cases(plan),
        "seed": plan.request.seed,
        "design": dict(plan.design.told),
        "uncalibrated": not plan.design.is_calibrated,
        "synthetic": plan.told,
        "block": plan.block,
    }
    allocate(folder / STORE, plan, _labels(plan, model), attrs)


def _labels(plan: Plan, model: Model) -> dict[str, Label]:
    return labels(model.world, model.names, plan.request.outcomes, plan.request.every)


def _missing(plan: Plan, ledger: Ledger) -> list[Task]:
    """Return what is to be done: blocks that are missing, and failures if they are asked for."""
    tasks = []
    for block in plan.in_turn():
        before = ledger.entries.get(block)
        if before is None or (plan.request.retry_failed and not before.done):
            tasks.append(make_task(plan, block, before))
    return tasks


def _nothing_new(plan: Plan, counts: Mapping[str, int]) -> str:
    done, failed = counts["done"], counts["failed"]
    if failed:
        return (
            f"Nothing new: {done} of {plan.runs} runs are done and {failed} failed; retry=failed "
            "does those again"
        )
    if counts["not_needed"]:
        return f"Nothing new: {done} of {plan.runs} runs are done and no more are needed"
    return f"All {plan.runs} runs already done; nothing new"


def _runs_in(task: Task) -> int:
    return len(task.before.failed) if task.before else len(task.runs)


def _do_missing(folder: Path, plan: Plan, model: Model, ledger: Ledger, progress: Progress) -> None:
    tasks = _missing(plan, ledger)
    rounds = Rounds(folder, plan, progress)
    work = rounds.of(tasks)
    first = next(work, None)
    if first is None:
        _settle(folder, plan, ledger, rounds)
        progress.note(_nothing_new(plan, count(plan, ledger.entries, rounds.ended)))
        return
    if ledger.entries:
        check_versions(folder, read_manifest(folder))
    model.prepare(progress.note)
    for line in until_line(plan):
        progress.note(line)
    reopen_manifest(folder, plan)
    progress.start(plan.runs, plan.runs - sum(map(_runs_in, tasks)))
    crew = _crew(plan, model, progress)
    bench = make_bench(plan, model, folder / STORE)
    try:
        with closing(entries(bench, chain([first], work), len(tasks), crew)) as done:
            stopped = _keep(folder, plan, ledger, done, rounds, progress)
    except BaseException:
        progress.stop()
        # Why it ended matters more than that its end could not be noted.
        with suppress(OSError):
            _close(folder, plan, rounds)
        raise
    progress.stop()
    clear_unfinished(folder / STORE)
    _close(folder, plan, rounds)
    _report(plan, ledger, progress, rounds, stopped=stopped)


def _crew(plan: Plan, model: Model, progress: Progress) -> Crew:
    request = plan.request
    cores = os.cpu_count() or 1
    workers = request.workers or worker_count(
        model.world, request.outcomes, plan.block, cores, request.debug
    )
    return Crew(request.executor, workers, request.scheduler, progress.note)


def _keep(
    folder: Path,
    plan: Plan,
    ledger: Ledger,
    done: Iterable[Entry],
    rounds: Rounds,
    progress: Progress,
) -> bool:
    """Add what is done to the ledger; return whether that ended because runs failed."""
    failed, most = 0, plan.request.stop_after
    for entry in done:
        before = ledger.entries.get(entry.block)
        sync_block(folder / STORE, entry.block, plan.request.outcomes)
        append_failures(folder, plan, entry)
        ledger.append(entry)
        progress.advance(len(before.failed) if before else len(plan.block_runs(entry.block)))
        rounds.look()
        failed += len(entry.failed)
        if most and failed >= most:
            return True
    return False


def _settle(folder: Path, plan: Plan, ledger: Ledger, rounds: Rounds) -> None:
    """See to it that the manifest says how it stands, if a launch was killed before it could."""
    manifest = read_manifest(folder)
    until, counts = rounds.ended, count(plan, ledger.entries, rounds.ended)
    if manifest["counts"] != counts or manifest.get("until") != until:
        reopen_manifest(folder, plan)
        _close(folder, plan, rounds)


def _close(folder: Path, plan: Plan, rounds: Rounds) -> None:
    manifest = read_manifest(folder)
    # As the file has it: a signal may have come before its last line was remembered.
    close_manifest(manifest, plan, read_ledger(folder / LEDGER), rounds.ended)
    write_manifest(folder, manifest)


def _failed(ledger: Ledger) -> dict[int, str]:
    return {run: text for e in ledger.entries.values() for run, text in e.failed.items()}


def _report(
    plan: Plan, ledger: Ledger, progress: Progress, rounds: Rounds, *, stopped: bool
) -> None:
    failed = _failed(ledger)
    if failed:
        first = min(failed)
        progress.note(
            f"{len(failed)} of {plan.runs} runs failed; "
            f"the first: {describe_run(plan, first)}: {failed[first]}"
        )
    missing = count(plan, ledger.entries, rounds.ended)["missing"]
    if stopped and missing:
        progress.note(
            f"Stopped, as on_error asks; {missing} of {plan.runs} runs are not done. The same "
            "command again goes on with them"
        )
    if rounds.ended:
        progress.note(until_words({"until": rounds.ended}))
