"""Running a request in memory, for a few runs that nobody needs to keep."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import xarray as xr

from sim.errors import ResultError
from sim.sweeps.labels import design_labels, labels
from sim.sweeps.load import assemble
from sim.sweeps.manifest import describe_cases, describe_run
from sim.sweeps.model import Model
from sim.sweeps.opening import open_model as open_real_model
from sim.sweeps.plan import BLOCK, make_plan
from sim.sweeps.request import Request
from sim.sweeps.work import make_bench, make_task, simulate_task


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
    bench = make_bench(plan, model, Path())
    parts = []
    for number in range(plan.blocks):
        arrays, failed = simulate_task(bench, make_task(plan, number))
        if failed:
            run = min(failed)
            raise ResultError(f"{describe_run(plan, run)}: {failed[run]}")
        parts.append(arrays)
    shape = (len(plan.cases), len(plan.samples))
    outcomes = {
        name: (whole := np.concatenate([part[name] for part in parts])).reshape(
            *shape, *whole.shape[1:]
        )
        for name in request.outcomes
    }
    named = {**design_labels(plan.design), **labels(model.world, model.names)}
    found = assemble(outcomes, describe_cases(plan), plan.samples, named)
    return found.assign_attrs(
        seed=request.seed,
        uncalibrated=True,
        samples_left_out=0,
        parameters=request.parameters,
        design=dict(plan.design.told),
        name=request.title,
        identity=plan.identity,
        synthetic=plan.told,
    )
