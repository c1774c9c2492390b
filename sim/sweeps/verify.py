"""Whether a result is what its ledger says, and what its model gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.errors import ResultError
from sim.outcomes import choose_outcomes
from sim.sweeps.chunks import DamagedChunk, read_chunks
from sim.sweeps.damage import damaged
from sim.sweeps.failures import fault_of
from sim.sweeps.fingerprint import of_words
from sim.sweeps.folder import STORE
from sim.sweeps.manifest import describe_run
from sim.sweeps.model import Model
from sim.sweeps.opening import open_model as open_real_model
from sim.sweeps.plan import Plan, make_plan
from sim.sweeps.request import Request
from sim.sweeps.rerun import changes, remembered
from sim.sweeps.store import read_run_ids
from sim.sweeps.survey import Survey
from sim.sweeps.work import Bench, make_bench, make_task, simulate_run


@dataclass(frozen=True)
class Checked:
    """What was found where runs were simulated again.

    Attributes
    ----------
    runs
        How many.
    changed
        What is different since the result was made, line by line.
    faults
        What does not match, a line each.
    """

    runs: int
    changed: tuple[str, ...]
    faults: tuple[str, ...]


def wrong_blocks(found: Survey) -> Iterator[str]:
    """Compare every block of a result with its ledger and yield a line for each that differs.

    Raises
    ------
    ConfigError
        If the manifest names an outcome that there is not.
    """
    outcomes = choose_outcomes(found.manifest["outcomes"])
    for _, line in damaged(found.folder, found.entries, found.block_runs, outcomes):
        yield line


def wrong_runs(
    found: Survey,
    most: int,
    *,
    open_model: Callable[[Request], Model] = open_real_model,
) -> Checked:
    """Simulate some of the done runs of a result again and compare their bytes.

    Parameters
    ----------
    found
        The result, surveyed.
    most
        How many runs; which ones follows from the seed.
    open_model
        Opens the model for a request.

    Raises
    ------
    FaultlinesError
        If the result cannot be asked for again from its manifest.
    """
    with remembered(found.folder) as request:
        model = open_model(request)
        plan = make_plan(request, model)
        if plan.runs != found.runs:
            raise ResultError(
                f"{found.folder}: asked for again it is {plan.runs} runs and not {found.runs}; "
                "nothing can be compared"
            )
        told = tuple(changes(found.folder, plan))
        runs = _some(found, most)
        model.prepare(lambda line: None)
        bench = make_bench(plan, model, found.folder / STORE)
        wrong = (*_wrong_ids(found, plan), *_wrong_bytes(found, plan, bench, runs))
    return Checked(len(runs), told, wrong)


def _wrong_ids(found: Survey, plan: Plan) -> Iterator[str]:
    """Yield a line if the store is of other runs than the manifest, as far as code tells."""
    hashes = found.manifest["hashes"]
    if (hashes["code"], hashes["data"]) != (plan.code, plan.data):
        return
    stored = read_run_ids(found.folder / STORE)
    pairs = enumerate(zip(stored, plan.run_ids, strict=True))
    other = [run for run, (there, now) in pairs if there != now]
    if other:
        yield (
            f"{_named(found, plan, other[0])}: the store holds {len(other)} runs of other code, "
            "data or settings"
        )


def _some(found: Survey, most: int) -> list[int]:
    """Return some of the done runs, spread by chance that only the seed and the runs decide."""
    done = [
        run
        for number in found.entries
        for run in found.block_runs(number)
        if run not in found.failed
    ]
    keys = {run: of_words([found.manifest["seed"], run]) for run in done}
    return sorted(sorted(done, key=keys.__getitem__)[:most])


def _wrong_bytes(found: Survey, plan: Plan, bench: Bench, runs: list[int]) -> Iterator[str]:
    for run in runs:
        number = run // found.block
        place = _named(found, plan, run)
        first, size = found.block_runs(number).start, len(found.block_runs(number))
        try:
            stored = read_chunks(bench.store, number, size, bench.outcomes)
        except DamagedChunk as problem:
            yield f"{place}: {problem}"
            continue
        try:
            again = simulate_run(bench, make_task(plan, run // plan.block), run)
        except Exception as error:
            yield f"{place}: simulated again it fails ({fault_of(error).error})"
            continue
        other = [name for name in bench.outcomes if _differ(stored[name][run - first], again[name])]
        if other:
            yield f"{place}: simulated again it differs in {', '.join(other)}"


def _named(found: Survey, plan: Plan, run: int) -> str:
    return f"run {run} ({describe_run(plan, run)}; block {run // found.block})"


def _differ(stored: NDArray[Any], again: NDArray[Any]) -> bool:
    return stored.tobytes() != np.ascontiguousarray(again[0]).tobytes()
