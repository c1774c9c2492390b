"""The command ``python -m benchmarks.runners``: sweeps beside other runners, as a page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.history import version
from benchmarks.machine import describe
from benchmarks.processes import ROOT
from benchmarks.runners.trivial import FAILS_AT
from sim.sweeps.execute import run_sweep
from sim.sweeps.ledger import read_ledger
from sim.sweeps.progress import Silence
from sim.sweeps.request import Request

PAGE: Final = ROOT / "docs" / "speed" / "sweeps.md"
RUNS: Final = 10_000
HYDRA_RUNS: Final = 50
FEW: Final = 100
HYDRA_FEW: Final = 20
AT: Final = "10"
PATIENCE_S: Final = 60
CASES: Final = (
    ("faultlines", 1, "Faultlines"),
    ("faultlines", 2, "Faultlines"),
    ("mesa", 1, "Mesa's batch runner"),
    ("mesa", 2, "Mesa's batch runner"),
    ("ema", 1, "EMA Workbench"),
    ("ema", 2, "EMA Workbench"),
    ("hydra", 1, "Hydra's multirun"),
)
WORDS: Final = ("sweep", "us_action", f"draws={RUNS // 2}", "outcomes=[exposure,level]", "every=4")

_TEXT: Final = """\
# Sweeps beside other runners

Written by `make bench-sweeps`, which measures all of this in one go. {machine}. Version {version}.

## {runs:,} runs of the real world

`faultlines {words}`, a scenario and its baseline, on {cores} threads, from the shell to its end:

| What | |
|---|---:|
| Time, table, figures and report with it | {seconds:.0f} s |
| The runs alone | {wall:.0f} s |
| Time the engine took, all threads together | {engine:.0f} s |
| Beyond the engine, a run | {beyond:.2f} ms |
| Most memory at any time | {peak_mb:.0f} MB |
| Store | {store_mb:.0f} MB |

## {runs:,} runs of a model that takes no time

What a runner costs by itself: it does {runs:,} runs and has every result in the end (Hydra:
{hydra_runs}, whose results are files that the job writes). For the others the model squares a
number. Sweeps play a small world of their own that takes a few sums, in a
scenario and its baseline; its levels by quarter go to disk as they come, with what is needed to go
on after a kill. Mesa and the EMA Workbench keep their numbers in memory until the end.

| Runner | Processes | Time a run | Files a run | Results in hand when one of {few} runs raises |
|---|---:|---:|---:|---:|
{rows}

Starting processes is part of the time. When a run raises, Mesa's batch runner and the EMA
Workbench return nothing. Hydra goes on with the other jobs of its batch and then
ends with an error ({hydra_few} jobs were tried). Faultlines goes on; the run is listed with its
error (here it is two, because the same draw failed in the scenario and in its baseline).
"""


class Timed(NamedTuple):
    """What one runner took and left."""

    seconds: float
    results: int
    files: int


def timed(runner: str, runs: int, workers: int, failing: bool = False) -> Timed | None:
    """Return what a runner takes in a fresh process, or None where it does not end."""
    words = [sys.executable, "-m", "benchmarks.runners.timing", runner, str(runs), str(workers)]
    environment = {**os.environ, **({FAILS_AT: AT} if failing else {})}
    with subprocess.Popen(
        words,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            printed, _ = process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # its workers too
            return None
    return Timed(**json.loads(printed.splitlines()[-1]))


def real_sweep(folder: Path) -> dict[str, float]:
    """Return time, memory and size of a real sweep, and what its runs take by themselves."""
    out = folder / "result"
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "sim", *WORDS, f"out={out}"], stdout=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"faultlines {' '.join(WORDS)} failed")
    seconds = time.perf_counter() - start
    wall, engine = runs_alone(folder / "again")
    cores = os.cpu_count() or 1
    return {
        "seconds": seconds,
        "wall": wall,
        "engine": engine,
        "cores": cores,
        "beyond": 1e3 * (wall * cores - engine) / RUNS,
        "peak_mb": usage.ru_maxrss * 1024 / 1e6,
        "store_mb": sum(p.stat().st_size for p in out.rglob("*") if p.is_file()) / 1e6,
    }


def runs_alone(out: Path) -> tuple[float, float]:
    """Return seconds of the same sweep's runs, and what the engine took, all threads together."""
    clock = Clock()
    request = Request(
        ("us_action",), draws=RUNS // 2, outcomes=("exposure", "level"), every=4, out=out
    )
    run_sweep(request, clock)
    entries = read_ledger(out / "ledger.jsonl").values()
    return clock.seconds, sum(entry.seconds for entry in entries)


class Clock(Silence):
    """Takes the time of the runs of a sweep, without what comes before and after."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def start(self, runs: int, done: int) -> None:
        """Begin."""
        self._from = time.perf_counter()

    def stop(self) -> None:
        """End."""
        self.seconds = time.perf_counter() - self._from


def row(runner: str, workers: int, label: str) -> str:
    """Measure one runner, and return its row of the table."""
    runs, few = (HYDRA_RUNS, HYDRA_FEW) if runner == "hydra" else (RUNS, FEW)
    whole, broken = timed(runner, runs, workers), timed(runner, few, workers, failing=True)
    if whole is None or whole.results != runs:
        raise RuntimeError(f"{label}: not every one of {runs} results")
    left = f"{broken.results} of {few}" if broken else f"does not end ({PATIENCE_S} s waited)"
    return (
        f"| {label} | {workers} | {1e3 * whole.seconds / runs:.2f} ms "
        f"| {whole.files / runs:.2g} | {left} |"
    )


def main() -> None:
    """Measure everything and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        real = real_sweep(Path(folder))
    rows = []
    for case in CASES:
        rows.append(row(*case))
        print(rows[-1], flush=True)
    text = _TEXT.format(
        machine=textwrap.fill(f"Measured on {describe()}", 96),
        version=version(),
        runs=RUNS,
        words=" ".join(WORDS),
        hydra_runs=HYDRA_RUNS,
        few=FEW,
        hydra_few=HYDRA_FEW,
        rows="\n".join(rows),
        **real,
    )
    PAGE.write_text(text, encoding="utf-8")
    print(f"Written: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
