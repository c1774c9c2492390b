"""Everything that is measured, in one go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks.calibration import calibrate
from benchmarks.cases import TOGETHER, real
from benchmarks.engine import RunTimes, run_times
from benchmarks.mesa_times import MesaTimes, mesa_times
from benchmarks.operators import OperatorTimes, operator_times
from benchmarks.processes import command_seconds, compile_seconds, table_seconds, worker
from benchmarks.profile import Profile, profile
from benchmarks.scale import SIZES, Point, points

COMMANDS: Final[dict[str, tuple[list[str], bool]]] = {
    "faultlines --help": (["--help"], False),
    "faultlines list": (["list"], False),
    "faultlines run us_action replicates=100": (["run", "us_action", "replicates=100"], True),
}
COMPILING: Final = "compiling every rule"
TO_TABLE: Final = "100 replicates, to the table"


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes
    ----------
    blocks
        (runs, threads) -> how often; equally for all threads.
    repeats
        How often parts, stages and other versions are timed.
    beside
        Runs of the blocks in which the operators are timed beside C and NumPy.
    same_work
        Runs of the engine that are timed beside Mesa agents.
    memory, sizes
        Runs, and operators, each measured in a process of its own.
    reported
        Replicates of a command whose memory is measured, its report included.
    start
        How often commands are started; 0: not at all, and nothing is compiled.
    """

    blocks: dict[tuple[int, int], int]
    repeats: int
    beside: tuple[int, ...]
    same_work: int
    memory: tuple[int, ...]
    reported: tuple[int, ...]
    sizes: tuple[int, ...]
    start: int


FULL: Final = Plan(
    blocks={(1, 1): 30, (16, 1): 10, (256, 1): 10, (256, 2): 10},
    repeats=5,
    beside=(1, 16),
    same_work=256,
    memory=(1, 256),
    reported=(100, 2000),
    sizes=SIZES,
    start=5,
)
QUICK: Final = Plan(
    blocks={(1, 1): 3, (16, 1): 2, (16, 2): 2},
    repeats=2,
    beside=(1, 4),
    same_work=16,
    memory=(16,),
    reported=(),
    sizes=SIZES[:2],
    start=0,
)


@dataclass(frozen=True)
class Found:
    """What was measured.

    Attributes
    ----------
    calibration_ms
        Of the fixed work that times are held against.
    cells
        Operators x vendors x classes x quarters of a run.
    runs, profile
        Milliseconds a run.
    mesa
        Beside Mesa agents.
    operators
        Of the operators' stages, by runs in the block.
    memory_mb
        Peak, by runs.
    reported_mb
        Peak of a command with its report, by replicates.
    start_s
        From the shell to the end, or to the table, by command.
    points
        By number of operators.
    """

    calibration_ms: float
    cells: int
    runs: RunTimes
    profile: Profile
    mesa: MesaTimes
    operators: dict[int, OperatorTimes]
    memory_mb: dict[int, float]
    reported_mb: dict[int, float]
    start_s: dict[str, float]
    points: list[Point]


def measure(plan: Plan, note: Callable[[str], None]) -> Found:
    """Measure everything.

    Parameters
    ----------
    note
        Told what is being measured.
    """
    note("The fixed work that times are held against ...")
    case, calibration = real(), calibrate()
    note("Whole runs of the engine, by block and threads ...")
    runs = run_times(case, plan.blocks)
    note("Its parts and stages ...")
    profiled = profile(case, TOGETHER, plan.repeats)
    note("The operators' stages beside C and NumPy ...")
    operators = {n: operator_times(case, n, plan.repeats) for n in plan.beside}
    note("Plain Mesa agents ...")
    mesa = mesa_times(case, plan.same_work, min(3, plan.repeats))
    note("Memory ...")
    memory = {n: worker("runs", n)["peak_mb"] for n in plan.memory}
    reported = {n: worker("replicates", n)["peak_mb"] for n in plan.reported}
    note("Compiling and starting ...")
    start = _start_seconds(plan.start) if plan.start else {}
    note("Worlds with more and more operators ...")
    found = points(plan.sizes, min(3, plan.repeats))
    calibration = min(calibration, calibrate())
    return Found(
        calibration_ms=calibration,
        cells=case.cells,
        runs=runs,
        profile=profiled,
        mesa=mesa,
        operators=operators,
        memory_mb=memory,
        reported_mb=reported,
        start_s=start,
        points=found,
    )


def _start_seconds(repeats: int) -> dict[str, float]:
    found = {COMPILING: compile_seconds()}
    for name, (words, folders) in COMMANDS.items():
        found[name] = command_seconds(words, repeats, folders)
    found[TO_TABLE] = table_seconds(["run", "us_action", "replicates=100"], repeats)
    return found
