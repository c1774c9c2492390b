"""Running a request in memory, for a few runs that nobody needs to keep."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import xarray as xr

from sim.errors import ResultError
from sim.sweeps.failures import Fault
from sim.sweeps.labels import design_labels, labels
from sim.sweeps.load import assemble
from sim.sweeps.manifest import describe_cases, describe_run, make_manifest
from sim.sweeps.model import Model
from sim.sweeps.opening import open_model as open_real_model
from sim.sweeps.plan import BLOCK, Plan, make_plan
from sim.sweeps.request import Request
from sim.sweeps.room import worker_count
from sim.sweeps.work import Block, make_bench, make_task, simulate_task


def run_in_memory(
    request: Request,
    *,
    open_model: Callable[[Request], Model] = open_real_model,
    block: int = BLOCK,
) -> xr.Dataset:
    """Do all runs of a request here and now, and return what loading them would give.

    Raises
    ------
    FaultlinesError
        If the request is wrong.
    ResultError
        If a run fails.
    """
    model = open_model(request)
    plan = make_plan(request, model, block)
    model.prepare(_say)
    whole = _all_blocks(plan, model)
    shape = (len(plan.cases), len(plan.samples))
    outcomes = {
        name: whole[name].reshape(*shape, *whole[name].shape[1:]) for name in request.outcomes
    }
    named = {
        **design_labels(plan.design),
        **labels(model.world, model.names, request.outcomes, request.every),
    }
    manifest = make_manifest(
        plan, model.texts(dict.fromkeys(case.card.name for case in plan.cases))
    )
    found = assemble(outcomes, describe_cases(plan), plan.samples, named, request.title)
    return found.assign_attrs(
        seed=request.seed,
        uncalibrated=not plan.design.is_calibrated,
        samples_left_out=0,
        until="",
        runs_failed=0,
        first_failure="",
        parameters=request.parameters,
        design=dict(plan.design.told),
        name=request.title,
        configurations={request.title: manifest},
        identity=plan.identity,
        synthetic=plan.told,
    )


def _all_blocks(plan: Plan, model: Model) -> Block:
    """Return the outcomes of all runs, axes (run, its own), filled block by block."""
    bench = make_bench(plan, model, Path())
    whole: Block = {}

    def do(number: int) -> tuple[range, Block, dict[int, Fault]]:
        return plan.block_runs(number), *simulate_task(bench, make_task(plan, number))

    request, cores = plan.request, os.cpu_count() or 1
    workers = worker_count(model.world, request.outcomes, plan.block, cores, request.debug)
    with ThreadPoolExecutor(min(workers, plan.blocks), "block") as pool:
        for runs, arrays, failed in pool.map(do, range(plan.blocks)):
            if failed:
                pool.shutdown(wait=False, cancel_futures=True)
                run = min(failed)
                raise ResultError(f"{describe_run(plan, run)}: {failed[run].error}")
            for name, array in arrays.items():
                if name not in whole:
                    whole[name] = np.empty((plan.runs, *array.shape[1:]), array.dtype)
                whole[name][runs.start : runs.stop] = array
    return whole


def _say(line: str) -> None:
    """Tell somebody who waits what takes so long."""
    print(line, file=sys.stderr, flush=True)
