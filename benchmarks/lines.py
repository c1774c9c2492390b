"""From what was measured to lines: ratios first, each with its sentence and its target."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from benchmarks.agents.start import LEFT_OUT
from benchmarks.cases import SCENARIO
from benchmarks.history import CALIBRATION, Row
from benchmarks.measure import Measure, Results, Section, Target, at_least, at_most
from benchmarks.profile import INITIAL_KIT, RECORDING, START
from benchmarks.scale import SIZES, exponent, steps
from benchmarks.suite import COMPILING, TO_TABLE, Found
from sim.schedule import SCHEDULE

RUN_MS: Final = at_most(8)
TWO_THREADS: Final = at_least(1.9)
MESA: Final = at_least(100)
OVER_C: Final = at_most(1.5)
EXPONENT: Final = Target(0.9, 1.1)
START_S: Final = {"faultlines --help": at_most(0.3), "faultlines list": at_most(0.5)}
TABLE_S: Final = at_most(4)
REPORTED_GB: Final = at_most(2)
LARGE_S: Final = at_most(25)
LARGE_GB: Final = at_most(4)

SENTENCES: Final = {
    INITIAL_KIT: "Each operator's kit of 2014 is drawn and raked to its country.",
    START: "The state of 2014 is set and utility constants are found.",
    RECORDING: "The outcomes that are kept by default are taken down.",
    **{stage.name: stage.sentence for stage in SCHEDULE},
    "shocks to governments": "Shocks, powers, suspicion, governments.",
    "components and prices": "Components, prices.",
    "tenders to deliveries": "Tenders, orders, deliveries: the operators' stages.",
    "outcomes to blocs": "Outcomes, vendors, blocs.",
}


def results(found: Found) -> Results:
    """Return the table, section by section."""
    sections = {
        "How many times as long": ratios(found),
        "The engine": engine(found),
        "The same work, written otherwise": others(found),
        "Where the time of a run goes": parts(found),
        "The same, stage by stage": stages(found),
        "Compiling and starting": starting(found),
        "More operators": growth(found),
    }
    return {heading: section for heading, section in sections.items() if section}


def without_targets(lines: Results) -> Results:
    """Return the table with nothing to be met."""
    return {
        heading: tuple(replace(line, target=None) for line in section)
        for heading, section in lines.items()
    }


def whole_run(found: Found, threads: int) -> tuple[int, float]:
    """Return the largest block played on so many threads, and its milliseconds a run."""
    runs = max(n for n, t in found.runs.by_block if t == threads)
    return runs, found.runs.by_block[runs, threads]


def over_c(found: Found) -> dict[int, float]:
    """Return how many times C's time the engine's operators' stages take, by runs in the block."""
    return {n: times.engine / times.c for n, times in found.operators.items() if times.c}


def threads_gain(found: Found) -> float:
    """Return how much faster two threads are."""
    return whole_run(found, 1)[1] / whole_run(found, 2)[1]


def ratios(found: Found) -> Section:
    """Return how many times as long one takes as another, both timed in the same go."""
    times = found.operators[max(found.operators)]
    power = Measure(
        "power of the operators with which time grows",
        exponent(found.points),
        "",
        f"Least squares on logarithms, {found.points[0].operators:,} to "
        f"{found.points[-1].operators:,} operators; 1 is in proportion. From each to the next: "
        f"{', '.join(f'{step:.2f}' for step in steps(found.points))}.",
        EXPONENT,
    )
    return (
        Measure(
            "Mesa agents to engine, same stages",
            found.mesa.mesa / found.mesa.engine,
            "x",
            "A small version as plain Mesa agents against the engine playing the same stages with "
            f"the same mechanisms off. It leaves out: {LEFT_OUT}.",
            MESA,
        ),
        Measure(
            "Mesa agents to engine's whole model",
            found.mesa.mesa / whole_run(found, 1)[1],
            "x",
            "The same Mesa agents against a run of everything, start and recording included.",
        ),
        Measure(
            "NumPy to engine, operators' stages",
            times.numpy / times.engine,
            "x",
            "Tenders, orders and deliveries, vectorised over the operators of a run.",
        ),
        *against_c(found),
        Measure(
            f"one thread to two, {whole_run(found, 2)[0]} runs",
            threads_gain(found),
            "x",
            "Blocks are shared out over two threads, each number of threads timed by turns and as "
            "often as the other; 2 is the most there is.",
            TWO_THREADS,
        ),
        power,
    )


def against_c(found: Found) -> Section:
    """Return the engine's operators against those in C, by runs in the block."""
    how = (
        "Tenders, orders and deliveries in C (gcc -O3 -march=native, no -ffast-math): a hard mark. "
        "Each plays all quarters in one call. "
    )
    one = how + "A run at a time, as whole runs are played."
    many = how + "All runs of the block quarter by quarter, out of reach of the small caches."
    return tuple(
        Measure(
            f"engine to C, operators' stages, block of {n}",
            ratio,
            "x",
            one if n == 1 else many,
            OVER_C,
        )
        for n, ratio in over_c(found).items()
    )


def engine(found: Found) -> Section:
    """Return times and memory of whole runs."""
    lines = []
    for (runs, threads), ms in found.runs.by_block.items():
        words = "one thread" if threads == 1 else f"{threads} threads"
        lines.append(
            Measure(
                f"a run, {runs} at once, {words}",
                ms,
                "ms",
                "Start, 88 quarters and recording of the default outcomes; draws of chance that "
                "were not played before.",
                RUN_MS if (runs, threads) == (whole_run(found, 1)[0], 1) else None,
            )
        )
    runs, ms = whole_run(found, 1)
    lines += [
        Measure(
            f"a run, {runs} at once, draws kept",
            found.runs.again_ms,
            "ms",
            "As a second scenario of a sweep finds it: initial kit is kept from the first.",
        ),
        Measure("a cell", 1e6 * ms / found.cells, "ns", _cells(found)),
        Measure("runs a second, one thread", 1e3 / ms, "", "From the line with the target."),
        Measure("runs a second, two threads", 1e3 / whole_run(found, 2)[1], "", "The same on two."),
    ]
    for runs, peak in found.memory_mb.items():
        meaning = "Peak of a fresh process, Python and the compiled code included."
        lines.append(Measure(f"memory, {runs} at once", peak, "MB", meaning))
    for replicates, peak in found.reported_mb.items():
        name = f"memory, {SCENARIO} and its baseline, replicates={replicates}"
        meaning = "Peak of `faultlines run`: simulation, table, summary, figures and report."
        lines.append(Measure(name, peak / 1e3, "GB", meaning, REPORTED_GB))
    return tuple(lines)


def _cells(found: Found) -> str:
    return f"Operator x vendor x class x quarter: a run has {found.cells / 1e6:.2f} million."


def others(found: Found) -> Section:
    """Return milliseconds a run of the other ways to write it."""
    n = max(found.operators)
    times = found.operators[n]
    lines = [
        ("Mesa agents", found.mesa.mesa, "One run of the small version."),
        ("engine, same stages", found.mesa.engine, "What the Mesa agents do, in a block."),
        ("NumPy, operators' stages", times.numpy, "One run, random numbers included."),
        ("engine, operators' stages", times.engine, f"A block of {n}, one thread."),
    ]
    if times.c:
        lines.append(("C, operators' stages", times.c, f"A block of {n}, one thread."))
    return tuple(Measure(name, value, "ms", meaning) for name, value, meaning in lines)


def parts(found: Found) -> Section:
    """Return milliseconds a run of every part, compiled as in whole runs, with its share."""
    return _shares(found.profile.parts)


def stages(found: Found) -> Section:
    """Return milliseconds a run of every stage of the schedule, with its share.

    The schedule is played stage by stage, as anything that steps a block does.
    """
    return _shares(found.profile.stages)


def _shares(times: dict[str, float]) -> Section:
    whole = sum(times.values())
    return tuple(
        Measure(name, ms, "ms", f"{ms / whole:.0%}. {SENTENCES.get(name, '')}".strip())
        for name, ms in times.items()
    )


def starting(found: Found) -> Section:
    """Return seconds from the shell to the end, or to the table."""
    cold = "Once after an installation or a change of the rules: nothing kept from before."
    warm = "A new process, from the shell to its end, compiled code being kept."
    table = "The same, until the table is on the screen; figures and the report follow."
    lines = []
    for name, seconds in found.start_s.items():
        meaning = cold if name == COMPILING else table if name == TO_TABLE else warm
        target = TABLE_S if name == TO_TABLE else START_S.get(name)
        lines.append(Measure(name, seconds, "s", meaning, target))
    return tuple(lines)


def growth(found: Found) -> Section:
    """Return time and memory by number of operators."""
    lines: list[Measure] = []
    for operators, seconds, peak in found.points:
        last = operators == max(SIZES)
        meaning = "One run on one thread: start, 88 quarters, default outcomes."
        time = Measure(f"{operators:,} operators", seconds, "s", meaning, LARGE_S if last else None)
        room = Measure(
            f"memory, {operators:,} operators",
            peak / 1e3,
            "GB",
            "Peak of the process, the building of the world included.",
            LARGE_GB if last else None,
        )
        lines += [time, room]
    return tuple(lines)


def history_rows(found: Found, version: str) -> list[Row]:
    """Return what the history keeps: times over the fixed work, and ratios as they are."""
    runs, ms = whole_run(found, 1)
    times = {f"part {name}": value for name, value in found.profile.parts.items()}
    times |= {f"stage {name}": value for name, value in found.profile.stages.items()}
    times |= {"run": ms, "run with draws kept": found.runs.again_ms}
    times |= {f"start {name}": 1e3 * seconds for name, seconds in found.start_s.items()}
    times |= {
        f"{size:,} operators": 1e3 * s for size, (_, s, _) in zip(SIZES, found.points, strict=False)
    }
    rows = [Row(version, n, t / found.calibration_ms, CALIBRATION) for n, t in times.items()]
    rows.append(
        Row(version, "Mesa agents, same stages", found.mesa.mesa / found.mesa.engine, "engine")
    )
    largest = found.operators[max(found.operators)]
    rows.append(Row(version, "NumPy, operators' stages", largest.numpy / largest.engine, "engine"))
    rows += [
        Row(version, f"engine, operators' stages, block of {n}", r, "C")
        for n, r in over_c(found).items()
    ]
    rows.append(Row(version, f"one thread, {runs} runs", threads_gain(found), "two threads"))
    rows.append(Row(version, "power of the operators", exponent(found.points), "1"))
    return rows
