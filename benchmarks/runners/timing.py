"""Timing one runner in a process of its own: ``python -m benchmarks.runners.timing mesa 1000 2``.

Prints seconds, results in hand and files written as one line of JSON.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import mesa

from benchmarks.runners.trivial import FAILS_AT, Squaring, square


class Kept(NamedTuple):
    """What a runner leaves in hand."""

    results: int
    files: int


def main(words: Sequence[str]) -> None:
    """Run the model so many times with one runner, and print what that took."""
    name, runs, workers = words[0], int(words[1]), int(words[2])
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        kept = RUNNERS[name](runs, workers, Path(folder))
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "results": kept.results, "files": kept.files}))


def with_faultlines(runs: int, workers: int, folder: Path) -> Kept:
    """Sweep one scenario and its baseline, with a model of some sums; what is stored is counted."""
    from sim.sweeps.execute import run_sweep
    from sim.sweeps.folder import STORE
    from sim.sweeps.request import Request
    from tests.sweeps.fakes import open_failing, open_small, read_block

    fails_at = os.environ.get(FAILS_AT)
    request = Request(
        ("press",),
        draws=runs // 2,
        outcomes=("level",),
        workers=workers,
        executor="serial" if workers == 1 else "processes",
        out=folder / "result",
    )
    out = run_sweep(request, open_model=open_failing(int(fails_at)) if fails_at else open_small)
    stored = read_block(out / STORE, range(runs), ("level",))["level"]
    return Kept(int((stored >= 0).all(axis=(1, 2)).sum()), _files(folder))


def with_mesa(runs: int, workers: int, folder: Path) -> Kept:
    """Use Mesa's batch runner; it keeps everything in memory."""
    try:
        found = mesa.batch_run(
            Squaring,
            {"x": range(runs)},
            number_processes=workers,
            max_steps=1,
            display_progress=False,
        )
    except RuntimeError:
        found = []
    return Kept(len(found), _files(folder))


def with_ema(runs: int, workers: int, folder: Path) -> Kept:
    """Use the EMA Workbench's evaluators; they keep everything in memory."""
    with warnings.catch_warnings(action="ignore"):  # it says which optional packages are missing
        from ema_workbench import (
            Model,
            MultiprocessingEvaluator,
            RealParameter,
            ScalarOutcome,
            SequentialEvaluator,
        )
        from ema_workbench.em_framework.points import Scenario
        from ema_workbench.util import EMAError

    logging.getLogger("EMA").setLevel(logging.CRITICAL)
    model = Model("squaring", function=squared)
    model.uncertainties = [RealParameter("x", 0.0, float(runs))]
    model.outcomes = [ScalarOutcome("y")]
    points = [Scenario(str(i), x=float(i)) for i in range(runs)]
    evaluator = (
        SequentialEvaluator(model)
        if workers == 1
        else MultiprocessingEvaluator(model, n_processes=workers)
    )
    try:
        with evaluator:
            _, outcomes = evaluator.perform_experiments(points)
    except EMAError:
        return Kept(0, _files(folder))
    return Kept(len(outcomes["y"]), _files(folder))


def squared(x: float) -> dict[str, float]:
    """Return the model's outcome by name."""
    return {"y": square(x)}


def with_hydra(runs: int, workers: int, folder: Path) -> Kept:
    """Use Hydra's multirun with its own launcher, which runs one job after the other."""
    if workers != 1:
        raise SystemExit("Hydra's own launcher runs one job after the other")
    subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.runners.hydra_job", "--multirun"),
            *(f"+x=range({runs})", f"hydra.sweep.dir={folder}"),
        ],
        check=False,
        capture_output=True,
    )
    return Kept(len(list(folder.glob("*/y"))), _files(folder))


def _files(folder: Path) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


RUNNERS: Final[Mapping[str, Callable[[int, int, Path], Kept]]] = {
    "faultlines": with_faultlines,
    "mesa": with_mesa,
    "ema": with_ema,
    "hydra": with_hydra,
}


if __name__ == "__main__":
    main(sys.argv[1:])
