"""The table on the terminal, and the page in the docs."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.measure import Measure, Results
from benchmarks.processes import ROOT

FOLDER: Final = ROOT / "docs" / "speed"
FIGURE: Final = "speed.png"

_PAGE: Final = """\
# Speed

How fast a run is, and beside what. Everything here was measured by `make bench` in one go on
one machine, so ratios mean more than times: another machine has other times and nearly the same
ratios. Each time is the shortest of several, but for what takes many seconds: compiling and the
largest worlds are timed once. This page is written by that command; to measure
again, run it.

{machine}. Version {version}.

{verdict}

![Time a cell by implementation, and time by number of operators]({figure})

{tables}

## How to read it

The others do the same work as the engine beside them, on the same draws, and tests hold them to
the same result: Mesa agents to the same law in every country and quarter and kit and contracts
to 1e-9, NumPy and C to 1e-9 in everything that operators write (`tests/benchmarks`). Mesa agents
find their random numbers ready in lists, which is in their favour; all others draw their own.
The time of Mesa's agents holds their data collection too (some hundredths of it). The engine's
blocks are played on one thread unless a line says otherwise.

Where the time of a run goes is measured part by part, each over all quarters in one call, so that
the parts add up to a little more than a run. Stage by stage, every stage of every quarter is a call
of its own from Python, on a block of a few runs: that is how a user's own schedule is played, and
it takes longer than a run does.

`benchmarks/history.csv` keeps ratios by version: times over a fixed piece of NumPy work that is
timed in the same go, so that rows of different machines can be held side by side, and ratios
between implementations. `make bench` names each time that is more than a fifth longer
than the least of any version. `make bench QUICK=1` measures less, in about a minute, and keeps
nothing. What a sweep costs beyond the engine, beside other runners: [sweeps](sweeps.md).
"""


def table(results: Results) -> str:
    """Return the table for a terminal."""
    width = max(len(m.name) for section in results.values() for m in section) + 2
    lines = []
    for heading, section in results.items():
        lines += ["", heading]
        for measure in section:
            row = f"  {measure.name:<{width}}{measure.shown:>12}   {measure.verdict}"
            lines.append(row.rstrip())
    return "\n".join(lines[1:])


def verdict(results: Results) -> str:
    """Return which targets are missed, in a sentence.

    Examples
    --------
    >>> verdict({"Ratios": (Measure("a run", 9.0, "ms", ""),)})
    'Nothing here has a target.'
    """
    judged = [m for section in results.values() for m in section if m.target]
    missed = [m for m in judged if m.target and not m.target.holds(m.value)]
    if not judged:
        return "Nothing here has a target."
    if not missed:
        return f"Every target is met: {len(judged)} of {len(judged)}."
    named = "; ".join(f"{m.name} is {m.shown}, should be {m.target}" for m in missed)
    return f"Missed: {len(missed)} of {len(judged)} targets. {named[0].upper()}{named[1:]}."


def page(results: Results, machine: str, version: str) -> str:
    """Return the page in the docs."""
    tables = "\n\n".join(f"## {name}\n\n{_markdown(rows)}" for name, rows in results.items())
    return _PAGE.format(
        machine=textwrap.fill(f"Measured on {machine}", 96),
        version=version,
        verdict=textwrap.fill(verdict(results), 96),
        figure=FIGURE,
        tables=tables,
    )


def _markdown(section: Sequence[Measure]) -> str:
    lines = ["| What | | Target | What it means |", "| --- | ---: | --- | --- |"]
    for m in section:
        lines.append(f"| {m.name} | {m.shown} | {m.verdict} | {m.meaning} |")
    return "\n".join(lines)


def write(text: str, folder: Path = FOLDER) -> Path:
    """Write the page; return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "README.md"
    file.write_text(text, encoding="utf-8")
    return file
