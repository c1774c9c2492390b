"""One measurement in a process of its own: ``python -m benchmarks.worker operators 1000``.

Prints what it found as one line of JSON; peak memory is that of this process alone.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.cases import SCENARIO, fresh_replicates, made_up, play, real
from benchmarks.measure import best
from sim.cli import main as command
from sim.synthetic.size import WorldSize

KINDS: Final = ("runs", "operators", "replicates")
FEW_OPERATORS: Final = 20_000
"""Worlds of fewer are played several times: what is fetched at first would show in their time."""
_STATUS: Final = Path("/proc/self/status")


def main(words: Sequence[str]) -> None:
    """Play the real world so many times, once with so many operators, or with a report."""
    kind, size = words[0], int(words[1])
    if kind not in KINDS:
        raise SystemExit(f"{kind!r} is not one of {', '.join(KINDS)}")
    if kind == "replicates":
        print(json.dumps({"peak_mb": with_report(size)}))
        return
    case = real()
    play(case, [0])  # loads the compiled code
    if kind == "operators":
        case = made_up(WorldSize(operators=size))
    runs = size if kind == "runs" else 1
    repeats = 1 if kind == "runs" else max(1, FEW_OPERATORS // size)
    play_s = best(lambda: play(case, fresh_replicates(runs)), repeats)
    found = {
        "operators": len(case.world.operators.share),
        "play_s": play_s,
        "peak_mb": peak_mb(),
    }
    print(json.dumps(found))


def with_report(replicates: int) -> float:
    """Return the peak memory of ``faultlines run``: simulation, table, figures, report, MB."""
    with TemporaryDirectory() as folder, redirect_stdout(sys.stderr):
        status = command(["run", SCENARIO, f"replicates={replicates}", f"out={folder}/result"])
    if status:
        raise SystemExit(status)
    return peak_mb()


def peak_mb() -> float:
    """Return the most memory that this process has held, MB.

    Where Linux tells it of the process itself: usage also counts who started it.
    """
    if _STATUS.exists():
        found = re.search(r"^VmHWM:\s*(\d+) kB$", _STATUS.read_text(), flags=re.MULTILINE)
        if found:
            return int(found[1]) * 1024 / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


if __name__ == "__main__":
    main(sys.argv[1:])
